/// Codes any `Encodable` value as JSON without losing a bit; lists of floats go to a ``TensorSink`` where there is one.
struct ExactEncoder: Encoder {
    /// A value as it takes shape.
    final class Node {
        var leaf: JSON?
        var members: [(String, Node)]?
        var elements: [Node]?

        /// The finished value; members in the order of their names, so that equal values give equal texts.
        var json: JSON {
            if let leaf { return leaf }
            if let members {
                return .members(members.sorted { $0.0 < $1.0 }.map { ($0.0, $0.1.json) })
            }
            return .array((elements ?? []).map(\.json))
        }
    }

    let node: Node
    let codingPath: [any CodingKey]
    let sink: TensorSink?
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func json(_ value: some Encodable, sink: TensorSink? = nil) throws -> JSON {
        let encoder = ExactEncoder(node: Node(), codingPath: [], sink: sink)
        try encoder.put(value, into: encoder.node, path: [])
        return encoder.node.json
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if node.members == nil { node.members = [] }
        return KeyedEncodingContainer(ExactKeyedContainer<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if node.elements == nil { node.elements = [] }
        return ExactListContainer(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ExactLeafContainer(encoder: self) }

    /// Codes a value into a node. Everything that is coded comes through here.
    func put<Item: Encodable>(_ value: Item, into target: Node, path: [any CodingKey]) throws {
        switch value {
        case let number as Double: target.leaf = .exact(number)
        case let number as Float: target.leaf = .exact(number)
        case let isTrue as Bool: target.leaf = .boolean(isTrue)
        case let text as String: target.leaf = .text(text)
        case let number as any FixedWidthInteger: target.leaf = .number("\(number)")
        default:
            // The types themselves are compared: an empty list of anything can be cast to a list of floats.
            if let sink, Item.self == [Float].self, let floats = value as? [Float] {
                target.leaf = sink.store(floats, path: names(path))
            } else if let sink, Item.self == [Double].self, let doubles = value as? [Double] {
                target.leaf = sink.store(doubles, path: names(path))
            } else if let numbers = value as? Set<Int> {
                try numbers.sorted().encode(to: ExactEncoder(node: target, codingPath: path, sink: sink))
            } else {
                try value.encode(to: ExactEncoder(node: target, codingPath: path, sink: sink))
            }
        }
    }

    /// The path as tensors are named: the outer shells say nothing to a reader.
    private func names(_ path: [any CodingKey]) -> [String] {
        path.map(\.stringValue).filter { !["snapshot", "state"].contains($0) }
    }
}

/// A place in a list.
struct ListPlace: CodingKey {
    let intValue: Int?
    var stringValue: String { intValue.map { "\($0)" } ?? "" }

    init(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) { nil }
}

private struct ExactKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: ExactEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    private func child(_ key: any CodingKey) -> ExactEncoder.Node {
        let child = ExactEncoder.Node()
        encoder.node.members?.append((key.stringValue, child))
        return child
    }

    private func put(_ value: some Encodable, _ key: Key) throws {
        try encoder.put(value, into: child(key), path: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { child(key).leaf = .null }
    func encode(_ value: Bool, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: String, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Double, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Float, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Int, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Int8, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Int16, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Int32, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Int64, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: UInt, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: UInt8, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: UInt16, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: UInt32, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: UInt64, forKey key: Key) throws { try put(value, key) }
    func encode<Item: Encodable>(_ value: Item, forKey key: Key) throws { try put(value, key) }

    private func nested(_ key: any CodingKey) -> ExactEncoder {
        ExactEncoder(node: child(key), codingPath: codingPath + [key], sink: encoder.sink)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { nested(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
}

private struct ExactListContainer: UnkeyedEncodingContainer {
    let encoder: ExactEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.node.elements?.count ?? 0 }

    private func nested() -> ExactEncoder {
        let path = codingPath + [ListPlace(intValue: count)]
        let child = ExactEncoder.Node()
        encoder.node.elements?.append(child)
        return ExactEncoder(node: child, codingPath: path, sink: encoder.sink)
    }

    private func put(_ value: some Encodable) throws {
        let child = nested()
        try child.put(value, into: child.node, path: child.codingPath)
    }

    func encodeNil() { nested().node.leaf = .null }
    func encode(_ value: Bool) throws { try put(value) }
    func encode(_ value: String) throws { try put(value) }
    func encode(_ value: Double) throws { try put(value) }
    func encode(_ value: Float) throws { try put(value) }
    func encode(_ value: Int) throws { try put(value) }
    func encode(_ value: Int8) throws { try put(value) }
    func encode(_ value: Int16) throws { try put(value) }
    func encode(_ value: Int32) throws { try put(value) }
    func encode(_ value: Int64) throws { try put(value) }
    func encode(_ value: UInt) throws { try put(value) }
    func encode(_ value: UInt8) throws { try put(value) }
    func encode(_ value: UInt16) throws { try put(value) }
    func encode(_ value: UInt32) throws { try put(value) }
    func encode(_ value: UInt64) throws { try put(value) }
    func encode<Item: Encodable>(_ value: Item) throws { try put(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        nested().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    func superEncoder() -> any Encoder { nested() }
}

private struct ExactLeafContainer: SingleValueEncodingContainer {
    let encoder: ExactEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    private func put(_ value: some Encodable) throws {
        try encoder.put(value, into: encoder.node, path: codingPath)
    }

    func encodeNil() { encoder.node.leaf = .null }
    func encode(_ value: Bool) throws { try put(value) }
    func encode(_ value: String) throws { try put(value) }
    func encode(_ value: Double) throws { try put(value) }
    func encode(_ value: Float) throws { try put(value) }
    func encode(_ value: Int) throws { try put(value) }
    func encode(_ value: Int8) throws { try put(value) }
    func encode(_ value: Int16) throws { try put(value) }
    func encode(_ value: Int32) throws { try put(value) }
    func encode(_ value: Int64) throws { try put(value) }
    func encode(_ value: UInt) throws { try put(value) }
    func encode(_ value: UInt8) throws { try put(value) }
    func encode(_ value: UInt16) throws { try put(value) }
    func encode(_ value: UInt32) throws { try put(value) }
    func encode(_ value: UInt64) throws { try put(value) }
    func encode<Item: Encodable>(_ value: Item) throws { try put(value) }
}
