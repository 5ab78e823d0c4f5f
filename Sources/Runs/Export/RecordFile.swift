/// A file of records as TensorFlow frames them: length (eight bytes, little-endian), masked CRC-32C of the length, the
/// record, masked CRC-32C of the record.
struct RecordFile {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ record: [UInt8]) {
        let length = withUnsafeBytes(of: UInt64(record.count).littleEndian) { Array($0) }
        bytes += length
        put(Self.masked(length))
        bytes += record
        put(Self.masked(record))
    }

    private mutating func put(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The checksum as it is stored: turned and shifted, so that a checksum of checksums still says something.
    private static func masked(_ bytes: [UInt8]) -> UInt32 {
        let sum = checksum(bytes)
        return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
    }

    /// CRC-32C (Castagnoli), reflected.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? 0x82F6_3B78 ^ sum >> 1 : sum >> 1 }
    }
}
