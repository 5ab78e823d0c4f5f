import Tensors

/// The plain mean of the weights of several moments (Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima and
/// Better Generalization"). Sums are kept in double, so that the mean of thousands of moments is still exact in float.
///
/// Belongs to one queue.
public final class WeightAverage {
    /// What a snapshot keeps.
    public struct State: Sendable, Hashable, Codable {
        public var moments = 0
        /// Empty before the first moment.
        public var sums: [Double] = []
        /// Epochs or steps since the last moment.
        public var sinceLast = 0

        public init() {}
    }

    private let sums: UnsafeMutableBufferPointer<Double>
    /// How many moments the mean is of.
    public private(set) var moments = 0
    /// Epochs or steps since the last moment.
    private var sinceLast = 0

    /// - Parameter count: numbers in the arena.
    /// - Complexity: O(count).
    public init(count: Int) {
        sums = .allocate(capacity: count)
        sums.initialize(repeating: 0)
    }

    deinit { sums.deallocate() }

    /// One more epoch or step has passed; takes the weights if it is the `every`-th since the last moment.
    public func pass(_ weights: FloatBuffer, every: Int) {
        sinceLast += 1
        guard sinceLast >= every, let base = sums.baseAddress else { return }
        sinceLast = 0
        moments += 1
        ck_add_to_sums(base, weights.base, min(sums.count, weights.count))
    }

    /// The mean; all zeros before the first moment.
    public var mean: [Float] {
        guard let base = sums.baseAddress, moments > 0 else { return Array(repeating: 0, count: sums.count) }
        return Array(unsafeUninitializedCapacity: sums.count) { buffer, count in
            if let start = buffer.baseAddress { ck_mean_of_sums(base, start, sums.count, Double(moments)) }
            count = sums.count
        }
    }

    public var state: State {
        get {
            var state = State()
            state.moments = moments
            state.sinceLast = sinceLast
            if moments > 0 { state.sums = Array(sums) }
            return state
        }
        set {
            moments = newValue.moments
            sinceLast = newValue.sinceLast
            if newValue.sums.isEmpty {
                sums.update(repeating: 0)
            } else {
                for index in 0..<min(sums.count, newValue.sums.count) { sums[index] = newValue.sums[index] }
            }
        }
    }
}
