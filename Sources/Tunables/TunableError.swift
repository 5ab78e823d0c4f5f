/// Why a value was refused: the fact alone; the wording is `description`, made in one place.
public enum TunableError: Error, Sendable, Hashable {
    /// The value has another type than the key takes.
    case wrongType(key: String, expected: String, found: String)
    /// The number lies outside the declared bounds.
    case outOfRange(key: String, value: String, bounds: Bounds)
    /// The name is not in the list.
    case unknownName(key: String, name: String, allowed: [String])
    /// No such key.
    case unknownKey(key: String, allowed: [String])
    /// The key exists, but a running training cannot take it.
    case restartOnly(key: String)
    /// Several keys end alike: which one is meant?
    case ambiguousKey(key: String, candidates: [String])
}

extension TunableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .wrongType(let key, let expected, let found): "'\(key)' takes \(expected), not \(found)"
        case .outOfRange(let key, let value, let bounds): "'\(key)' must be \(bounds), not \(value)"
        case .unknownName(let key, let name, let allowed):
            "unknown name '\(name)' for '\(key)'; " + Self.advice(name, among: allowed)
        case .unknownKey(let key, let allowed): "unknown key '\(key)'; " + Self.advice(key, among: allowed)
        case .restartOnly(let key): "'\(key)' is fixed once a run has started; set it in the preset or with --set"
        case .ambiguousKey(let key, let candidates): "'\(key)' could be " + candidates.joined(separator: " or ")
        }
    }

    /// The nearest name, if one is near, and all that is allowed.
    public static func advice(_ name: String, among allowed: [String]) -> String {
        let list = "allowed: " + allowed.joined(separator: ", ")
        guard let nearest = nearestName(to: name, among: allowed) else { return list }
        return "did you mean '\(nearest)'? " + list
    }
}
