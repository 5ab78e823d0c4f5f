/// A quick look at a YAML text before it is parsed: refuses what would make parsing slow or deep.
///
/// Parsing recurses with the nesting, and aliases of aliases grow exponentially ("billion laughs"); no preset needs
/// either.
struct YAMLLimits {
    static let deepestNesting = 32
    static let mostAliases = 16
    /// In bytes.
    static let largestText = 1 << 20

    private var depth = 0
    private var aliases = 0
    private var indents: [Int] = []
    private var quote: Unicode.Scalar?

    /// The first thing that goes beyond the limits.
    static func firstFault(in source: SourceText) -> (fault: PresetFault, place: SourcePlace)? {
        guard source.text.utf8.count <= largestText else {
            return (.syntax(.tooLarge(limit: largestText)), source.firstPlace)
        }
        var limits = YAMLLimits()
        for (index, line) in source.lines.enumerated() {
            if let found = limits.scan(line) {
                return (.syntax(found.fault), source.place(line: index + 1, column: found.column + 1))
            }
        }
        return nil
    }

    private mutating func scan(_ line: [Unicode.Scalar]) -> (fault: SyntaxFault, column: Int)? {
        var atTokenStart = true
        var isEscaped = false
        if quote == nil, depth == 0, let first = line.firstIndex(where: { $0 != " " }), line[first] != "#" {
            while let last = indents.last, last > first { indents.removeLast() }
            push(first)
        }
        for (column, scalar) in line.enumerated() {
            if let open = quote {
                if isEscaped {
                    isEscaped = false
                } else if open == "\"" && scalar == "\\" {
                    isEscaped = true
                } else if scalar == open {
                    quote = nil
                    atTokenStart = false
                }
                continue
            }
            let isFollowedBySpace = column + 1 >= line.count || line[column + 1].properties.isWhitespace
            switch scalar {
            case " ", "\t": continue
            case "#" where column == 0 || line[column - 1].properties.isWhitespace: return nil
            case "\"" where atTokenStart, "'" where atTokenStart: quote = scalar
            case "[" where atTokenStart || depth > 0, "{" where atTokenStart || depth > 0:
                depth += 1
                atTokenStart = true
            case "]" where depth > 0, "}" where depth > 0:
                depth -= 1
                atTokenStart = false
            case "," where depth > 0: atTokenStart = true
            case ":" where isFollowedBySpace: atTokenStart = true
            case "-" where atTokenStart && isFollowedBySpace, "?" where atTokenStart && isFollowedBySpace:
                push(column + 1)
            case "&" where atTokenStart, "*" where atTokenStart:
                aliases += 1
                if aliases > Self.mostAliases { return (.anchor, column) }
                atTokenStart = false
            default: atTokenStart = false
            }
            if depth + indents.count > Self.deepestNesting {
                return (.tooDeep(limit: Self.deepestNesting), column)
            }
        }
        return nil
    }

    private mutating func push(_ indent: Int) {
        if indent > indents.last ?? -1 { indents.append(indent) }
    }
}
