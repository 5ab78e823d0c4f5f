/// Whether a table's first line names its columns, judged by how unlike it is to the lines below.
///
/// A word over numbers is a name. A line with numbers in it is a header too if they are unlike what stands below
/// (evenly spaced, out of range, whole over fractions), as wavelengths and years are; a word that returns below is none.
struct HeaderEvidence: Equatable {
    let isHeader: Bool
    /// Whether it could well be the other way, so that a reader should be told.
    let isDoubtful: Bool

    private init(isHeader: Bool, isDoubtful: Bool = false) {
        self.isHeader = isHeader
        self.isDoubtful = isDoubtful
    }

    /// - Parameters:
    ///   - first: the first line's cells, `nil` for one without a value.
    ///   - isGap: whether the first line has a text that stands for a missing value.
    ///   - rows: some lines below, alike.
    init(first: [String?], isGap: Bool, rows all: [[String?]]) {
        // The header may stand there again, where tables were put one behind the other.
        let rows = all.filter { $0 != first }
        var words = (overNumbers: 0, seen: 0, unseen: 0, afterMany: 0)
        var numbers: [(column: Int, value: Double)] = []
        for (column, text) in first.enumerated() {
            guard let text else { continue }
            let below = rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
            if NumberShape(text) != nil {
                numbers.append((column, Self.number(text) ?? .nan))
            } else if below.count(where: { NumberShape($0) != nil }) * 2 > below.count {
                words.overNumbers += 1
            } else if below.contains(text) {
                words.seen += 1
            } else {
                words.unseen += 1
                if Self.returns(below) { words.afterMany += 1 }
            }
        }
        let isUnlike = Self.isUnlike(numbers, rows)
        if rows.isEmpty {
            self.init(isHeader: numbers.isEmpty)
        } else if words.overNumbers > 0 {
            let isData = words.seen > 0 && !numbers.isEmpty
            self.init(isHeader: !isData, isDoubtful: isData || !numbers.isEmpty && !isUnlike)
        } else if words.seen > 0 {
            self.init(isHeader: false)
        } else if numbers.isEmpty {
            self.init(isHeader: words.unseen > 0 && !isGap, isDoubtful: true)
        } else if words.unseen > 0 {
            self.init(isHeader: isUnlike, isDoubtful: !isUnlike || words.afterMany == 0)
        } else {
            self.init(isHeader: isUnlike && numbers.count > 2, isDoubtful: isUnlike)
        }
    }

    /// Whether every text of a column stands there at least three times: a further one would be a surprise.
    private static func returns(_ column: [String]) -> Bool {
        let counts = column.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return !counts.isEmpty && counts.values.allSatisfy { $0 >= 3 }
    }

    private static func number(_ text: String) -> Double? {
        decimal(in: text) ?? decimal(in: text.replacing(",", with: "."))
    }

    /// Whether the first line's numbers cannot well belong to the columns below them.
    private static func isUnlike(_ numbers: [(column: Int, value: Double)], _ rows: [[String?]]) -> Bool {
        guard rows.count >= 4, !numbers.isEmpty, Set(numbers.map(\.value)).count == numbers.count else { return false }
        let columns = numbers.map(\.column)
        if isEvenlySpaced(numbers.map(\.value)) {
            let alike = rows.count { row in
                let values = columns.compactMap { row.indices.contains($0) ? row[$0].flatMap(number) : nil }
                return values.count == columns.count && isEvenlySpaced(values)
            }
            return alike * 10 < rows.count
        }
        return numbers.allSatisfy { column, value in
            let below = rows.compactMap { $0.indices.contains(column) ? $0[column].flatMap(number) : nil }
            guard let least = below.min(), let most = below.max() else { return false }
            let isFar = value < least - (most - least) || value > most + (most - least)
            let isWhole = value == value.rounded() && below.count { $0 != $0.rounded() } * 5 > below.count * 4
            return isFar || isWhole
        }
    }

    /// Three numbers or more, each by the same step from the last.
    private static func isEvenlySpaced(_ values: [Double]) -> Bool {
        guard values.count > 2, values.allSatisfy(\.isFinite) else { return false }
        let step = values[1] - values[0]
        return step != 0
            && zip(values, values.dropFirst()).allSatisfy { abs($1 - $0 - step) <= 1e-9 * max(abs($0), abs($1)) }
    }
}
