import Optimization
import Testing
import Tunables

@Suite("Optimizers steered while they run")
struct OptimizerLiveTests {
    @Test("Momentum raised from 0 builds up a velocity at once", arguments: ["momentum", "nesterov"])
    func momentumFromZero(name: String) throws {
        let type = try #require(Optimizers.type(named: name))
        var trial = OptimizerTrial(type, ["beta": 0], shapes: [.init(columns: 1)], start: [[0]])
        for _ in 0..<5 { trial.advance([[1]], rate: 0.1) }
        #expect(abs(trial.parameters[0][0] + 0.5) < 1e-6)
        trial.retune(["beta": 0.5])
        trial.advance([[1]], rate: 0.1)
        // v = 0.5·1 + 1; Nesterov adds the look-ahead: 1 + 0.5·1.5.
        let step: Float = name == "momentum" ? 0.15 : 0.175
        #expect(abs(trial.parameters[0][0] + 0.5 + step) < 1e-6)
    }

    @Test("RMSprop's momentum, raised again, does not resume an old velocity")
    func rmspropForgetsOldVelocity() {
        var trial = OptimizerTrial(RMSprop.self, ["momentum": 0.9], shapes: [.init(columns: 1)], start: [[0]])
        for _ in 0..<50 { trial.advance([[1]], rate: 0.01) }
        trial.retune(["momentum": 0])
        trial.advance([[1]], rate: 0.01)
        let before = trial.parameters[0][0]
        trial.retune(["momentum": 0.9])
        trial.advance([[-1]], rate: 0.01)
        #expect(trial.parameters[0][0] > before)
    }

    @Test("RMSprop centered again after the gradient has shrunk stays tame")
    func rmspropForgetsOldMean() {
        var trial = OptimizerTrial(
            RMSprop.self, ["centered": true, "rho": 0.5], shapes: [.init(columns: 1)], start: [[0]])
        for _ in 0..<20 { trial.advance([[1]], rate: 0.01) }
        trial.retune(["centered": false, "rho": 0.5])
        for _ in 0..<20 { trial.advance([[0.01]], rate: 0.01) }
        let before = trial.parameters[0][0]
        trial.retune(["centered": true, "rho": 0.5])
        trial.advance([[0.01]], rate: 0.01)
        #expect(abs(trial.parameters[0][0] - before) < 0.03)
    }

    @Test("A change of momentum's form keeps the speed", arguments: ["pytorch", "averaged"])
    func formChangeIsSmooth(form: String) {
        var trial = OptimizerTrial(Momentum.self, ["form": .word(form)], shapes: [.init(columns: 1)], start: [[0]])
        func speed(_ trial: inout OptimizerTrial) -> Float {
            let before = trial.parameters[0][0]
            trial.advance([[1]], rate: 0.01)
            return before - trial.parameters[0][0]
        }
        for _ in 0..<200 { trial.advance([[1]], rate: 0.01) }
        let steady = speed(&trial)
        trial.retune(["form": "velocity"])
        let after = speed(&trial)
        #expect(after >= steady * 0.99 && after < steady + 0.011)
        for _ in 0..<200 { trial.advance([[1]], rate: 0.01) }
        let fast = speed(&trial)
        trial.retune(["form": .word(form)])
        let back = speed(&trial)
        #expect(back > 0.8 * fast && back < 1.1 * fast)
    }

    @Test("Bias correction stays exact when the betas change", arguments: ["adam", "adamw", "nadam", "adamax", "lamb"])
    func biasSurvivesRetuning(name: String) throws {
        let type = try #require(Optimizers.type(named: name))
        var trial = OptimizerTrial(
            type, ["weight_decay": 0], shapes: [.init(columns: 1, isDecayed: false)], start: [[0]])
        // Under a constant gradient m̂ = g and v̂ = g², whatever the betas: every step is the rate.
        for step in 0..<30 {
            if step == 5 { trial.retune(["weight_decay": 0, "beta1": 0.5, "beta2": 0.8]) }
            if step == 12 { trial.retune(["weight_decay": 0, "beta1": 0.95, "beta2": 0.99]) }
            let before = trial.parameters[0][0]
            trial.advance([[0.3]], rate: 0.01)
            let moved = Double(before - trial.parameters[0][0])
            // Nadam's look-ahead wobbles with its warming momentum.
            #expect(abs(moved - 0.01) < (name == "nadam" ? 0.004 : 1e-5), "step \(step + 1)")
        }
    }

    @Test("A rate of zero moves nothing", arguments: CatalogueOptimizer.all)
    func zeroRateRests(optimizer: CatalogueOptimizer) {
        var trial = OptimizerTrial(optimizer.type, shapes: [.init(rows: 2, columns: 2)], start: [[1, 2, 3, 4]])
        for _ in 0..<3 { trial.advance([[1, -1, 1, 2]], rate: 0) }
        #expect(trial.parameters[0] == [1, 2, 3, 4])
    }

    @Test("Gradients of zero divide by nothing", arguments: CatalogueOptimizer.all)
    func zeroGradientIsFinite(optimizer: CatalogueOptimizer) {
        var trial = OptimizerTrial(
            optimizer.type, ["centered": true, "amsgrad": true],
            shapes: [.init(rows: 2, columns: 2), .init(columns: 2)],
            start: [[0, 0, 1, 1], [0, 0]])
        for _ in 0..<3 { trial.advance([[0, 0, 0, 0], [0, 0]], rate: 0.1) }
        #expect(trial.parameters.joined().allSatisfy { $0.isFinite })
    }

    @Test("A gradient that is not a number is not swallowed", arguments: CatalogueOptimizer.all)
    func nanComesThrough(optimizer: CatalogueOptimizer) {
        var trial = OptimizerTrial(optimizer.type, shapes: [.init(columns: 3)], start: [[1, 1, 1]])
        trial.advance([[0.1, .nan, 0.1]], rate: 0.1)
        #expect(trial.parameters[0][1].isNaN && trial.norms.weights.isNaN)
    }
}
