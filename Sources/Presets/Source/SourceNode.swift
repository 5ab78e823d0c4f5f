/// A preset's tree with the place of every token.
indirect enum SourceNode: Sendable {
    case scalar(Scalar)
    case mapping([Entry], SourcePlace)
    case sequence([SourceNode], SourcePlace)

    /// A single value as written.
    struct Scalar: Sendable {
        let text: String
        /// Whether it stood without quotes: only then it can be a number or a switch.
        let isPlain: Bool
        let place: SourcePlace

        /// Nothing was written, or YAML's words for nothing.
        var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
    }

    /// One `key: value` of a mapping.
    struct Entry: Sendable {
        let key: String
        let keyPlace: SourcePlace
        let value: SourceNode
    }

    var place: SourcePlace {
        switch self {
        case .scalar(let scalar): scalar.place
        case .mapping(_, let place), .sequence(_, let place): place
        }
    }

    var isNull: Bool {
        if case .scalar(let scalar) = self { return scalar.isNull }
        return false
    }

    /// What it is, in words: `a block`.
    var kind: String {
        switch self {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "'\(scalar.text)'"
        case .mapping: "a block of keys"
        case .sequence: "a list"
        }
    }

    /// The value below a path of keys, where dotted keys count as several (`optimizer.lr`).
    subscript(path: String) -> SourceNode? {
        guard case .mapping(let entries, _) = self else { return nil }
        for entry in entries {
            if entry.key == path { return entry.value }
            guard path.hasPrefix(entry.key + ".") else { continue }
            if let found = entry.value[String(path.dropFirst(entry.key.count + 1))] { return found }
        }
        return nil
    }
}
