/// Writes the wire format of protocol buffers, as far as event files need it.
struct ProtocolBuffer {
    private(set) var bytes: [UInt8] = []

    /// How a field is laid out.
    private enum Wire: UInt64 { case varint = 0, eightBytes = 1, counted = 2, fourBytes = 5 }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func key(_ field: UInt64, _ wire: Wire) { varint(field << 3 | wire.rawValue) }

    mutating func put(_ value: Int64, field: UInt64) {
        key(field, .varint)
        varint(UInt64(bitPattern: value))
    }

    mutating func put(_ value: Double, field: UInt64) {
        key(field, .eightBytes)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ value: Float, field: UInt64) {
        key(field, .fourBytes)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ text: String, field: UInt64) { put(Array(text.utf8), field: field) }

    mutating func put(_ message: ProtocolBuffer, field: UInt64) { put(message.bytes, field: field) }

    /// A packed list.
    mutating func put(_ values: [Double], field: UInt64) {
        put(values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }, field: field)
    }

    private mutating func put(_ content: [UInt8], field: UInt64) {
        key(field, .counted)
        varint(UInt64(content.count))
        bytes += content
    }
}
