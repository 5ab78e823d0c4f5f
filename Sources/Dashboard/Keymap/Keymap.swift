import Terminal

/// All keys. Within a context a key stands once.
enum Keymap {
    static let bindings: [Binding] =
        run + timeTravel + steering + looking + moving + pastRuns + program + overlays

    /// What a key does, the innermost context first.
    static func binding(for key: Key, in contexts: [KeyContext]) -> Binding? {
        for context in contexts {
            if let binding = table[context]?[key] { return binding }
        }
        return nil
    }

    /// The bindings that work in these contexts, in the table's order; one hidden by an inner context is left out.
    static func bindings(in contexts: [KeyContext]) -> [Binding] {
        bindings.filter { candidate in
            candidate.contexts.contains(where: contexts.contains)
                && candidate.keys.contains { binding(for: $0, in: contexts)?.action == candidate.action }
        }
    }

    private static let table: [KeyContext: [Key: Binding]] = {
        var table: [KeyContext: [Key: Binding]] = [:]
        for binding in bindings {
            for context in binding.contexts {
                for key in binding.keys { table[context, default: [:]][key] = binding }
            }
        }
        return table
    }()
}

/// The keys as a Markdown table, by group: the README's.
public func keyTableMarkdown() -> String {
    var text = ""
    for group in KeyGroup.allCases {
        let rows = Keymap.bindings.filter { $0.group == group }
        text += "**\(group.rawValue)**\n\n| key | does |\n|---|---|\n"
        var seen: Set<String> = []
        for binding in rows {
            let row = "| `\(binding.keysText)` | \(binding.description) |\n"
            if seen.insert(row).inserted { text += row }
        }
        text += "\n"
    }
    return text
}
