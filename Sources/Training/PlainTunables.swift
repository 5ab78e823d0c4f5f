import Datasets
import Tunables

extension ExperimentSchema {
    /// The keys every experiment has, whatever it chooses.
    public static let plain: [Tunable] =
        run + PreparedData.preparation + batch + regularization + earlyStopping + averaging + Augmentation.tunables

    private static let run: [Tunable] = [
        .integer("epochs", default: 30, in: 1...1_000_000, help: "passes over the training split"),
        .integer(
            "seed", default: 1, in: 0...Int.max, change: .restart, help: "decides every random draw but the split"),
        .integer(
            "restarts", default: 1, in: 1...1000, change: .restart,
            help: "random restarts, seed after seed; the best by validation is kept"),
        .integer("threads", default: 1, in: 1...64, change: .restart, help: "threads of the matrix products"),
        Tunable(
            "pace", .integer(Bounds(1, 1_000_000), words: ["all"]), default: "all", scale: .log, unit: "steps/s",
            help: "most steps a second while somebody watches; changes no result"),
        .integer(
            "undo_budget", default: 256, in: 1...1_048_576, scale: .log, unit: "MB",
            help: "memory for the snapshots undo goes back to: older ones thin out; changes no result"),
        .integer(
            "checkpoint_every", default: 0, in: 0...1_000_000, unit: "epochs",
            help: "a checkpoint every so many epochs; 0 is about ten in a run; changes no result"),
    ]

    private static let batch: [Tunable] = [
        Tunable(
            "batch.size", .integer(Bounds(1, .infinity), words: ["all"]), default: 32, scale: .log, unit: "samples",
            help: "samples a micro-batch"),
        .choice(
            "batch.last", default: "keep", of: ["keep", "drop", "wrap"],
            help: "the last, smaller batch of an epoch: kept, dropped, or filled from the next epoch"),
        .toggle("shuffle", default: true, help: "a new order every epoch"),
        .integer("accumulate", default: 1, in: 1...4096, scale: .log, help: "micro-batches an update"),
    ]

    private static let regularization: [Tunable] = [
        .real("l1", default: 0, in: Bounds(0, 100), scale: .log, help: "λΣ|w|, by a proximal step: weights reach zero"),
        .real("l2", default: 0, in: Bounds(0, 100), scale: .log, help: "λΣw², gradient 2λw"),
        .real(
            "max_norm", default: 0, in: .nonNegative, scale: .log,
            help: "longest allowed weight vector of a unit; 0 is off"),
        .real(
            "gradient_noise.sigma", default: 0, in: .nonNegative, scale: .log,
            help: "standard deviation of noise on gradients"),
        .real("gradient_noise.gamma", default: 0, in: .unit, help: "annealing: σ² = σ₀²/(1+t)^γ; 0 keeps it")
            .needing("gradient_noise.sigma"),
        .toggle("dropout.enabled", default: true, help: "all dropout on or off, rates kept"),
        .real(
            "dropout.rate", default: 0, in: .fraction,
            help: "dropout of every hidden layer; in a preset a layer's own wins, set later it replaces them"
        ).needing("dropout.enabled"),
        .real("input_dropout", default: 0, in: .fraction, help: "share of input features dropped")
            .needing("dropout.enabled"),
        .real("label_smoothing", default: 0, in: .fraction, help: "ε: the target becomes (1−ε)·onehot + ε/K"),
        Tunable(
            "class_weights", .reals(.nonNegative, words: ["none", "balanced"]), default: "none", change: .restart,
            help: "weights of the classes in the loss"),
    ]

    private static let earlyStopping: [Tunable] = [
        .toggle("early_stopping.enabled", default: false, help: "stop when validation stops improving"),
        .integer(
            "early_stopping.patience", default: 10, in: 1...100_000, unit: "epochs",
            help: "epochs without improvement allowed"
        ).needing("early_stopping.enabled"),
        .real(
            "early_stopping.min_delta", default: 0, in: .nonNegative, scale: .log, help: "smallest change that counts"
        ).needing("early_stopping.enabled"),
        .choice(
            "early_stopping.mode", default: "absolute", of: ["absolute", "relative"], help: "how min_delta is meant"
        ).needing("early_stopping.min_delta"),
        .real(
            "early_stopping.smoothing", default: 0, in: .fraction, help: "moving average of the metric before judging"
        ).needing("early_stopping.enabled"),
        Tunable(
            "early_stopping.monitor", .choices(["validation_loss", "validation_score", "training_loss"]),
            default: ["validation_loss"], help: "stop only when none of these improves"),
        .real(
            "early_stopping.max_grad_norm", default: 0, in: .nonNegative, scale: .log,
            help: "stop when the gradient norm passes this; 0 is off"
        ).needing("early_stopping.enabled"),
        .toggle("early_stopping.restore_best", default: true, help: "go back to the best weights at the end")
            .needing("early_stopping.enabled"),
    ]
}
