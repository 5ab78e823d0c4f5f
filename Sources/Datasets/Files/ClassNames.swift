/// The texts that are taken for classes, and which of them may not be meant so.
struct ClassNames {
    let names: [String]
    let dialect: TableDialect

    init(_ names: [String], dialect: TableDialect) {
        self.names = names
        self.dialect = dialect
    }

    /// At most so many are told of each kind.
    private static let told = 3

    /// - Parameter column: the target's name.
    func notes(column: String) -> [String] {
        let gaps = names.filter(dialect.looksMissing).prefix(Self.told).map {
            "'\($0)' in '\(column)' is taken for a class; if it means a missing value, name it in 'missing_words'"
        }
        let twins = twins.prefix(Self.told).map { group in
            let list = group.map { "'\($0)'" }.joined(separator: " and ")
            return "the classes \(list) differ only in how they are written: are they one?"
        }
        return gaps + twins
    }

    /// Groups of names that differ in case, in spaces, or in how one number is written.
    var twins: [[String]] {
        Dictionary(grouping: names, by: key).values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    private func key(_ name: String) -> String {
        let words = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return dialect.number(in: words).map { "\($0)" } ?? words
    }
}
