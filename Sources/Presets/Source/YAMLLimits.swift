import CYaml

/// A look at a YAML text's tokens before it is composed: refuses what would make composing slow or deep.
///
/// Composing recurses with the nesting, and aliases of aliases grow exponentially ("billion laughs"); no preset needs
/// either. Tokens come from libYAML's own scanner, which neither recurses nor follows aliases, so that signs inside
/// texts, comments and block scalars count for nothing here just as there.
struct YAMLLimits {
    static let deepestNesting = 32
    /// In bytes.
    static let largestText = 1 << 20
    /// Of more anchors and aliases the rest is not told.
    static let mostAnchorsTold = 16

    /// What goes beyond the limits; empty also where the text is not YAML, which composing will tell.
    static func faults(in source: SourceText) -> [(fault: PresetFault, place: SourcePlace)] {
        guard source.text.utf8.count <= largestText else {
            return [(.syntax(.tooLarge(limit: largestText)), source.firstPlace)]
        }
        var text = source.text
        return text.withUTF8 { bytes in
            var parser = yaml_parser_t()
            guard yaml_parser_initialize(&parser) == 1 else { return [] }
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            return scan(&parser, source)
        }
    }

    private static func scan(
        _ parser: inout yaml_parser_t, _ source: SourceText
    ) -> [(fault: PresetFault, place: SourcePlace)] {
        var anchors: [(fault: PresetFault, place: SourcePlace)] = []
        var depth = 0
        var token = yaml_token_t()
        while yaml_parser_scan(&parser, &token) == 1 {
            defer { yaml_token_delete(&token) }
            func place() -> SourcePlace {
                source.place(line: Int(token.start_mark.line) + 1, column: Int(token.start_mark.column) + 1)
            }
            switch token.type {
            case YAML_BLOCK_SEQUENCE_START_TOKEN, YAML_BLOCK_MAPPING_START_TOKEN, YAML_FLOW_SEQUENCE_START_TOKEN,
                YAML_FLOW_MAPPING_START_TOKEN:
                depth += 1
                if depth > deepestNesting { return [(.syntax(.tooDeep(limit: deepestNesting)), place())] }
            case YAML_BLOCK_END_TOKEN, YAML_FLOW_SEQUENCE_END_TOKEN, YAML_FLOW_MAPPING_END_TOKEN: depth -= 1
            case YAML_ANCHOR_TOKEN, YAML_ALIAS_TOKEN:
                anchors.append((.syntax(.anchor), place()))
                if anchors.count == mostAnchorsTold { return anchors }
            case YAML_STREAM_END_TOKEN: return anchors
            default: break
            }
        }
        return anchors
    }
}
