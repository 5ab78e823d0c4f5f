import Synchronization

/// A `Mutex` that the thread sanitizer can follow.
///
/// A contended `Mutex` waits inside the standard library, which is not instrumented: the sanitizer then misses that one
/// holder came after another, and calls a race whatever they hand over (four threads that add to one number are enough).
/// Here each holder reads a flag that the one before it wrote, which says the same in instrumented code.
public struct Locked<Value>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    private let wasHeld = Atomic<Bool>(false)

    public init(_ value: sending Value) {
        mutex = Mutex(value)
    }

    /// Runs `body` on the value while no other thread reaches it; waits for the holder, never on anything else.
    public borrowing func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { value throws(Failure) in
            _ = wasHeld.load(ordering: .acquiring)
            defer { wasHeld.store(true, ordering: .releasing) }
            return try body(&value)
        }
    }
}
