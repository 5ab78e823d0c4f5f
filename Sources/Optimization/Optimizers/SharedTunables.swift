import Tunables

extension Tunable {
    /// The base learning rate of an optimizer.
    static func learningRate(default value: Double) -> Tunable {
        .real("lr", default: value, in: Bounds(0, 100), scale: .log, help: "learning rate: how far one step goes")
    }

    /// PyTorch's weight decay: λw joins the gradient, exempting biases and normalization parameters.
    static func weightDecay(default value: Double) -> Tunable {
        .real("weight_decay", default: value, in: Bounds(0, 10), scale: .log, help: "pulls weights toward zero: λw")
    }

    /// AdamW's weight decay: w shrinks by lr·λ beside the update, exempting biases and normalization parameters.
    static func decoupledDecay(default value: Double) -> Tunable {
        .real(
            "weight_decay", default: value, in: Bounds(0, 10), scale: .log,
            help: "shrinks weights by lr·λ beside the update")
    }

    /// How much of the velocity a step keeps.
    static func momentum(_ key: String = "beta", default value: Double = 0.9) -> Tunable {
        .real(key, default: value, in: .fraction, help: "share of the velocity that a step keeps")
    }

    static func firstBeta(default value: Double = 0.9) -> Tunable {
        .real("beta1", default: value, in: .fraction, help: "decay of the gradient's moving average")
    }

    static func secondBeta(default value: Double = 0.999) -> Tunable {
        .real("beta2", default: value, in: .fraction, help: "decay of the squared gradient's moving average")
    }

    /// The smallest ε keeps the division finite in the engine's precision.
    static func epsilon(default value: Double = 1e-8) -> Tunable {
        .real("epsilon", default: value, in: Bounds(1e-30, 1), scale: .log, help: "keeps the division finite")
    }
}
