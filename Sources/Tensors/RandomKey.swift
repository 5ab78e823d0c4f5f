/// The address of a stretch of random words for the kernels: the same function as ``RandomSource``, sixteen blocks abreast.
public struct RandomKey: Sendable {
    private let key: (UInt32, UInt32)
    private let counter: (UInt32, UInt32, UInt32)

    public init(seed: UInt64, stream: RandomStream, position: UInt64, part: UInt32) {
        key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        let words = RandomSource.counter(stream: stream, position: position, part: part)
        counter = (words[1], words[2], words[3])
    }

    /// Hands key and counter to a kernel.
    @inline(__always)
    public func withPointers<T>(_ body: (UnsafePointer<UInt32>, UnsafePointer<UInt32>) -> T) -> T {
        withUnsafePointer(to: key) { key in
            withUnsafePointer(to: counter) { counter in
                body(
                    UnsafeRawPointer(key).assumingMemoryBound(to: UInt32.self),
                    UnsafeRawPointer(counter).assumingMemoryBound(to: UInt32.self))
            }
        }
    }
}
