import Yams

/// Reads YAML text into a tree that knows the place of every token.
///
/// Values stay text: what a text means (a number, a switch, a name) is decided by the key it is given to, so that
/// `on` is a switch only where one is wanted, `1:30` is text and `1e-3` a number.
struct YAMLReader {
    private let source: SourceText
    private(set) var diagnostics: [(fault: PresetFault, place: SourcePlace)] = []
    /// Keys renamed to get past Yams, which stops at the first duplicate: what they were, by line and column.
    private var renamed: [SourcePosition: String] = [:]

    /// Each duplicate means composing anew.
    private static let mostDuplicates = 16

    private struct SourcePosition: Hashable {
        let line: Int
        let column: Int
    }

    init(_ source: SourceText) { self.source = source }

    /// The tree, or `nil` where the text is not YAML or nothing at all; then `diagnostics` says why.
    mutating func read() -> SourceNode? {
        diagnostics = YAMLLimits.faults(in: source)
        guard diagnostics.isEmpty else { return nil }
        var lines = source.lines
        while true {
            do {
                return try composed(lines)
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                if rename(at: context.mark, in: &lines) { continue }
                let name = names.first ?? ""
                let place = source.place(line: context.mark.line, column: context.mark.column)
                diagnostics.append((.duplicateKey(name, firstLine: place.line), place))
            } catch let error as YamlError {
                diagnostics.append(SyntaxTranslation(error, source).located)
            } catch {
                diagnostics.append((.syntax(.other("\(error)")), source.firstPlace))
            }
            return nil
        }
    }

    private mutating func composed(_ lines: [[Unicode.Scalar]]) throws -> SourceNode? {
        let text = renamed.isEmpty ? source.text : String(String.UnicodeScalarView(lines.joined(separator: ["\n"])))
        guard let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
            diagnostics.append((.empty, source.firstPlace))
            return nil
        }
        if let scalar = root.scalar, scalar.string.isEmpty, scalar.style == .plain || scalar.style == .any {
            diagnostics.append((.empty, source.firstPlace))
            return nil
        }
        return converted(root)
    }

    /// Gives the key at `mark` a name nobody else has, of the same length, so that all other places stay true.
    private mutating func rename(at mark: Mark, in lines: inout [[Unicode.Scalar]]) -> Bool {
        let (line, start) = (mark.line - 1, mark.column - 1)
        guard renamed.count < Self.mostDuplicates, lines.indices.contains(line), lines[line].indices.contains(start),
            let standIn = Unicode.Scalar(UInt32(0xE000 + renamed.count))
        else { return false }
        let isQuoted = lines[line][start] == "\"" || lines[line][start] == "'"
        let column = isQuoted ? start + 1 : start
        guard lines[line].indices.contains(column), lines[line][column].properties.isAlphabetic else { return false }
        let place = source.place(line: mark.line, column: mark.column)
        let token = source.lines[line][column..<(start + place.length - (isQuoted ? 1 : 0))]
        renamed[SourcePosition(line: mark.line, column: mark.column)] = String(String.UnicodeScalarView(token))
        lines[line][column] = standIn
        return true
    }

    private mutating func converted(_ node: Node) -> SourceNode {
        let place = node.mark.map { source.place(line: $0.line, column: $0.column) } ?? source.firstPlace
        let tag = node.tag.rawValue
        if !["tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", ""].contains(tag) {
            report(.syntax(.tag(source.word(at: place))), place)
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            return .scalar(SourceNode.Scalar(text: scalar.string, isPlain: isPlain, place: place))
        case .sequence(let elements):
            var converted: [SourceNode] = []
            for element in elements { converted.append(self.converted(element)) }
            return .sequence(converted, place)
        case .mapping(let pairs): return .mapping(entries(of: pairs), place)
        case .alias:
            report(.syntax(.anchor), place)
            return .scalar(SourceNode.Scalar(text: "", isPlain: true, place: place))
        }
    }

    private mutating func entries(of pairs: Node.Mapping) -> [SourceNode.Entry] {
        var entries: [SourceNode.Entry] = []
        var firstLines: [String: Int] = [:]
        for (key, value) in pairs {
            let convertedKey = converted(key)
            let convertedValue = converted(value)
            guard case .scalar(let scalar) = convertedKey else {
                report(.syntax(.compositeKey), convertedKey.place)
                continue
            }
            let position = SourcePosition(line: key.mark?.line ?? 0, column: key.mark?.column ?? 0)
            let name = renamed[position] ?? scalar.text
            if name == "<<", scalar.isPlain {
                report(.syntax(.mergeKey), scalar.place)
            } else if let line = firstLines[name] {
                report(.duplicateKey(name, firstLine: line), scalar.place)
            } else {
                firstLines[name] = scalar.place.line
                entries.append(SourceNode.Entry(key: name, keyPlace: scalar.place, value: convertedValue))
            }
        }
        return entries
    }

    private mutating func report(_ fault: PresetFault, _ place: SourcePlace) { diagnostics.append((fault, place)) }
}
