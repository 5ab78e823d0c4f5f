import Datasets
import Evaluation
import Networks
import Optimization
import Tensors

/// A run's network with weights that were trained, and what its numbers mean: for predicting and for measuring. The data
/// that it was trained on is not needed.
///
/// Belongs to one queue.
public final class TrainedNetwork {
    /// How rows become the network's inputs, and what its outputs stand for.
    public let preprocessing: Preprocessing
    /// The loss that was minimized, by name.
    public var lossName: String { loss.kind.rawValue }
    /// Which weights they are.
    public let weights: ChosenWeights
    /// The run's name, `64-64-32-10 relu`, and how many parameters it has.
    public let name: String
    public let architecture: String
    public let parameterCount: Int
    private let network: Network
    private let members: [NetworkWeights]
    private let loss: Loss
    /// Rows of the last pass, from the network to what is handed out.
    private let chunk: FloatBuffer

    /// Builds the network anew.
    ///
    /// - Parameters:
    ///   - experiment: what the run was started as.
    ///   - preprocessing: as it was fitted then.
    ///   - snapshot: the run at the moment it is taken from.
    ///   - training: the training split, where it is at hand: averaged weights without running statistics need it.
    /// - Throws: all that is wrong: no such weights, or weights that do not fit.
    public init(
        _ experiment: Experiment, preprocessing: Preprocessing, snapshot: RunSnapshot, weights choice: WeightsChoice,
        training: SampleTable? = nil
    ) throws(ExperimentErrors) {
        try experiment.refuseUndeclared()
        let state = snapshot.state
        let network: Network
        do throws(NetworkErrors) {
            let loss = Loss(experiment.settings)
            network = try Network(
                settings: experiment.settings, layerCount: experiment.layerCount, input: Shape(preprocessing),
                outputs: LossFit.outputWidth(loss, data: preprocessing), loss: loss)
        } catch {
            throw ExperimentErrors(problems: error.all.map { ExperimentProblem(.error, key: $0.key, $0.description) })
        }
        network.reserve(rows: Evaluator.chunk)
        network.configure(state.settings)
        let arena = network.arena
        func fits(_ weights: NetworkWeights) -> Bool {
            weights.parameters.count == arena.parameters.count && weights.statistics.count == arena.statistics.count
        }
        let found = try FoundWeights(choice, in: snapshot) { mean in
            guard let training, mean.count == arena.parameters.count else { return nil }
            arena.parameters.values = mean
            StatisticsEstimate.run(network, on: training)
            return arena.statistics.values
        }
        guard found.members.allSatisfy(fits) else {
            throw ExperimentErrors(problems: [
                ExperimentProblem(
                    .error,
                    "the weights have \(found.members[0].parameters.count) numbers, the network that they are for "
                        + "\(arena.parameters.count): they do not belong together")
            ])
        }
        let description = RunDescription(
            experiment, network: network, isClassification: preprocessing.isClassification, counts: (0, 0, 0), notes: []
        )
        self.preprocessing = preprocessing
        self.network = network
        members = found.members
        weights = found.kind
        name = description.name
        architecture = description.architecture
        parameterCount = description.parameterCount
        loss = Loss(state.settings)
        chunk = FloatBuffer(count: Evaluator.chunk * max(2, network.outputWidth))
        if let first = members.first { load(first) }
    }

    private func load(_ weights: NetworkWeights) {
        network.arena.parameters.values = weights.parameters
        network.arena.statistics.values = weights.statistics
    }

    /// The classes' names; empty where numbers are predicted.
    public var classNames: [String] { preprocessing.classNames }

    /// Numbers a row of what ``outputs(of:)`` gives: a score a class, or the predicted numbers.
    public var outputCount: Int { classNames.isEmpty ? network.outputWidth : classNames.count }

    /// Whether the scores of a classifier are probabilities: not where a distance was minimized between classes, unless
    /// the outputs end in softmax.
    public var givesProbabilities: Bool {
        guard !classNames.isEmpty else { return false }
        return loss.isClassification || network.weightedLayers.last?.activation == "softmax"
    }

    /// Bytes of the weights and running statistics, as Float32.
    public var byteCount: Int { 4 * members.count * (network.arena.parameterCount + network.arena.statistics.count) }

    /// Predicts rows: a score a class (probabilities where the network gives them), or the numbers.
    ///
    /// - Parameters:
    ///   - features: rows × features, row-major, normalized as ``preprocessing`` does.
    ///   - batch: rows at a time, at most 256; the results do not depend on it but for rounding.
    /// - Returns: rows × ``outputCount``, row-major.
    public func outputs(of features: [Float], batch: Int = 256) -> [Float] {
        let width = network.inputWidth
        guard width > 0 else { return [] }
        let rows = features.count / width
        let batch = min(max(1, batch), Evaluator.chunk)
        var result: [Float] = []
        result.reserveCapacity(rows * outputCount)
        features.withUnsafeBufferPointer { features in
            guard let base = features.baseAddress else { return }
            for first in stride(from: 0, to: rows, by: batch) {
                let count = predict(base + first * width, rows: min(batch, rows - first))
                result.append(contentsOf: UnsafeBufferPointer(start: chunk.base, count: count))
            }
        }
        return result
    }

    /// The loss that was minimized and what else the trainer reports, of these rows: as the run's own evaluation has it.
    public func metrics(on rows: LabeledRows) -> SplitMetrics {
        let table = SampleTable(rows, loss: loss, classCount: classNames.count, featureCount: network.inputWidth)
        let weights = preprocessing.classWeights.map { values in
            let buffer = FloatBuffer(count: values.count)
            buffer.values = values
            return buffer
        }
        return Evaluator(loss: loss, classWeights: weights).evaluate(network, on: table)
    }

    /// The classes chosen for rows, as the trainer chooses them: from the network's own outputs, before they are made
    /// probabilities; empty where numbers are predicted.
    public func choices(of features: [Float]) -> [Int32] {
        let width = network.inputWidth
        guard width > 0, !classNames.isEmpty else { return [] }
        let rows = features.count / width
        var result: [Int32] = []
        result.reserveCapacity(rows)
        features.withUnsafeBufferPointer { features in
            guard let base = features.baseAddress else { return }
            for first in stride(from: 0, to: rows, by: Evaluator.chunk) {
                let count = min(Evaluator.chunk, rows - first)
                let outputs = network.forward(base + first * width, rows: count, pass: .evaluation)
                for row in 0..<count {
                    let scores = UnsafeBufferPointer(
                        start: outputs + row * network.outputWidth, count: network.outputWidth)
                    result.append(mostLikelyClass(scores, threshold: loss.threshold))
                }
            }
        }
        return result
    }

    /// Fills ``chunk`` with the predictions of so many rows.
    ///
    /// - Returns: how many numbers they are.
    private func predict(_ features: UnsafePointer<Float>, rows: Int) -> Int {
        let width = network.outputWidth
        if members.count == 1 {
            predictAlone(features, rows: rows)
        } else {
            // As ``Evaluator`` takes the mean of an ensemble, to the bit.
            var sums = [Double](repeating: 0, count: rows * width)
            for member in members {
                load(member)
                predictAlone(features, rows: rows)
                ck_add_to_sums(&sums, chunk.base, rows * width)
            }
            ck_mean_of_sums(sums, chunk.base, rows * width, Double(members.count))
        }
        guard width == 1, classNames.count == 2 else { return rows * width }
        // One output stands for the second class; from the back, so that nothing is overwritten unread.
        for row in stride(from: rows - 1, through: 0, by: -1) {
            let second = chunk.base[row]
            chunk.base[2 * row + 1] = second
            chunk.base[2 * row] = 1 - second
        }
        return 2 * rows
    }

    /// Fills ``chunk`` with what the loaded network predicts.
    private func predictAlone(_ features: UnsafePointer<Float>, rows: Int) {
        let width = network.outputWidth
        chunk.base.update(from: network.forward(features, rows: rows, pass: .evaluation), count: rows * width)
        switch loss.kind {
        case .crossEntropy: ck_activate(CK_SOFTMAX, chunk.base, nil, nil, rows, width, 0, 0)
        case .binaryCrossEntropy: ck_activate(CK_SIGMOID, chunk.base, nil, nil, rows, width, 1, 0)
        default: break
        }
    }
}
