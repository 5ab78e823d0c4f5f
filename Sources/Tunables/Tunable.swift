/// The declaration of one thing that can be tuned.
///
/// From this one value come preset decoding and its errors, `--set`, the controls pane, the palette, `descent list`,
/// the reference in the docs, the journal's words and the parameterized tests.
public struct Tunable: Sendable, Hashable {
    /// What values are accepted.
    public enum Kind: Sendable, Hashable {
        case real(Bounds)
        /// A whole number, or one of `words` (`batch.size: all`).
        case integer(Bounds, words: [String] = [])
        case toggle
        /// One name out of a closed list.
        case choice([String])
        /// Any text, such as a path or a column's name.
        case text
        /// A list of numbers, or one of `words` (`class_weights: balanced`).
        case reals(Bounds, words: [String] = [])
        /// A list of names out of a closed list (`monitor: [validation_loss, validation_accuracy]`).
        case choices([String])
    }

    /// How steps along the value are spaced when a key nudges it, and how it is drawn.
    public enum Scale: Sendable, Hashable { case linear, log }

    /// Whether a running training can take the change, or only a new run.
    public enum Change: Sendable, Hashable { case live, restart }

    public let key: String
    public let kind: Kind
    public let defaultValue: Value
    public let scale: Scale
    public let unit: String?
    public let help: String
    public let change: Change
    /// What it needs to have an effect; `nil` where it always has one.
    public let need: Need?

    public init(
        _ key: String, _ kind: Kind, default defaultValue: Value, scale: Scale = .linear, unit: String? = nil,
        change: Change = .live, need: Need? = nil, help: String
    ) {
        self.key = key
        self.need = need
        self.kind = kind
        self.defaultValue = defaultValue
        self.scale = scale
        self.unit = unit
        self.help = help
        self.change = change
    }

    /// The same declaration under a prefix: `lr` becomes `optimizer.lr`.
    ///
    /// What it needs stands beside it, and gets the same prefix: `warmup_start` needs `warmup`.
    public func prefixed(_ prefix: String) -> Tunable {
        Tunable(
            "\(prefix).\(key)", kind, default: defaultValue, scale: scale, unit: unit, change: change,
            need: need.map { Need(key: "\(prefix).\($0.key)", condition: $0.condition) }, help: help)
    }

    /// The same declaration with another default: an optimizer's own learning rate.
    public func withDefault(_ value: Value) -> Tunable {
        Tunable(key, kind, default: value, scale: scale, unit: unit, change: change, need: need, help: help)
    }

    /// The same declaration, changeable only by a new run.
    public func restartOnly() -> Tunable {
        Tunable(key, kind, default: defaultValue, scale: scale, unit: unit, change: .restart, need: need, help: help)
    }
}

extension Tunable {
    public static func real(
        _ key: String, default value: Double, in bounds: Bounds, scale: Scale = .linear, unit: String? = nil,
        change: Change = .live, help: String
    ) -> Tunable {
        Tunable(key, .real(bounds), default: .real(value), scale: scale, unit: unit, change: change, help: help)
    }

    public static func integer(
        _ key: String, default value: Int, in range: ClosedRange<Int>, scale: Scale = .linear, unit: String? = nil,
        change: Change = .live, help: String
    ) -> Tunable {
        let bounds = Bounds(Double(range.lowerBound), range.upperBound == .max ? .infinity : Double(range.upperBound))
        return Tunable(
            key, .integer(bounds), default: .integer(value), scale: scale, unit: unit, change: change, help: help)
    }

    public static func toggle(_ key: String, default value: Bool, change: Change = .live, help: String) -> Tunable {
        Tunable(key, .toggle, default: .toggle(value), change: change, help: help)
    }

    public static func choice(
        _ key: String, default value: String, of names: [String], change: Change = .live, help: String
    ) -> Tunable {
        Tunable(key, .choice(names), default: .word(value), change: change, help: help)
    }

    public static func text(_ key: String, default value: String, change: Change = .restart, help: String) -> Tunable {
        Tunable(key, .text, default: .word(value), change: change, help: help)
    }
}
