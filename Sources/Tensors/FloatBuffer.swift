/// A fixed run of floats, zero at first, aligned for the widest vectors. Freed with its last reference.
///
/// Not `Sendable`: a buffer belongs to one session on one queue.
public final class FloatBuffer {
    public let base: UnsafeMutablePointer<Float>
    public let count: Int

    /// - Complexity: O(count).
    public init(count: Int) {
        self.count = count
        let bytes = max(64, count * MemoryLayout<Float>.stride)
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        base = raw.initializeMemory(as: Float.self, repeating: 0, count: bytes / MemoryLayout<Float>.stride)
    }

    deinit { base.deallocate() }

    /// The values, copied: for snapshots and tests.
    public var values: [Float] {
        get { Array(UnsafeBufferPointer(start: base, count: count)) }
        set { newValue.withUnsafeBufferPointer { copy(from: $0) } }
    }

    /// Copies as many values as both hold.
    public func copy(from source: UnsafeBufferPointer<Float>) {
        guard let start = source.baseAddress else { return }
        base.update(from: start, count: min(count, source.count))
    }

    public func fill(_ value: Float) { base.update(repeating: value, count: count) }
}
