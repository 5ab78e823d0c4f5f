extension TableColumns: Codable {
    private enum CodingKeys: String, CodingKey { case count, names, features, targetName, target, isNamed, dialect }

    /// The names of the features: where they follow a rule, only the rule. A million pixels have a million names.
    private enum Names: Codable {
        case given([String])
        case numbered(Int)
        case pixels(height: Int, width: Int)

        /// More features than this no network here can have.
        private static let most = 1 << 28

        init(_ names: [String]) {
            if names == TableColumns.numbered(names.count) {
                self = .numbered(names.count)
            } else if let last = names.last?.split(separator: "_"), last.count == 3,
                let row = Int(last[1]), let column = Int(last[2]), (0..<names.count).contains(row),
                (0..<names.count).contains(column), (row + 1) * (column + 1) == names.count,
                names == TableColumns.pixels(height: row + 1, width: column + 1)
            {
                self = .pixels(height: row + 1, width: column + 1)
            } else {
                self = .given(names)
            }
        }

        /// `nil` where there cannot be so many.
        var list: [String]? {
            switch self {
            case .given(let names): return names
            case .numbered(let count):
                return (0...Self.most).contains(count) ? TableColumns.numbered(count) : nil
            case .pixels(let height, let width):
                let (count, overflows) = height.multipliedReportingOverflow(by: width)
                guard height > 0, width > 0, !overflows, count <= Self.most else { return nil }
                return TableColumns.pixels(height: height, width: width)
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(count, forKey: .count)
        try values.encode(Names(featureNames), forKey: .names)
        // Columns that stand one after the other are not listed.
        if features != Array(0..<features.count) { try values.encode(features, forKey: .features) }
        try values.encodeIfPresent(targetName, forKey: .targetName)
        try values.encode(target, forKey: .target)
        try values.encode(isNamed, forKey: .isNamed)
        try values.encode(dialect, forKey: .dialect)
    }

    /// - Throws: a `DecodingError` for columns that are not there: it may come from anywhere.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        count = try values.decode(Int.self, forKey: .count)
        let names = try values.decode(Names.self, forKey: .names).list
        featureNames = names ?? []
        features = try values.decodeIfPresent([Int].self, forKey: .features) ?? Array(0..<featureNames.count)
        targetName = try values.decodeIfPresent(String.self, forKey: .targetName)
        target = try values.decode(Int.self, forKey: .target)
        isNamed = try values.decode(Bool.self, forKey: .isNamed)
        dialect = try values.decode(TableDialect.self, forKey: .dialect)
        let places = 0..<max(0, count)
        guard names != nil, features.count == featureNames.count, features.allSatisfy(places.contains),
            places.contains(target)
        else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "its columns are out of place"))
        }
    }
}

extension TableDialect: Codable {
    private enum CodingKeys: String, CodingKey { case decimal, missingWords }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(decimal.rawValue, forKey: .decimal)
        try values.encode(missingWords, forKey: .missingWords)
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            decimal: DecimalMark(rawValue: try values.decode(String.self, forKey: .decimal)) ?? .point,
            missingWords: try values.decode([String].self, forKey: .missingWords))
    }
}
