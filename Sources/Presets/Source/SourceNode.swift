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

    /// The value of a block's own key.
    subscript(key: String) -> SourceNode? {
        guard case .mapping(let entries, _) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// Every value below by its path of keys (`optimizer.lr`), however it was split into blocks; the first of equal paths.
    ///
    /// - Parameter longest: paths of more bytes are left out, so that long keys of nested blocks take no more than their room.
    /// - Complexity: O(values).
    func byPath(longest: Int = 512) -> [String: SourceNode] {
        var found: [String: SourceNode] = [:]
        collect(below: "", longest, &found)
        return found
    }

    private func collect(below prefix: String, _ longest: Int, _ found: inout [String: SourceNode]) {
        guard case .mapping(let entries, _) = self else { return }
        for entry in entries where prefix.utf8.count + entry.key.utf8.count <= longest {
            let path = prefix + entry.key
            if found[path] == nil { found[path] = entry.value }
            entry.value.collect(below: path + ".", longest, &found)
        }
    }
}
