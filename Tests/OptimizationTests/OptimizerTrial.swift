import Optimization
import Tensors
import Tunables

/// An optimizer on a few parameters of its own, outside any network.
struct OptimizerTrial {
    /// One parameter: a matrix or, with one row, a vector.
    struct Shape {
        var rows = 1
        let columns: Int
        var isDecayed = true
        var count: Int { rows * columns }
    }

    let type: any Optimizer.Type
    let shapes: [Shape]
    var optimizer: any Optimizer
    var step = 0
    /// Parameter by parameter, row-major.
    var parameters: [[Float]]
    /// All slots of each parameter, one after the other.
    var slots: [[Float]]
    var norms = ck_update_norms()

    init(_ type: any Optimizer.Type, _ settings: [String: Value] = [:], shapes: [Shape], start: [[Double]]) {
        self.type = type
        self.shapes = shapes
        optimizer = type.init(Values(type.descriptor, settings: Settings(settings)))
        parameters = start.map { $0.map(Float.init) }
        slots = shapes.map { Array(repeating: 0, count: max(1, type.slotCount) * $0.count) }
    }

    /// One update of every parameter.
    mutating func advance(_ gradients: [[Double]], rate: Double, scale: Float = 1) {
        step += 1
        norms = ck_update_norms()
        optimizer.begin(step: step, rate: rate)
        for (index, shape) in shapes.enumerated() {
            let gradient = gradients[index].map(Float.init)
            parameters[index].withUnsafeMutableBufferPointer { parameters in
                slots[index].withUnsafeMutableBufferPointer { slots in
                    gradient.withUnsafeBufferPointer { gradient in
                        let region = UpdateRegion(
                            parameters: parameters.baseAddress!, gradients: gradient.baseAddress!,
                            slots: slots.baseAddress!, slotStride: shape.count, rows: shape.rows,
                            columns: shape.columns, isDecayed: shape.isDecayed)
                        let one = optimizer.update(region, scale: scale)
                        norms.weights += one.weights
                        norms.update += one.update
                    }
                }
            }
        }
    }

    /// Changes settings between two steps, as a live command does.
    mutating func retune(_ settings: [String: Value]) {
        optimizer = optimizer.retuned(Values(type.descriptor, settings: Settings(settings)))
    }
}

/// The greatest distance between two lists of numbers; infinite where their lengths differ or one is not finite.
func greatestDistance(_ a: [Float], _ b: [Double]) -> Double {
    guard a.count == b.count, !a.isEmpty else { return .infinity }
    var greatest = 0.0
    for (x, y) in zip(a, b) {
        let distance = abs(Double(x) - y)
        guard distance.isFinite else { return .infinity }
        greatest = max(greatest, distance)
    }
    return greatest
}
