/// Reads what ``ExactEncoder`` wrote; anything else is an error, never a trap.
struct ExactDecoder: Decoder {
    let json: JSON
    let codingPath: [any CodingKey]
    let source: TensorSource?
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func value<Item: Decodable>(
        _ type: Item.Type, from json: JSON, source: TensorSource? = nil
    ) throws -> Item {
        try ExactDecoder(json: json, codingPath: [], source: source).take(type, from: json, path: [])
    }

    func failure(_ reason: String, _ path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: path, debugDescription: reason))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let members = json.members else { throw failure("it has no members", codingPath) }
        return KeyedDecodingContainer(ExactKeyedReading<Key>(decoder: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = json.elements else { throw failure("it is no list", codingPath) }
        return ExactListReading(decoder: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { ExactLeafReading(decoder: self) }

    /// Reads a value. Everything that is read comes through here.
    func take<Item: Decodable>(_ type: Item.Type, from json: JSON, path: [any CodingKey]) throws -> Item {
        let value: Any?
        if type == Double.self {
            value = json.exactDouble
        } else if type == Float.self {
            value = json.exactFloat
        } else if type == Bool.self {
            value = if case .boolean(let isTrue) = json { isTrue } else { nil }
        } else if type == String.self {
            value = json.string
        } else if let integer = type as? any FixedWidthInteger.Type {
            value = if case .number(let digits) = json { Self.integer(integer, digits) } else { nil }
            if let number = value as? Int, !Self.isCount(number, path) {
                throw failure("it is out of all proportion", path)
            }
        } else if let source, type == [Float].self || type == [Double].self {
            value = try list(type, source, json, path)
        } else {
            return try type.init(from: ExactDecoder(json: json, codingPath: path, source: source))
        }
        guard let found = value as? Item else { throw failure("it is no \(type)", path) }
        return found
    }

    /// A list of floats, from where it was put.
    private func list(_ type: Any.Type, _ source: TensorSource, _ json: JSON, _ path: [any CodingKey]) throws -> Any {
        do {
            if type == [Float].self { return try source.floats(json) }
            return try source.doubles(json)
        } catch {
            throw failure(error.reason, path)
        }
    }

    /// Steps, epochs and counts are reckoned with, and no sum of them must overflow. A setting has bounds of its own.
    private static func isCount(_ number: Int, _ path: [any CodingKey]) -> Bool {
        number.magnitude < 1 << 48 || path.last?.stringValue == "integer"
    }

    private static func integer<Number: FixedWidthInteger>(_ type: Number.Type, _ digits: String) -> Any? {
        Number(digits).map { $0 as Any }
    }
}

private struct ExactKeyedReading<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: ExactDecoder
    let members: [JSON.Member]
    /// The members by their names, where there are too many to look through.
    private let index: [String: JSON]?
    var codingPath: [any CodingKey] { decoder.codingPath }

    init(decoder: ExactDecoder, members: [JSON.Member]) {
        self.decoder = decoder
        self.members = members
        index =
            members.count > 32
            ? Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }) : nil
    }

    private func value(_ name: String) -> JSON? {
        if let index { return index[name] }
        return members.first { $0.name == name }?.value
    }

    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

    private func member(_ key: any CodingKey) throws -> JSON {
        guard let found = value(key.stringValue) else {
            throw DecodingError.keyNotFound(
                key, DecodingError.Context(codingPath: codingPath, debugDescription: "'\(key.stringValue)' is missing"))
        }
        return found
    }

    private func take<Item: Decodable>(_ type: Item.Type, _ key: Key) throws -> Item {
        try decoder.take(type, from: member(key), path: codingPath + [key])
    }

    func contains(_ key: Key) -> Bool { value(key.stringValue) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key) == .null }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try take(type, key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try take(type, key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try take(type, key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try take(type, key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try take(type, key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try take(type, key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try take(type, key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try take(type, key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try take(type, key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try take(type, key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try take(type, key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try take(type, key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try take(type, key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try take(type, key) }
    func decode<Item: Decodable>(_ type: Item.Type, forKey key: Key) throws -> Item { try take(type, key) }

    private func nested(_ key: any CodingKey) throws -> ExactDecoder {
        ExactDecoder(json: try member(key), codingPath: codingPath + [key], source: decoder.source)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try nested(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try nested(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { try nested(key) }
}

private struct ExactListReading: UnkeyedDecodingContainer {
    let decoder: ExactDecoder
    let elements: [JSON]
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    init(decoder: ExactDecoder, elements: [JSON]) {
        self.decoder = decoder
        self.elements = elements
    }

    private mutating func take<Item: Decodable>(_ type: Item.Type) throws -> Item {
        let value = try decoder.take(type, from: element(), path: codingPath + [ListPlace(intValue: currentIndex)])
        currentIndex += 1
        return value
    }

    private func element() throws -> JSON {
        guard !isAtEnd else { throw decoder.failure("the list is too short", codingPath) }
        return elements[currentIndex]
    }

    mutating func decodeNil() throws -> Bool {
        guard try element() == .null else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try take(type) }
    mutating func decode(_ type: String.Type) throws -> String { try take(type) }
    mutating func decode(_ type: Double.Type) throws -> Double { try take(type) }
    mutating func decode(_ type: Float.Type) throws -> Float { try take(type) }
    mutating func decode(_ type: Int.Type) throws -> Int { try take(type) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try take(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try take(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try take(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try take(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try take(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take(type) }
    mutating func decode<Item: Decodable>(_ type: Item.Type) throws -> Item { try take(type) }

    private mutating func nested() throws -> ExactDecoder {
        let path = codingPath + [ListPlace(intValue: currentIndex)]
        let child = ExactDecoder(json: try element(), codingPath: path, source: decoder.source)
        currentIndex += 1
        return child
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try nested().container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try nested().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try nested() }
}

private struct ExactLeafReading: SingleValueDecodingContainer {
    let decoder: ExactDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    private func take<Item: Decodable>(_ type: Item.Type) throws -> Item {
        try decoder.take(type, from: decoder.json, path: codingPath)
    }

    func decodeNil() -> Bool { decoder.json == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try take(type) }
    func decode(_ type: String.Type) throws -> String { try take(type) }
    func decode(_ type: Double.Type) throws -> Double { try take(type) }
    func decode(_ type: Float.Type) throws -> Float { try take(type) }
    func decode(_ type: Int.Type) throws -> Int { try take(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try take(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try take(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try take(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try take(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try take(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try take(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try take(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try take(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try take(type) }
    func decode<Item: Decodable>(_ type: Item.Type) throws -> Item { try take(type) }
}
