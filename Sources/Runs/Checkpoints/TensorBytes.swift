/// Numbers as the little-endian bytes of a tensor, and back, bit for bit.
///
/// The machines this runs on are little-endian themselves, so that a list is copied as it lies.
enum TensorBytes {
    static func bytes<Number>(of numbers: some Collection<Number>) -> ArraySlice<UInt8> {
        let copied =
            numbers.withContiguousStorageIfAvailable { [UInt8](UnsafeRawBufferPointer($0)) }
            ?? Array(numbers).withUnsafeBytes { [UInt8]($0) }
        return copied[...]
    }

    static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] { numbers(bytes, zero: 0) }
    static func doubles(_ bytes: ArraySlice<UInt8>) -> [Double] { numbers(bytes, zero: 0) }

    private static func numbers<Number>(_ bytes: ArraySlice<UInt8>, zero: Number) -> [Number] {
        var result = [Number](repeating: zero, count: bytes.count / MemoryLayout<Number>.stride)
        result.withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { source in
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source.prefix(target.count)))
            }
        }
        return result
    }
}
