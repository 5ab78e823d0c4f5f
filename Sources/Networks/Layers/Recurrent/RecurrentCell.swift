import Tensors

/// What happens in one step of a recurrent layer: from the inputs' sums and the state before to the state after, and back.
///
/// States lie step after step, rows × units each, the initial one first. Sums and their gradients are rows × columns a
/// step, one gate after the other.
protocol RecurrentCell: AnyObject {
    /// Sums a unit forms: 1, 3 or 4.
    static var gateCount: Int { get }
    /// Whether dL/dh goes past the gates as well: backward leaves that part in the state's gradient.
    static var passesState: Bool { get }
    var units: Int { get }
    /// What it trains beside the two weight matrices.
    var biases: [ParameterBlock] { get }
    func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena)
    func initialize()
    func reserve(steps: Int, rows: Int)
    /// Where the inputs' sums of all steps go, which the cell turns into states.
    func sums(_ states: UnsafeMutablePointer<Float>, rows: Int) -> UnsafeMutablePointer<Float>
    /// Clears what it remembers beside the state.
    func start(rows: Int)
    func forward(
        step: Int, states: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>, rows: Int)
    /// Clears its gradients before the last step goes back.
    func startBackward(rows: Int, accumulates: Bool)
    /// Lets no gradient through to the step before (truncated backpropagation).
    func cut(rows: Int)
    /// From dL/dh after `step` (`state`, plus `upstream`, whose rows are `stride` apart) to dL/d(sums).
    func backward(
        step: Int, states: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        upstream: UnsafePointer<Float>?, stride: Int, rows: Int)
    /// dL/d(sums) of all steps: of what the inputs, and of what the state added to them.
    var inputGradients: UnsafeMutablePointer<Float> { get }
    var recurrentGradients: UnsafeMutablePointer<Float> { get }
}

extension RecurrentCell {
    static var passesState: Bool { false }
    /// Columns of the weight matrices.
    var columns: Int { Self.gateCount * units }
    var recurrentGradients: UnsafeMutablePointer<Float> { inputGradients }
    func start(rows: Int) {}
    func cut(rows: Int) {}
}

/// A bias vector's place in the arena.
struct BiasPlace {
    let values: UnsafeMutablePointer<Float>
    let gradients: UnsafeMutablePointer<Float>
    let count: Int

    init(_ block: ParameterBlock, arena: ParameterArena) {
        values = arena.parameters(of: block)
        gradients = arena.gradients(of: block)
        count = block.count
    }

    func clearGradients() { gradients.update(repeating: 0, count: count) }
}
