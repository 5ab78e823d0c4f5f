import Tensors
import Tunables

/// A stretch of the parameter arena that an optimizer updates in one pass: one parameter of one layer.
public struct UpdateRegion {
    public let parameters: UnsafeMutablePointer<Float>
    public let gradients: UnsafePointer<Float>
    /// Slot 0's stretch; slot k's lies `k * slotStride` floats further.
    public let slots: UnsafeMutablePointer<Float>
    public let slotStride: Int
    /// Inputs × outputs of a weight matrix (row-major, one row an input); 1 × n for a vector.
    public let rows: Int
    public let columns: Int
    /// Biases and normalization parameters are exempt from weight decay.
    public let isDecayed: Bool

    public init(
        parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, slots: UnsafeMutablePointer<Float>,
        slotStride: Int, rows: Int, columns: Int, isDecayed: Bool
    ) {
        self.parameters = parameters
        self.gradients = gradients
        self.slots = slots
        self.slotStride = slotStride
        self.rows = rows
        self.columns = columns
        self.isDecayed = isDecayed
    }

    public var count: Int { rows * columns }

    @inline(__always)
    public func slot(_ index: Int) -> UnsafeMutablePointer<Float> { slots + index * slotStride }
}

/// A rule that turns gradients into updates.
///
/// Everything an optimizer remembers lies in slots (buffers parallel to the parameters, zero at the start, saved and
/// restored by the session) and in `scalars`. A step allocates nothing.
public protocol Optimizer: Sendable {
    static var descriptor: Descriptor { get }
    /// How many slots it needs a parameter, whatever its settings: options can be switched live.
    static var slotCount: Int { get }
    init(_ values: Values)
    /// Running numbers that are not per parameter; saved and restored with the slots, and carried over by ``retuned(_:)``.
    var scalars: [Double] { get set }
    /// Called once before a step's regions. `step` counts this optimizer's own updates from 1; `rate` is the effective lr.
    mutating func begin(step: Int, rate: Double)
    /// Updates one region. `scale` multiplies every gradient (clipping by norm).
    mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms
}

extension Optimizer {
    public var scalars: [Double] {
        get { [] }
        set {}
    }

    /// The same optimizer with other values, changed while training runs: what it remembers stays.
    public func retuned(_ values: Values) -> Self {
        var next = Self(values)
        next.scalars = scalars
        return next
    }
}
