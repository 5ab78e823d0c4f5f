/// Every value of a run by its full key (`optimizer.lr`, `layers.1.dropout`): what a preset says and commands change.
///
/// Only what was set explicitly is stored; a part reads its values through ``Values``, which knows the defaults.
public struct Settings: Sendable, Hashable, Codable {
    private var values: [String: Value]

    public init(_ values: [String: Value] = [:]) { self.values = values }

    public init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: Value].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    public subscript(key: String) -> Value? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// The keys that are set, sorted.
    public var keys: [String] { values.keys.sorted() }

    /// Removes every key below `prefix` (`optimizer.`) but those in `kept`.
    public mutating func removeAll(below prefix: String, keeping kept: Set<String> = []) {
        values = values.filter { !$0.key.hasPrefix(prefix + ".") || kept.contains($0.key) }
    }
}

/// A part's view of its settings: the value set, or the declared default.
public struct Values: Sendable {
    public let descriptor: Descriptor
    public let settings: Settings
    /// Where the part's keys stand in the settings (`optimizer`); empty for keys at the top.
    public let prefix: String

    public init(_ descriptor: Descriptor, settings: Settings = Settings(), prefix: String = "") {
        self.descriptor = descriptor
        self.settings = settings
        self.prefix = prefix
    }

    /// The value of `key`, set or default.
    public subscript(key: String) -> Value? {
        settings[prefix.isEmpty ? key : "\(prefix).\(key)"] ?? descriptor.tunable(key)?.defaultValue
    }

    /// A declared number; asking for an undeclared key is a slip in our own code, found by the catalogue's tests.
    public func real(_ key: String) -> Double { self[key]?.number ?? undeclared(key, .nan) }

    /// A declared number in the engine's precision.
    public func float(_ key: String) -> Float { Float(real(key)) }

    /// A declared whole number; `nil` where a word stands instead (`all`).
    public func integer(_ key: String) -> Int? {
        guard case .integer(let value)? = self[key] else { return nil }
        return value
    }

    /// A declared switch.
    public func toggle(_ key: String) -> Bool {
        guard case .toggle(let value)? = self[key] else { return undeclared(key, false) }
        return value
    }

    /// A declared name or text.
    public func word(_ key: String) -> String {
        guard case .word(let value)? = self[key] else { return undeclared(key, "") }
        return value
    }

    /// A declared list of numbers; `nil` where a word stands instead.
    public func reals(_ key: String) -> [Double]? {
        guard case .list(let values)? = self[key] else { return nil }
        return values.compactMap(\.number)
    }

    private func undeclared<T>(_ key: String, _ fallback: T) -> T {
        assertionFailure("'\(descriptor.name)' declares no '\(key)' of this type")
        return fallback
    }
}
