import Tunables

extension PresetFault {
    /// What is wrong, in one line.
    public var message: String {
        switch self {
        case .syntax(let fault): fault.message
        case .empty: "the preset is empty"
        case .rootIsNotBlock(let found): "a preset is a block of keys, not \(found)"
        case .unsupportedVersion(let found): "unsupported preset version \(found)"
        case .missingKey(let key): key.message
        case .unknownKey(let name, let home, _, _): "unknown key '\(name)' \(home.description)"
        case .foreignKey(let name, let owners, let home, _):
            "'\(name)' belongs to \(Self.listed(owners)), \(home.choice)"
        case .unknownName(let name, let kind?, _, _): "unknown \(kind) '\(name)'"
        case .unknownName(let name, nil, let key, _): "unknown name '\(name)' for '\(key)'"
        case .wrongType(let key, let takes, _, let found, _): "'\(key)' takes \(takes), not \(found)"
        case .outOfRange(let key, _, let found): "'\(key)' is out of range: \(found)"
        case .noValue(let key, _): "'\(key)' has no value"
        case .duplicateKey(let name, _): "duplicate key '\(name)'"
        case .notABlock(let key, let found, _): "'\(key)' is a block of keys, not \(found)"
        case .emptyBlock(let key, _): "'\(key)' sets nothing"
        case .notAList(let key, let found, _): "'\(key)' is a list, not \(found)"
        case .emptyList(let key): "'\(key)' is an empty list"
        case .blockWithoutLayers(let layer, let type): "layer \(layer) '\(type)' is a block without layers"
        case .tooManyLayers(let limit): "more than \(limit) layers"
        case .restartOnly(let key): "'\(key)' is fixed once a run has started"
        case .momentTooLate(let epoch, let epochs) where epoch == epochs:
            "epoch \(epoch) is too late: the run ends with it"
        case .momentTooLate(let epoch, let epochs): "epoch \(epoch) never comes: the run ends after \(epochs)"
        case .loneStop: "'stop' does not go with this"
        case .endsBeforeItsMoment(_, let epoch): "\(epoch) epochs are complete by then; 'epochs' must be more"
        case .preparation(let message): message
        case .furtherMistakes(let count): "\(count) more mistake\(count == 1 ? "" : "s") from here on"
        case .overrideWithoutValue(let text): "'\(text)' sets nothing"
        case .ambiguousKey(let key, let candidates):
            "'\(key)' could be " + candidates.map { "'\($0)'" }.joined(separator: " or ")
        case .choiceReplaced(let kind, let old, let new, _): "\(kind) '\(new)' replaces '\(old)'"
        case .ownKeysReplaced(let key, _): "'\(key)' is set for all layers"
        case .idle(let key, let reason): "'\(key)' has \(reason)"
        case .assignmentDropped(let key, _): "the scripted change of '\(key)' is left out"
        case .interventionCutOff(let epoch, let epochs):
            "the intervention after epoch \(epoch) never comes: the run ends after \(epochs)"
        }
    }

    /// What is allowed, what was probably meant, what to do.
    public var advice: String {
        switch self {
        case .syntax(let fault): return fault.advice
        case .empty, .rootIsNotBlock: return "start with 'version: 1', then 'data:' and 'layers:'"
        case .unsupportedVersion: return "allowed: 1"
        case .missingKey(let key): return key.advice
        case .unknownKey(_, _, let suggestions, let allowed):
            let meant =
                suggestions.isEmpty ? "" : "did you mean " + Self.listed(suggestions.map { "'\($0)'" }, "or") + "?"
            let list = allowed.isEmpty ? "" : "allowed: " + allowed.joined(separator: ", ")
            return [meant, list].filter { !$0.isEmpty }.joined(separator: " ")
        case .foreignKey(_, _, let home, let allowed):
            let list = allowed.isEmpty ? "no keys" : allowed.joined(separator: ", ")
            return "allowed with \(home.name): " + list
        case .unknownName(let name, _, _, let allowed): return TunableError.advice(name, among: allowed)
        case .wrongType(_, _, let allowed, _, true): return "drop the quotes; allowed: " + allowed
        case .wrongType(_, _, let allowed, _, false): return "allowed: " + allowed
        case .outOfRange(_, let allowed, _), .noValue(_, let allowed): return "allowed: " + allowed
        case .duplicateKey(_, let line): return "first set in line \(line)"
        case .notABlock(_, _, let allowed): return "allowed below it: " + allowed.joined(separator: ", ")
        case .emptyBlock(_, let example): return "write keys below it, such as '\(example)'"
        case .notAList(_, _, let example): return "start each entry with '- ', as in '\(example)'"
        case .emptyList: return RequiredKey.layers.advice
        case .blockWithoutLayers: return "list them inside it: 'layers:' and below it '- type: dense'"
        case .tooManyLayers: return "a deeper network would not fit the screen either"
        case .restartOnly: return "set it outside 'interventions', or with --set"
        case .momentTooLate(_, let epochs): return "allowed: 0 to \(max(0, epochs - 1)), or raise 'epochs'"
        case .loneStop: return "allowed: 'stop: true' alone in its 'set:'"
        case .endsBeforeItsMoment(_, let epoch): return "allowed: \(epoch + 1) or more"
        case .preparation: return ""
        case .furtherMistakes: return "mend those above first"
        case .overrideWithoutValue: return "write key=value, such as optimizer.lr=0.01"
        case .ambiguousKey: return "write the full key"
        case .choiceReplaced(_, let old, _, let dropped):
            return "dropped what was set for \(old): " + dropped.joined(separator: ", ")
        case .ownKeysReplaced(_, let dropped): return "it replaces " + Self.listed(dropped)
        case .idle: return ""
        case .assignmentDropped(_, let why): return why
        case .interventionCutOff: return "it is left out"
        }
    }

    /// `a, b and c`; of many only the first.
    private static func listed(_ names: [String], _ conjunction: String = "and") -> String {
        let names = names.count > 4 ? names.prefix(3) + ["others"] : names
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }
}

extension RequiredKey {
    var message: String {
        switch self {
        case .moment: "'at' needs a step or an epoch"
        case .at, .set: "missing key '\(rawValue)' in an intervention"
        default: "missing key '\(rawValue)'"
        }
    }

    var advice: String {
        switch self {
        case .version: "start with 'version: 1'"
        case .data: "say what is learned, such as 'data:' and below it 'dataset: digits'"
        case .layers: "list the layers from the input, such as '- type: dense' and below it 'units: 32'"
        case .at, .moment: "say when, as in 'at: {epoch: 10}'"
        case .set: "say what changes, such as 'set:' and below it 'optimizer.lr: 0.01'"
        }
    }
}

extension KeyHome: CustomStringConvertible {
    /// `in optimizer 'adam'`
    public var description: String {
        switch self {
        case .top: "at the top level"
        case .section(let name): "in '\(name)'"
        case .part(let kind, let name, _): "in \(kind) '\(name)'"
        case .layer(let number, let type): "in layer \(number) '\(type)'"
        }
    }

    /// `this preset chooses sgd`
    var choice: String {
        switch self {
        case .part(_, let name, false): "this preset chooses \(name)"
        case .part(_, let name, true): "this preset leaves it at \(name)"
        case .layer(let number, let type): "layer \(number) is \(type)"
        case .top, .section: "not here"
        }
    }

    var name: String {
        switch self {
        case .part(_, let name, _), .layer(_, let name), .section(let name): name
        case .top: "a preset"
        }
    }
}
