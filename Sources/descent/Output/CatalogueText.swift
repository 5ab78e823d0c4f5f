import Terminal
import Tunables

/// Catalogues in lines of text: members with their hyperparameters, defaults, ranges and help.
enum CatalogueText {
    /// A family's heading and members with what can be tuned of each; what several members share, but for its default,
    /// is explained once, at the end.
    static func family(_ catalogue: any Catalogue.Type) -> [String] {
        let all = catalogue.descriptors.flatMap(\.tunables)
        let isFixed = !all.isEmpty && all.allSatisfy { $0.change == .restart }
        let uses = Dictionary(grouping: all, by: withoutDefault).mapValues(\.count)
        func isShared(_ tunable: Tunable) -> Bool { uses[withoutDefault(tunable), default: 0] >= 3 }

        var lines = [catalogue.title + (isFixed ? ", fixed once a run has started" : "")]
        for descriptor in catalogue.descriptors {
            lines.append(member(descriptor))
            lines += descriptor.tunables.filter { !isShared($0) }.map {
                "    " + tunable($0, width: 20, marksFixed: !isFixed)
            }
            let shared = descriptor.tunables.filter(isShared).map { "\($0.key) \(defaultText($0))" }
            if !shared.isEmpty { lines.append("    also: " + shared.joined(separator: ", ")) }
        }
        var seen: Set<Tunable> = []
        let shared = all.filter { isShared($0) && seen.insert(withoutDefault($0)).inserted }
        if !shared.isEmpty {
            lines.append("  what several share")
            lines += shared.map { "    " + $0.key.padded(to: 20) + "  " + explanation($0, marksFixed: !isFixed) }
        }
        return lines
    }

    /// A family's heading and members, without what can be tuned.
    static func overview(_ catalogue: any Catalogue.Type) -> [String] {
        [catalogue.title] + catalogue.descriptors.map(member)
    }

    /// A heading and names with a line about each.
    static func names(_ heading: String, _ entries: [(name: String, summary: String)]) -> [String] {
        let width = max(20, entries.map(\.name.columnWidth).max() ?? 0)
        return [heading] + entries.map { "  " + $0.name.padded(to: width) + "  " + $0.summary }
    }

    /// A heading and declarations.
    static func keys(_ heading: String, _ tunables: [Tunable]) -> [String] {
        let width = tunables.map(\.key.columnWidth).max() ?? 0
        return [heading] + tunables.map { "  " + tunable($0, width: width, marksFixed: true) }
    }

    private static func member(_ descriptor: Descriptor) -> String {
        let names = ([descriptor.name] + descriptor.aliases).joined(separator: ", ")
        let source = descriptor.reference.isEmpty ? "" : " (\(descriptor.reference))"
        return "  " + names.padded(to: 20) + "  " + descriptor.summary + source
    }

    /// `lr  0.001  learning rate: how far one step goes; a number at least 0 and at most 100`
    private static func tunable(_ tunable: Tunable, width: Int, marksFixed: Bool) -> String {
        tunable.key.padded(to: width) + "  " + defaultText(tunable).padded(to: 12) + "  "
            + explanation(tunable, marksFixed: marksFixed)
    }

    private static func defaultText(_ tunable: Tunable) -> String {
        let value = tunable.defaultValue
        if value == .word("") { return "''" }
        return value.description + (value.number == nil ? "" : tunable.unit.map { " \($0)" } ?? "")
    }

    private static func explanation(_ tunable: Tunable, marksFixed: Bool) -> String {
        "\(tunable.help); \(tunable.expectation)"
            + (marksFixed && tunable.change == .restart ? " (fixed at the start)" : "")
    }

    private static func withoutDefault(_ tunable: Tunable) -> Tunable { tunable.withDefault(.toggle(false)) }
}
