import Optimization
import Testing
import Tunables

@Suite("Optimizers find the minimum")
struct OptimizerConvergenceTests {
    /// A rate at which each descends; those that step by one size need it to fall.
    static let rates: [String: (parabola: Double, rosenbrock: Double)] = [
        "sgd": (0.1, 1e-3), "momentum": (0.02, 2e-4), "nesterov": (0.02, 2e-4), "adagrad": (0.5, 0.5),
        "rmsprop": (0.01, 2e-3), "adadelta": (20, 1), "adam": (0.05, 0.01), "adamw": (0.05, 0.01),
        "adamax": (0.05, 0.01), "nadam": (0.05, 0.01), "radam": (0.05, 0.005), "lion": (0.02, 2e-3),
        "lars": (5, 1), "lamb": (0.05, 0.01), "muon": (0.05, 0.2),
    ]

    @Test("A parabola of condition 10 is descended ten thousandfold in 1000 steps", arguments: CatalogueOptimizer.all)
    func parabola(optimizer: CatalogueOptimizer) throws {
        let rate = try #require(Self.rates[optimizer.testDescription]).parabola
        let target = [0.7, -0.4, 0.3, 0.9]
        let steepness = [1.0, 10, 3, 5]
        func loss(_ w: [Float]) -> Double {
            var sum = 0.0
            for i in 0..<4 {
                let distance = Double(w[i]) - target[i]
                sum += 0.5 * steepness[i] * distance * distance
            }
            return sum
        }
        var trial = OptimizerTrial(
            optimizer.type, ["weight_decay": 0], shapes: [.init(rows: 2, columns: 2)], start: [[-1, 1, 1.5, -1]])
        let start = loss(trial.parameters[0])
        for step in 0..<1000 {
            let gradient = (0..<4).map { steepness[$0] * (Double(trial.parameters[0][$0]) - target[$0]) }
            trial.advance([gradient], rate: rate * (1 - Double(step) / 1000))
        }
        #expect(loss(trial.parameters[0]) < 1e-4 * start)
    }

    @Test("Rosenbrock's valley is followed to within 0.05 of its floor", arguments: CatalogueOptimizer.all)
    func rosenbrock(optimizer: CatalogueOptimizer) throws {
        let rate = try #require(Self.rates[optimizer.testDescription]).rosenbrock
        func loss(_ x: Double, _ y: Double) -> Double { (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x) }
        var trial = OptimizerTrial(
            optimizer.type, ["weight_decay": 0], shapes: [.init(columns: 2)], start: [[-1.2, 1]])
        #expect(abs(loss(-1.2, 1) - 24.2) < 1e-9)
        for step in 0..<8000 {
            let (x, y) = (Double(trial.parameters[0][0]), Double(trial.parameters[0][1]))
            let slope = y - x * x
            trial.advance([[-2 * (1 - x) - 400 * x * slope, 200 * slope]], rate: rate * (1 - Double(step) / 8000))
        }
        #expect(loss(Double(trial.parameters[0][0]), Double(trial.parameters[0][1])) < 0.05)
    }
}
