/// What a text looks like that a person would read as a number, however it is written.
enum NumberShape: Equatable {
    /// `1.5`, `2`, `1e3`
    case point
    /// `1,5`
    case comma
    /// `1,234`: with a decimal comma, or in thousands; also `1.234`, which only a decimal comma makes doubtful.
    case commaOrGrouped, pointOrGrouped
    /// `1.234,5`, `1,234.5`, `1 234`, `1_000`, `1'234`: thousands are marked.
    case grouped
    /// `5%`, `$5`, `5 €`
    case withSign

    /// `nil` for what is no number to anybody.
    init?(_ text: String) {
        let body = text.drop { $0 == "-" || $0 == "+" }
        guard text.utf8.count <= 64, let first = body.utf8.first,
            Self.isDigit(first) || ".,$€£¥".contains(body.first ?? " ")
        else { return nil }
        if let number = decimal(in: text) {
            guard number.isFinite || body.utf8.contains(where: Self.isDigit) else { return nil }
            self = Self.isGrouped(body, by: ".") && body.first != "0" ? .pointOrGrouped : .point
        } else if !text.contains("."), decimal(in: text.replacing(",", with: ".")) != nil {
            self = Self.isGrouped(body, by: ",") && body.first != "0" ? .commaOrGrouped : .comma
        } else if Self.isGroupedNumber(body) {
            self = .grouped
        } else if let bare = Self.bare(body), NumberShape(bare) != nil {
            self = .withSign
        } else {
            return nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// The text without a sign for percent or money at one end.
    private static func bare(_ text: Substring) -> String? {
        var text = text
        if let first = text.first, "$€£¥".contains(first) {
            text.removeFirst()
        } else if let last = text.last, "%‰$€£¥".contains(last) {
            text.removeLast()
        } else {
            return nil
        }
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// `1,234`, `12,345,678`: one to three digits, then groups of three.
    private static func isGrouped(_ text: Substring, by mark: Character) -> Bool {
        let groups = text.split(separator: mark, omittingEmptySubsequences: false)
        guard groups.count > 1, groups.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else { return false }
        return (1...3).contains(groups[0].utf8.count) && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    }

    /// Groups of thousands by any of the usual marks, with decimals behind another one.
    private static func isGroupedNumber(_ text: Substring) -> Bool {
        for mark in [",", ".", " ", "\u{A0}", "\u{202F}", "_", "'", "’"] as [Character] where text.contains(mark) {
            let point: Character = mark == "." ? "," : "."
            for point in mark == " " || mark == "\u{A0}" || mark == "\u{202F}" ? [".", ","] : [point] {
                let parts = text.split(separator: point, maxSplits: 1, omittingEmptySubsequences: false)
                let hasDecimals = parts.count == 1 || parts[1].utf8.allSatisfy(isDigit)
                if hasDecimals, isGrouped(parts[0], by: mark) { return true }
            }
        }
        return false
    }
}

extension TableDialect.DecimalMark {
    /// What the numbers in these cells are written with, where fields are not divided by commas.
    ///
    /// A comma, if all numbers with a mark have commas and at least one cannot be thousands. What is left in doubt has a
    /// point, so that a comma becomes an error and never another number.
    init(detectedIn cells: some Sequence<String>) {
        var hasComma = false
        for cell in cells {
            switch NumberShape(cell) {
            case .comma: hasComma = true
            case .point where cell.contains("."), .pointOrGrouped, .grouped:
                self = .point
                return
            default: continue
            }
        }
        self = hasComma ? .comma : .point
    }
}
