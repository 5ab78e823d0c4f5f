import Training
import Tunables

/// The report's tables: what was done, what was found, what was set, where it came from.
enum ReportTables {
    static func journal(_ journal: InterventionTree) -> String {
        guard !journal.entries.isEmpty else { return panel(#"<p class="empty">Nobody intervened.</p>"#) }
        let current = Set(journal.branch.map(\.id))
        let rows = journal.entries.map { entry in
            let isUndone = !current.contains(entry.id)
            let changes = ReportWords.changes(entry).map {
                "<code>\(ReportWords.escaped($0.key))  \(ReportWords.escaped($0.change))</code>"
            }.joined(separator: "<br>")
            return """
                <tr\(isUndone ? #" class="undone""# : "")><td><span class="circled">\(entry.id)</span></td>\
                <td class="right">\(ReportWords.count(entry.step))</td><td class="right">\(entry.epoch)</td>\
                <td>\(changes)</td><td>\(entry.source.rawValue)\(isUndone ? ", undone" : "")</td></tr>
                """
        }
        return panel(
            """
            <table><thead><tr><th></th><th class="right">after step</th><th class="right">epochs</th><th>change</th>\
            <th>by</th></tr></thead><tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table>
            """)
    }

    static func findings(_ findings: [RecordedFinding]) -> String {
        guard !findings.isEmpty else { return panel(#"<p class="empty">Nothing was found to be wrong.</p>"#) }
        return panel(
            findings.map { finding in
                let tone =
                    ["alarm", "error"].contains(finding.severity)
                    ? "alarm" : finding.severity == "warning" ? "warning" : ""
                let advice = finding.advice.map { "<li>\(ReportWords.escaped($0))</li>" }.joined()
                return """
                    <div class="finding"><span class="badge \(tone)">\(ReportWords.escaped(finding.kind))</span>\
                    <p>\(ReportWords.escaped(finding.message)) <span class="detail">step \(ReportWords.count(finding.step))\(finding.isWithdrawn ? ", withdrawn" : "")</span></p>\
                    \(advice.isEmpty ? "" : "<ul>\(advice)</ul>")</div>
                    """
            }.joined(separator: "\n"))
    }

    /// The settings at the end, grouped; what differs from the start is marked.
    static func settings(of run: RecordedRun) -> String {
        let start = run.experiment.settings
        let end = run.settings
        // What was not set has its default.
        let declared = ExperimentSchema.tunables(for: start, layerCount: run.experiment.layerCount)
        let defaults = Dictionary(declared.map { ($0.key, $0.defaultValue) }, uniquingKeysWith: { first, _ in first })
        let keys = Set(start.keys).union(end.keys).sorted(by: order)
        var groups: [(name: String, pairs: [String])] = []
        for key in keys {
            let parts = key.split(separator: ".")
            let depth = parts.first == "layers" && parts.count > 2 ? 2 : 1
            let group = parts.count > 1 ? parts.prefix(depth).joined(separator: ".") : "run"
            let name = parts.count > 1 ? parts.dropFirst(depth).joined(separator: ".") : key
            let isChanged = start[key] != end[key]
            let value =
                isChanged
                ? "\(ReportWords.value(start[key] ?? defaults[key])) → \(ReportWords.value(end[key]))"
                : ReportWords.value(end[key])
            let pair = """
                <div class="pair"><code>\(ReportWords.escaped(name))</code>\
                <code\(isChanged ? #" class="changed""# : "")>\(ReportWords.escaped(value))</code></div>
                """
            if groups.last?.name == group {
                groups[groups.count - 1].pairs.append(pair)
            } else {
                groups.append((group, [pair]))
            }
        }
        let blocks = groups.map {
            #"<div class="group"><h4>\#(ReportWords.escaped($0.name))</h4>\#($0.pairs.joined())</div>"#
        }
        return panel(#"<div class="settings">\#(blocks.joined(separator: "\n"))</div>"#)
    }

    /// Keys at the top first, groups together, layers by their numbers.
    private static func order(_ first: String, _ second: String) -> Bool {
        func rank(_ key: String) -> (Int, String, Int, String) {
            let parts = key.split(separator: ".")
            guard parts.count > 1 else { return (0, "", 0, key) }
            return (1, String(parts[0]), Int(parts[1]) ?? 0, key)
        }
        return rank(first) < rank(second)
    }

    static func origin(_ run: RecordedRun) -> String {
        let record = run.record
        var rows: [(String, String)] = [
            ("run", record.id), ("machine", record.machine), ("program", record.program),
            ("seed, threads", "\(record.seed), \(record.threads)"),
            ("began", ReportWords.moment(record.started)), ("last heard of", ReportWords.moment(record.updated)),
            ("weights, SHA-256", record.weightsSHA256 ?? ""),
        ]
        if let reason = record.reason { rows.append(("ended because", reason)) }
        let table = rows.filter { !$0.1.isEmpty }.map {
            "<tr><th>\($0.0)</th><td><code>\(ReportWords.escaped($0.1))</code></td></tr>"
        }.joined(separator: "\n")
        let preset =
            run.presetText.isEmpty
            ? ""
            : """
            <details><summary>The preset as it was written</summary><pre><code>\(ReportWords.escaped(run.presetText))</code></pre></details>
            """
        return panel("<table><tbody>\(table)</tbody></table>\(preset)")
    }

    private static func panel(_ content: String) -> String { #"<div class="panel">\#(content)</div>"# }
}
