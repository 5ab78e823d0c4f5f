import Tunables

/// What is wrong with a preset or an override: the facts alone; the wording is made in `PresetFault+Wording.swift`.
public enum PresetFault: Error, Sendable, Hashable {
    case syntax(SyntaxFault)
    /// The file says nothing.
    case empty
    /// The file's outermost value is not a block of keys.
    case rootIsNotBlock(found: String)
    /// `version` is not one this program reads.
    case unsupportedVersion(found: String)
    case missingKey(RequiredKey)
    /// No such key there. `suggestions` are what was probably meant.
    case unknownKey(String, in: KeyHome, suggestions: [String], allowed: [String])
    /// A key of parts that are not chosen: `beta1` with sgd.
    case foreignKey(String, owners: [String], home: KeyHome, allowed: [String])
    /// No such member of a family: the kind is `optimizer`; `nil` for a plain choice.
    case unknownName(String, kind: String?, key: String, allowed: [String])
    case wrongType(key: String, takes: String, allowed: String, found: String, isQuoted: Bool)
    case outOfRange(key: String, allowed: String, found: String)
    case noValue(key: String, allowed: String)
    case duplicateKey(String, firstLine: Int)
    /// A block of keys was expected.
    case notABlock(key: String, found: String, allowed: [String])
    /// A block of keys without any.
    case emptyBlock(key: String, example: String)
    /// A list was expected.
    case notAList(key: String, found: String, example: String)
    /// A list without entries where layers were expected.
    case emptyList(key: String)
    /// A kind of layer that holds others, without any: the number people count with, and the kind.
    case blockWithoutLayers(layer: String, type: String)
    case tooManyLayers(limit: Int)
    case restartOnly(key: String)
    /// A moment after the run's end.
    case momentTooLate(epoch: Int, epochs: Int)
    /// A scripted stop that is none, or has other keys beside it.
    case loneStop
    /// An intervention that makes the run shorter than it is by then.
    case endsBeforeItsMoment(epochs: Int, epoch: Int)
    /// Found while the experiment was prepared: data that cannot be read, shapes that do not fit.
    case preparation(String)
    /// Mistakes that are no longer told one by one.
    case furtherMistakes(Int)
    /// An override that is not `key=value`.
    case overrideWithoutValue(String)
    case ambiguousKey(String, candidates: [String])
    /// An override chose another part; the old part's keys no longer apply.
    case choiceReplaced(kind: String, old: String, new: String, dropped: [String])
    /// An override took the place of the layers' own keys.
    case ownKeysReplaced(key: String, dropped: [String])
    /// What was set has no effect while something else is off.
    case idle(key: String, reason: String)
    /// An override took away the ground of a scripted assignment.
    case assignmentDropped(key: String, why: String)
    /// An override made the run too short for a scripted intervention.
    case interventionCutOff(epoch: Int, epochs: Int)
}

/// The keys a preset cannot do without.
public enum RequiredKey: String, Sendable, Hashable { case version, data, layers, at, set, moment }

/// Where a key stands, for messages.
public enum KeyHome: Sendable, Hashable {
    case top
    /// A block that groups keys: `early_stopping`.
    case section(String)
    /// A chosen part: optimizer `adam`.
    case part(kind: String, name: String, isDefault: Bool)
    /// A layer by the number people count with: `3`, inside a block `3.1`.
    case layer(number: String, type: String)
}
