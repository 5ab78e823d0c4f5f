import GoldenValues
import Optimization
import Rounding
import Testing
import Tunables

/// A trajectory of PyTorch, and the settings that make ours the same.
struct GoldenOptimizer: CustomTestStringConvertible {
    let name: String
    let type: any Optimizer.Type
    var settings: [String: Value] = [:]
    var lr: Double
    /// PyTorch's own decay of Adagrad's rate, which here is a schedule.
    var rateDecay = 0.0
    var testDescription: String { name }

    static let all: [GoldenOptimizer] = [
        .init(name: "sgd", type: StochasticGradientDescent.self, lr: 0.1),
        .init(name: "sgd_momentum", type: Momentum.self, lr: 0.1),
        .init(
            name: "sgd_momentum_dampening_decay", type: Momentum.self,
            settings: ["dampening": 0.1, "weight_decay": 0.01], lr: 0.1),
        .init(name: "sgd_nesterov", type: Nesterov.self, lr: 0.1),
        .init(name: "sgd_nesterov_decay", type: Nesterov.self, settings: ["weight_decay": 0.01], lr: 0.1),
        .init(name: "adagrad", type: Adagrad.self, lr: 0.1),
        .init(
            name: "adagrad_full", type: Adagrad.self, settings: ["initial_accumulator": 0.1, "weight_decay": 0.01],
            lr: 0.1, rateDecay: 0.05),
        .init(name: "rmsprop", type: RMSprop.self, lr: 0.01),
        .init(
            name: "rmsprop_centered_momentum", type: RMSprop.self,
            settings: ["rho": 0.9, "momentum": 0.9, "centered": true], lr: 0.01),
        .init(name: "adam", type: Adam.self, lr: 0.01),
        .init(name: "adam_l2", type: Adam.self, settings: ["weight_decay": 0.1], lr: 0.01),
        .init(name: "adamw", type: AdamW.self, settings: ["weight_decay": 0.1], lr: 0.01),
        .init(name: "amsgrad", type: Adam.self, settings: ["beta2": 0.9, "amsgrad": true], lr: 0.01),
        .init(
            name: "amsgrad_w", type: AdamW.self, settings: ["beta2": 0.9, "amsgrad": true, "weight_decay": 0.1],
            lr: 0.01),
        .init(name: "nadam", type: Nadam.self, lr: 0.01),
        .init(
            name: "nadam_decoupled_decay", type: Nadam.self, settings: ["weight_decay": 0.1, "decoupled": true],
            lr: 0.01),
        .init(name: "adadelta", type: Adadelta.self, lr: 1),
        .init(name: "adamax", type: Adamax.self, lr: 0.01),
        .init(name: "radam", type: RAdam.self, lr: 0.01),
    ]
}

@Suite("Optimizers against PyTorch")
struct OptimizerGoldenTests {
    @Test("Ten steps end where PyTorch's do", arguments: GoldenOptimizer.all)
    func matchesPyTorch(golden: GoldenOptimizer) {
        let optimizers = Golden.file.optimizers
        let expected = optimizers.cases[golden.name].after_step.elements
        #expect(expected.count == 10)
        var trial = OptimizerTrial(
            golden.type, golden.settings, shapes: [.init(rows: 2, columns: 3), .init(columns: 3)],
            start: [optimizers.first.w.flattened, optimizers.first.b.flattened])
        for (index, after) in expected.enumerated() {
            let gradient = optimizers.gradients[index]
            trial.advance(
                [gradient.w.flattened, gradient.b.flattened], rate: golden.lr / (1 + Double(index) * golden.rateDecay))
            for parameter in 0...1 {
                let bound = RoundingBound(terms: index + 1)
                #expect(
                    bound.mismatch(trial.parameters[parameter], after[parameter].flattened) == nil, "step \(index + 1)")
            }
        }
    }
}
