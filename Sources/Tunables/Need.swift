/// What a tunable needs beside it to have an effect: patience does nothing while early stopping is off.
public struct Need: Sendable, Hashable {
    public enum Condition: Sendable, Hashable {
        /// A switch that is on, a number above 0, a text that is given.
        case isGiven
        case isOneOf([String])
        /// Nothing can give it an effect, for this reason.
        case never(String)
    }

    /// The key it hangs on; beside the tunable's own, until both are prefixed.
    public let key: String
    public let condition: Condition

    /// Whether a value of that key lets the tunable act.
    public func isMet(by value: Value?) -> Bool {
        switch (condition, value) {
        case (.never, _): false
        case (.isOneOf(let names), .word(let word)?): names.contains(word)
        case (.isGiven, .toggle(let isOn)?): isOn
        case (.isGiven, .word(let word)?): !word.isEmpty
        case (.isGiven, let value?): value.number.map { $0 > 0 } ?? true
        default: false
        }
    }
}

extension Need {
    /// What is missing, in words: `no effect until early_stopping.enabled is on`.
    func words(_ value: Value?) -> String {
        switch (condition, value) {
        case (.never(let why), _): "no effect: \(why)"
        case (.isOneOf(let names), _): "no effect until \(key) is \(names.joined(separator: " or "))"
        case (.isGiven, .toggle?): "no effect until \(key) is on"
        case (.isGiven, .word?), (.isGiven, nil): "no effect until \(key) is given"
        case (.isGiven, _): "no effect until \(key) is above 0"
        }
    }
}

extension Tunable {
    /// The same declaration, without effect until another key has a value.
    public func needing(_ key: String, _ condition: Need.Condition = .isGiven) -> Tunable {
        Tunable(
            self.key, kind, default: defaultValue, scale: scale, unit: unit, change: change,
            need: Need(key: key, condition: condition), help: help)
    }

    /// The same declaration, without effect for a reason.
    public func idle(_ reason: String) -> Tunable { needing(key, .never(reason)) }

    /// Why a value of this key has no effect as things stand; `nil` where it has one.
    ///
    /// - Parameter value: a key's value, set or declared.
    public func idleReason(_ value: (String) -> Value?) -> String? {
        guard let need else { return nil }
        let present = value(need.key)
        return need.isMet(by: present) ? nil : need.words(present)
    }
}
