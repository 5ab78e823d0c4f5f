import Tunables

extension Tunable {
    /// The base learning rate of an optimizer.
    static func learningRate(default value: Double) -> Tunable {
        .real("lr", default: value, in: Bounds(0, 100), scale: .log, help: "learning rate: how far one step goes")
    }

    /// PyTorch's weight decay: λw, exempting biases and normalization parameters.
    static func weightDecay(default value: Double) -> Tunable {
        .real("weight_decay", default: value, in: Bounds(0, 10), scale: .log, help: "pulls weights toward zero: λw")
    }
}
