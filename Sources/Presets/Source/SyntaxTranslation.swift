import Yams

/// A YAML parser's complaint in the words of ``SyntaxFault``, at the place a person would look for it.
struct SyntaxTranslation {
    let located: (fault: PresetFault, place: SourcePlace)

    init(_ error: YamlError, _ source: SourceText) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            located = Self.translated(problem, mark, context, source)
        case .reader(_, _, let code, _):
            let place = Self.place(ofCode: code, in: source)
            located = (.syntax(.controlCharacter(UInt32(max(0, code)))), place)
        default: located = (.syntax(.other("\(error)")), source.firstPlace)
        }
    }

    private static func translated(
        _ problem: String, _ mark: Mark, _ context: YamlError.Context?, _ source: SourceText
    ) -> (PresetFault, SourcePlace) {
        let here = source.place(line: mark.line, column: mark.column)
        let start = context.map { source.place(line: $0.mark.line, column: $0.mark.column) } ?? here
        let sign = SourcePlace(line: here.line, column: here.column, length: 1)
        func found(_ fault: SyntaxFault, _ place: SourcePlace) -> (PresetFault, SourcePlace) { (.syntax(fault), place) }
        let character = source.scalar(line: mark.line, column: mark.column)
        let isQuoted = context?.text.contains("quoted scalar") ?? false
        switch problem {
        case let text where text.contains("tab character"): return found(.tab, sign)
        case "found character that cannot start any token":
            return character == "\t"
                ? found(.tab, sign) : found(.unexpectedCharacter(character.map(String.init) ?? ""), here)
        case "mapping values are not allowed in this context": return found(.unexpectedColon, sign)
        case "could not find expected ':'": return found(.missingColon, start)
        case "block sequence entries are not allowed in this context": return found(.unexpectedDash, sign)
        case "found unexpected end of stream" where isQuoted, "found unexpected document indicator" where isQuoted:
            return found(.unclosedQuote, start)
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            return found(.badEscape, sign)
        case "did not find expected key", "did not find expected '-' indicator": return found(.indentation, here)
        case "did not find expected ',' or ']'": return found(.brokenBrackets("["), start)
        case "did not find expected ',' or '}'": return found(.brokenBrackets("{"), start)
        case "but found another document", "did not find expected <document start>":
            return found(.severalDocuments, here)
        case "found undefined alias": return found(.anchor, here)
        case "found undefined tag handle": return found(.tag(source.word(at: here)), here)
        default: return found(.other(problem), here)
        }
    }

    private static func place(ofCode code: Int32, in source: SourceText) -> SourcePlace {
        for (index, line) in source.lines.enumerated() {
            if let column = line.firstIndex(where: { $0.value == UInt32(max(0, code)) }) {
                return SourcePlace(line: index + 1, column: column + 1, length: 1)
            }
        }
        return source.firstPlace
    }
}
