/// What a layer must know of the pass it takes part in.
public struct Pass: Sendable {
    public var isTraining: Bool
    /// Keys of the random draws.
    public var seed: UInt64
    public var step: UInt64
    public var microBatch: UInt32
    /// All dropout at once, rates kept.
    public var isDropoutEnabled: Bool
    /// Whether gradients add to what is there (accumulation) or replace it.
    public var accumulates: Bool
    /// How fast running statistics follow in this pass, in place of the layers' own momentum: for estimating them anew.
    public var statisticsMomentum: Float?

    public init(
        isTraining: Bool, seed: UInt64 = 0, step: UInt64 = 0, microBatch: UInt32 = 0, isDropoutEnabled: Bool = true,
        accumulates: Bool = false
    ) {
        self.isTraining = isTraining
        self.seed = seed
        self.step = step
        self.microBatch = microBatch
        self.isDropoutEnabled = isDropoutEnabled
        self.accumulates = accumulates
    }

    public static let evaluation = Pass(isTraining: false)
}
