import Datasets
import Networks
import Tensors
import Tunables

/// An experiment with its data loaded, split and normalized, and its network known to fit: ready to be trained.
///
/// Immutable; several trainers can share one.
public struct PreparedExperiment: Sendable {
    public internal(set) var experiment: Experiment
    public let training: SampleTable
    public let validation: SampleTable
    public let test: SampleTable
    /// What the numbers of the tables mean; `nil` for tables that came from no data.
    public let preprocessing: Preprocessing?
    /// The classes' names, for classification.
    public let classNames: [String]
    public internal(set) var description: RunDescription
    /// Warnings and notes: a loss that does not fit, a feature without variance.
    public let problems: [ExperimentProblem]
    /// A weight a class for the loss, where asked for.
    let classWeights: [Float]?
    let outputWidth: Int
    /// What a sample looks like: a row of features, an image, a sequence.
    let inputShape: Shape
    /// The same, as augmentation sees it.
    let sample: SampleKind
    /// Bytes that a session may still take, asked anew before each change.
    let availableMemory: @Sendable () -> Double

    /// Loads and checks everything an experiment needs.
    ///
    /// - Throws: all mistakes found, each with the key it is about.
    public static func prepare(_ experiment: Experiment) throws(ExperimentErrors) -> PreparedExperiment {
        try experiment.refuseUndeclared()
        let data: PreparedData
        do {
            data = try PreparedData.load(experiment.settings, directory: experiment.directory)
        } catch {
            throw ExperimentErrors(error)
        }
        return try PreparedExperiment(experiment, data: data)
    }

    /// Checks an experiment on data that is split and normalized.
    ///
    /// - Throws: all mistakes found, each with the key it is about.
    init(
        _ experiment: Experiment, data: PreparedData,
        availableMemory: @escaping @Sendable () -> Double = { MachineMemory.available }
    ) throws(ExperimentErrors) {
        let settings = experiment.settings
        let loss = Loss(settings)
        var problems = LossFit.problems(experiment, data: data)
        problems += ClassWeights.problems(settings, classCount: data.classNames.count)
        problems += ClassFit.problems(data)
        problems += data.notes.map { ExperimentProblem(.note, key: "data.dataset", $0) }
        func table(_ part: PreparedData.Part) -> SampleTable {
            SampleTable(part, loss: loss, classCount: data.classNames.count)
        }
        let meaning = data.preprocessing
        try self.init(
            experiment: experiment, training: table(data.training), validation: table(data.validation),
            test: table(data.test), preprocessing: meaning, classNames: data.classNames, input: Shape(meaning),
            sample: SampleKind(image: meaning.imageShape, sequence: meaning.sequenceShape),
            outputWidth: LossFit.outputWidth(loss, data: meaning), problems: problems, availableMemory: availableMemory)
    }

    /// Prepares an experiment on tables already at hand.
    ///
    /// - Throws: all mistakes found in the layers and the batch.
    public init(
        experiment: Experiment, training: SampleTable, validation: SampleTable, test: SampleTable,
        preprocessing: Preprocessing? = nil, classNames: [String] = [], input: Shape? = nil, sample: SampleKind? = nil,
        outputWidth: Int? = nil, problems: [ExperimentProblem] = [],
        availableMemory: @escaping @Sendable () -> Double = { MachineMemory.available }
    ) throws(ExperimentErrors) {
        let loss = Loss(experiment.settings)
        let width = outputWidth ?? (loss.kind == .crossEntropy ? classNames.count : training.valueCount)
        var problems = problems + MonitorFit.problems(experiment.settings, validationSamples: validation.count)
        let input = input ?? .vector(training.featureCount)
        let sample = sample ?? SampleKind(input)
        problems += TokenFit.problems(experiment, input: input)
        var network: Network?
        do {
            network = try Self.network(experiment, input: input, outputs: width)
        } catch {
            problems += error.all.map { ExperimentProblem(.error, key: $0.key, $0.description) }
        }
        let fit = KeyFit(sample: sample, loss: loss, network: network)
        problems += fit.problems(experiment)
        let needsSeveralRows = network?.needsSeveralRows ?? false
        problems += BatchFit.problems(experiment, trainingSamples: training.count, needsSeveralRows: needsSeveralRows)
        let memory = availableMemory()
        func refusal(_ settings: Settings) -> (key: String, message: String)? {
            guard let network, training.count > 0 else { return nil }
            let fit = MemoryFit(
                settings, network: network, trainingSamples: training.count,
                evaluatedSamples: max(training.count, validation.count, test.count))
            return fit.refusal(available: memory)
        }
        if let refusal = refusal(experiment.settings) {
            problems.append(ExperimentProblem(.error, key: refusal.key, refusal.message))
        }
        problems += ScriptFit.problems(
            experiment, fit: fit, trainingSamples: training.count, needsSeveralRows: needsSeveralRows
        ) { refusal($0)?.message }
        guard let network, !problems.contains(where: { $0.severity == .error }) else {
            throw ExperimentErrors(problems: problems)
        }
        self.experiment = experiment
        self.training = training
        self.validation = validation
        self.test = test
        self.classNames = classNames
        self.problems = problems
        self.outputWidth = width
        inputShape = input
        self.sample = sample
        self.availableMemory = availableMemory
        classWeights = ClassWeights.weights(experiment.settings, training: training, classCount: classNames.count)
        var meaning = preprocessing
        meaning?.classWeights = classWeights
        self.preprocessing = meaning
        description = RunDescription(
            experiment, network: network, isClassification: training.hasClasses,
            counts: (training.count, validation.count, test.count),
            notes: problems.map { LoadingNote($0.severity, $0.message) })
    }

    /// Rows of the largest split.
    var largestSplit: Int { max(training.count, validation.count, test.count) }

    /// The loss that is minimized, as presets name it.
    public var lossName: String { Loss(experiment.settings).kind.rawValue }

    private static func network(
        _ experiment: Experiment, input: Shape, outputs: Int
    ) throws(NetworkErrors) -> Network {
        try Network(
            settings: experiment.settings, layerCount: experiment.layerCount, input: input,
            outputs: outputs, loss: Loss(experiment.settings))
    }

    /// A fresh network for a session.
    ///
    /// - Throws: nothing in practice: the same layers were built when the experiment was prepared.
    func makeNetwork() throws(NetworkErrors) -> Network {
        try Self.network(experiment, input: inputShape, outputs: outputWidth)
    }
}

extension Shape {
    /// What a sample of the data looks like.
    init(_ data: Preprocessing) {
        if let image = data.imageShape {
            self = .image(channels: image.channels, height: image.height, width: image.width)
        } else if let sequence = data.sequenceShape {
            self = .sequence(
                steps: sequence.steps, channels: sequence.channels, tokens: sequence.vocabulary.count)
        } else {
            self = .vector(data.featureCount)
        }
    }
}

extension RunDescription {
    init(
        _ experiment: Experiment, network: Network, isClassification: Bool, counts: (Int, Int, Int),
        notes: [LoadingNote]
    ) {
        let values = Values(ExperimentSchema.plainDescriptor, settings: experiment.settings)
        let weighted = network.weightedLayers
        let widths = [network.inputWidth] + weighted.map(\.units)
        var activations: [String] = []
        for layer in weighted.dropLast() where !activations.contains(layer.activation) && layer.activation != "identity"
        {
            activations.append(layer.activation)
        }
        let shape = Self.shape(widths)
        self.init(
            name: experiment.name, title: experiment.title,
            architecture: ([shape] + activations).joined(separator: " "),
            layers: weighted.map {
                Layer(
                    number: $0.number, label: $0.label, name: $0.name, activation: $0.activation,
                    parameterCount: $0.parameterCount)
            }, parameterCount: network.arena.parameterCount, task: isClassification ? .classification : .regression,
            seed: UInt64(values.integer("seed") ?? 1), epochs: values.integer("epochs") ?? 1,
            trainingSamples: counts.0, validationSamples: counts.1, testSamples: counts.2, notes: notes,
            parts: ExperimentSchema.liveParts)
    }

    /// `64-64-32-10`, with runs of the same width written `12×16`.
    private static func shape(_ widths: [Int]) -> String {
        var parts: [String] = []
        var index = 0
        while index < widths.count {
            let end = widths[index...].firstIndex { $0 != widths[index] } ?? widths.count
            let run = end - index
            parts += run > 3 ? ["\(run)×\(widths[index])"] : Array(repeating: String(widths[index]), count: run)
            index = end
        }
        return parts.joined(separator: "-")
    }
}
