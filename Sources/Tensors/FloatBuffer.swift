#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A fixed run of floats, zero at first, aligned for the widest vectors. Freed with its last reference.
///
/// Not `Sendable`: a buffer belongs to one session on one queue.
public final class FloatBuffer {
    public let base: UnsafeMutablePointer<Float>
    public let count: Int
    /// Bytes that came as pages of their own; 0 for what lies on the heap.
    private let pages: Int

    /// Bytes from which on a buffer gets pages of its own, which take memory only as they are touched: what is reserved for a
    /// case that never comes (the gradient of the first layer's input, masks of dropout at rate 0) costs nothing.
    static let leastPages = 1 << 20

    /// - Complexity: O(count); O(1) for large buffers.
    public init(count: Int) {
        self.count = count
        let bytes = max(64, count * MemoryLayout<Float>.stride)
        if bytes >= Self.leastPages,
            let zeros = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            zeros != MAP_FAILED
        {
            pages = bytes
            base = zeros.bindMemory(to: Float.self, capacity: count)
            return
        }
        pages = 0
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        base = raw.initializeMemory(as: Float.self, repeating: 0, count: bytes / MemoryLayout<Float>.stride)
    }

    deinit {
        if pages > 0 { munmap(base, pages) } else { base.deallocate() }
    }

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
