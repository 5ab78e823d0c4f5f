import Tunables

/// Catalogues in lines of text: members with their hyperparameters, defaults, ranges and help.
enum CatalogueText {
    /// A family's heading and members.
    static func family(_ catalogue: any Catalogue.Type) -> [String] {
        var lines = [catalogue.title]
        for descriptor in catalogue.descriptors {
            let names = ([descriptor.name] + descriptor.aliases).joined(separator: ", ")
            let source = descriptor.reference.isEmpty ? "" : " (\(descriptor.reference))"
            lines.append("  " + padded(names, to: 20) + "  " + descriptor.summary + source)
            lines += descriptor.tunables.map { "    " + tunable($0, width: 18) }
        }
        return lines
    }

    /// A heading and names with a line about each.
    static func names(_ heading: String, _ entries: [(name: String, summary: String)]) -> [String] {
        [heading] + entries.map { "  " + padded($0.name, to: 20) + "  " + $0.summary }
    }

    /// A heading and declarations.
    static func keys(_ heading: String, _ tunables: [Tunable]) -> [String] {
        let width = tunables.map(\.key.count).max() ?? 0
        return [heading] + tunables.map { "  " + tunable($0, width: width) }
    }

    /// `lr  0.001  learning rate: how far one step goes; a number at least 0 and at most 100`
    private static func tunable(_ tunable: Tunable, width: Int) -> String {
        let unit = tunable.unit.map { " \($0)" } ?? ""
        let change = tunable.change == .restart ? " [before the start only]" : ""
        return padded(tunable.key, to: width) + "  " + padded(tunable.defaultValue.description + unit, to: 12) + "  "
            + "\(tunable.help); \(tunable.expectation)\(change)"
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
