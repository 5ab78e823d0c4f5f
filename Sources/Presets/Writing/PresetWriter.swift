import Training
import Tunables

/// Writes an experiment as a preset that reads back as the same experiment.
public enum PresetWriter {
    /// The YAML of `experiment`: its lesson as the opening comment, then only what was set, in the schema's order.
    public static func text(of experiment: Experiment) -> String {
        var lines = experiment.lesson.isEmpty ? [] : experiment.lesson.lines.map { $0.isEmpty ? "#" : "# " + $0 }
        lines.append("version: \(PresetDecoder.version)")
        lines.append("name: " + quoted(experiment.name))
        if !experiment.title.isEmpty { lines.append("title: " + quoted(experiment.title)) }
        let view = SchemaView(experiment.settings, layerCount: experiment.layerCount)
        lines += block(below: "", view, indent: "")
        if !experiment.interventions.isEmpty { lines.append("interventions:") }
        for intervention in experiment.interventions {
            let moment =
                switch intervention.moment {
                case .step(let step): "step: \(step)"
                case .epoch(let epoch): "epoch: \(epoch)"
                }
            lines += ["  - at: {\(moment)}", "    set:"]
            lines += intervention.assignments.map { "      \($0.key): \(written($0.value))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The keys below `prefix` that are set, a nested block for each group.
    private static func block(below prefix: String, _ view: SchemaView, indent: String) -> [String] {
        var lines: [String] = []
        for name in view.writingOrder(below: prefix) {
            let key = prefix.isEmpty ? name : "\(prefix).\(name)"
            if view.isLayerList(key) {
                lines += layers(at: key, view, indent: indent)
            } else if let value = view.shortValue(of: key) {
                lines.append("\(indent)\(name): \(written(value))")
            } else if view.isGroup(key) {
                let inner = block(below: key, view, indent: indent + "  ")
                if !inner.isEmpty { lines += ["\(indent)\(name):"] + inner }
            } else if let value = view.settings[key] {
                lines.append("\(indent)\(name): \(written(value))")
            }
        }
        return lines
    }

    /// The list of layers at `key`; a block's own list stands inside its item.
    private static func layers(at key: String, _ view: SchemaView, indent: String) -> [String] {
        let count = view.layerCount(of: key)
        guard count > 0 else { return [] }
        var lines = [indent + "layers:"]
        for number in 1...count {
            var inner = block(below: "\(key).\(number)", view, indent: indent + "    ")
            if inner.isEmpty { inner = ["\(indent)    type: dense"] }
            inner[0] = "\(indent)  - " + inner[0].dropFirst(indent.count + 4)
            lines += inner
        }
        return lines
    }

    private static func written(_ value: Value) -> String {
        switch value {
        case .word(let word): quoted(word)
        case .list(let values): "[" + values.map(written).joined(separator: ", ") + "]"
        default: value.description
        }
    }

    /// The text, in double quotes where a plain one would mean something else.
    private static func quoted(_ text: String) -> String {
        let nothing = ["", "~", "null", "Null", "NULL"]
        let isPlain =
            !nothing.contains(text) && text.trimmed == text && !text.contains(": ") && !text.contains(" #")
            && text.last != ":" && text.unicodeScalars.allSatisfy(isPlainInside)
            && text.unicodeScalars.first.map { !"-?:&*!|>%@`=".unicodeScalars.contains($0) } ?? false
        if isPlain { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\" + String(scalar)
            case let plain where isPlainInside(plain) || "[]{},#'".unicodeScalars.contains(plain):
                escaped.unicodeScalars.append(plain)
            default:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }
        }
        return "\"" + escaped + "\""
    }

    /// Whether the character can stand in a plain text, also inside brackets.
    private static func isPlainInside(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar.value >= 0x20 && scalar.value < 0x7F && !"[]{},#\"'\\".unicodeScalars.contains(scalar)
        }
        return scalar.properties.isAlphabetic || scalar.properties.isMath
    }
}

extension SchemaView {
    /// The names below `prefix` in the order a person writes them: what is learned, with what, how.
    fileprivate func writingOrder(below prefix: String) -> [String] {
        let first =
            switch prefix {
            case "": ["data", "layers", "init", "loss", "optimizer", "schedule", "clip", "batch", "epochs", "seed"]
            default: family(at: prefix).map { [String($0.choiceKey.dropFirst(prefix.count + 1))] } ?? []
            }
        let names = names(below: prefix)
        return first.filter(names.contains) + names.filter { !first.contains($0) }
    }

    /// The choice of a family that can be written in one line, because nothing else of it is set: `loss: mse`.
    ///
    /// Live families keep their block, where keys are likely to be added.
    fileprivate func shortValue(of key: String) -> Value? {
        guard let family = family(at: key), family.change == .restart, key != "data",
            let value = settings[family.choiceKey]
        else { return nil }
        let others = settings.keys.contains { $0.hasPrefix(key + ".") && $0 != family.choiceKey }
        return others ? nil : value
    }
}

extension String {
    fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
