import Networks
import Tensors
import Training
import Tunables

/// A network, a batch and an optimizer whose step is measured; the data is noise of the right shape.
struct Workload {
    let name: String
    let rows: Int
    let widths: [Int]
    /// The matrix products of its layers, from the input.
    let products: [SgemmBound.Shape]
    /// What a sample looks like where it is no plain row.
    private(set) var input: Shape?
    let settings: [String: Value]

    /// Dense layers (but where `extra` says otherwise) of the given widths, the last one the classes.
    init(_ name: String, rows: Int, widths: [Int], activation: String, optimizer: String, extra: [String: Value] = [:])
    {
        self.name = name
        self.rows = rows
        self.widths = widths
        products = SgemmBound.Shape.dense(rows: rows, widths: widths)
        var settings: [String: Value] = [
            "optimizer.name": .word(optimizer), "optimizer.lr": 1e-4, "batch.size": .integer(rows),
            "epochs": 1_000_000,
        ]
        for (index, width) in widths.dropFirst().enumerated() {
            let isLast = index == widths.count - 2
            settings["layers.\(index + 1).type"] = "dense"
            settings["layers.\(index + 1).units"] = .integer(width)
            settings["layers.\(index + 1).activation.name"] = .word(isLast ? "softmax" : activation)
        }
        layerCount = widths.count - 1
        self.settings = settings.merging(extra) { $1 }
    }

    private(set) var layerCount: Int

    static let all: [Workload] = [
        Workload("digits", rows: 32, widths: [64, 64, 32, 10], activation: "relu", optimizer: "momentum"),
        Workload("digits_adam", rows: 32, widths: [64, 64, 32, 10], activation: "relu", optimizer: "adam"),
        Workload(
            "mnist", rows: 64, widths: [784, 256, 128, 10], activation: "relu", optimizer: "adam",
            extra: ["dropout.rate": 0.2]),
        Workload("wide", rows: 256, widths: [784, 1024, 1024, 10], activation: "relu", optimizer: "adamw"),
        Workload(
            "deep", rows: 64, widths: Array(repeating: 64, count: 20) + [10], activation: "tanh", optimizer: "sgd"),
        batchNorm, lenet, lstm,
    ]

    /// 64-256-256-10 with batch norm between the sums and the activations.
    private static var batchNorm: Workload {
        var workload = Workload(
            "batchnorm", rows: 128, widths: [64, 256, 256, 10], activation: "identity", optimizer: "momentum")
        workload.layerCount = 5
        var settings = workload.settings.filter { !$0.key.hasPrefix("layers.") }
        for (number, width) in [(1, 256), (3, 256), (5, 10)] {
            settings["layers.\(number).type"] = "dense"
            settings["layers.\(number).units"] = .integer(width)
        }
        for number in [2, 4] {
            settings["layers.\(number).type"] = "batch_norm"
            settings["layers.\(number).activation.name"] = "relu"
        }
        settings["layers.5.activation.name"] = "softmax"
        return Workload(copying: workload, layerCount: 5, settings: settings)
    }

    /// 28×28 images, two convolutions with pools, three dense layers (after LeCun et al. 1998).
    static var lenet: Workload {
        let rows = 64
        var settings: [String: Value] = [
            "optimizer.name": "adam", "optimizer.lr": 1e-4, "batch.size": .integer(rows), "epochs": 1_000_000,
        ]
        let layers: [[String: Value]] = [
            ["type": "conv2d", "filters": 8, "kernel": 5, "padding": 2, "activation.name": "relu"],
            ["type": "max_pool"],
            ["type": "conv2d", "filters": 16, "kernel": 5, "activation.name": "relu"],
            ["type": "max_pool"],
            ["type": "dense", "units": 120, "activation.name": "relu"],
            ["type": "dense", "units": 84, "activation.name": "relu"],
            ["type": "dense", "units": 10, "activation.name": "softmax"],
        ]
        for (index, layer) in layers.enumerated() {
            for (key, value) in layer { settings["layers.\(index + 1).\(key)"] = value }
        }
        let products =
            [
                SgemmBound.Shape(rows: rows * 28 * 28, inputs: 25, outputs: 8, hasInputGradient: false),
                SgemmBound.Shape(rows: rows * 10 * 10, inputs: 8 * 25, outputs: 16, hasInputGradient: true),
            ] + SgemmBound.Shape.dense(rows: rows, widths: [16 * 5 * 5, 120, 84, 10], isFirst: false)
        return Workload(
            "lenet", rows: rows, products: products, input: .image(channels: 1, height: 28, width: 28),
            layerCount: layers.count, settings: settings)
    }

    private init(
        _ name: String, rows: Int, products: [SgemmBound.Shape], input: Shape, layerCount: Int,
        settings: [String: Value]
    ) {
        self.name = name
        self.rows = rows
        widths = [input.width, products.last?.outputs ?? 1]
        self.products = products
        self.input = input
        self.layerCount = layerCount
        self.settings = settings
    }

    /// 64 steps of 16, a state of 64, its last one to 8 classes.
    private static var lstm: Workload {
        var workload = Workload(
            "lstm", rows: 32, widths: [64 * 16, 64, 8], activation: "identity", optimizer: "adam",
            extra: ["layers.1.type": "lstm"])
        workload.input = .sequence(steps: 64, channels: 16, tokens: 0)
        return workload
    }

    /// The bare products its step is made of.
    var bound: any MatrixBound {
        guard case .sequence(let steps, let channels, _) = input else { return SgemmBound(products) }
        return RecurrentBound(
            steps: steps, rows: rows, channels: channels, units: widths[1], classes: widths[widths.count - 1])
    }

    /// The same with more settings.
    func setting(_ extra: [String: Value]) -> Workload {
        var other = Workload(copying: self, layerCount: layerCount, settings: settings.merging(extra) { $1 })
        other.input = input
        return other
    }

    private init(copying other: Workload, layerCount: Int, settings: [String: Value]) {
        name = other.name
        rows = other.rows
        widths = other.widths
        products = other.products
        self.layerCount = layerCount
        self.settings = settings
    }

    /// A session over 1 437 samples, or 40 batches if that is more: an epoch's own work is spread as in real runs.
    func session() throws -> TrainingSession { try TrainingSession(prepared()) }

    /// The same, ready to be trained by a trainer.
    func prepared() throws -> PreparedExperiment {
        let count = max(1437, rows * 40)
        var random = RandomSource(seed: 1, stream: .generator)
        let inputs = widths[0]
        let classes = widths[widths.count - 1]
        let table = SampleTable(
            count: count, featureCount: inputs, valueCount: 0,
            features: (0..<count * inputs).map { _ in Float(random.uniform(-1, 1)) }, values: [],
            classes: (0..<count).map { _ in Int32(random.below(classes)) })
        let empty = SampleTable(
            count: 0, featureCount: inputs, valueCount: 0, features: [], values: [], classes: [])
        let experiment = Experiment(name: name, settings: Settings(settings), layerCount: layerCount)
        return try PreparedExperiment(
            experiment: experiment, training: table, validation: empty, test: empty,
            classNames: (0..<classes).map(String.init), input: input)
    }
}
