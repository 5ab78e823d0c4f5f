import Datasets
import Evaluation
import Networks
import Optimization
import Tensors

/// A run's network with weights that were trained, and the data it was trained on prepared as it was then: for
/// predicting and for measuring.
///
/// Belongs to one queue.
public final class TrainedNetwork {
    public let prepared: PreparedExperiment
    /// Split and normalized by the run's own settings.
    public let data: PreparedData
    public let weights: ChosenWeights
    private let network: Network
    private let loss: Loss
    /// Rows of the last pass, from the network to what is handed out.
    private let chunk: FloatBuffer

    /// Builds the network anew and loads its data.
    ///
    /// - Parameters:
    ///   - experiment: what the run was started as.
    ///   - snapshot: the run at the moment it is taken from.
    ///   - wantsBest: whether to take the chosen weights (``ChosenWeights``), else the latest.
    /// - Throws: all that is wrong: with the data, or with weights that do not fit.
    public init(_ experiment: Experiment, snapshot: RunSnapshot, wantsBest: Bool) throws(ExperimentErrors) {
        try experiment.refuseUndeclared()
        do throws(DatasetError) {
            data = try PreparedData.load(experiment.settings, directory: experiment.directory)
        } catch {
            throw ExperimentErrors(error)
        }
        // Nothing is trained: rows are passed a chunk at a time, however large the batches of the run were.
        prepared = try PreparedExperiment(experiment, data: data) { .infinity }
        do throws(NetworkErrors) {
            network = try prepared.makeNetwork()
        } catch {
            throw ExperimentErrors(problems: error.all.map { ExperimentProblem(.error, key: $0.key, $0.description) })
        }
        let state = snapshot.state
        weights = wantsBest ? state.chosenWeights(at: snapshot.phase) : state.lastWeights
        let average = weights.kind == .average ? state.average : nil
        let best = weights.kind == .best ? state.best : nil
        let parameters = best?.parameters ?? state.parameters
        let statistics = best?.statistics ?? state.statistics
        guard parameters.count == network.arena.parameters.count, statistics.count == network.arena.statistics.count,
            average.map({ $0.sums.count == parameters.count }) ?? true
        else {
            throw ExperimentErrors(problems: [
                ExperimentProblem(
                    .error, key: "data.dataset",
                    "the weights have \(parameters.count) numbers, the network for this data "
                        + "\(network.arena.parameters.count): the data is no longer what the run was trained on")
            ])
        }
        loss = Loss(state.settings)
        chunk = FloatBuffer(count: Evaluator.chunk * max(2, network.outputWidth))
        network.reserve(rows: Evaluator.chunk)
        network.configure(state.settings)
        network.arena.parameters.values = parameters
        network.arena.statistics.values = statistics
        if let average { take(average) }
    }

    /// Puts averaged weights into the network, with statistics of their own.
    private func take(_ saved: WeightAverage.State) {
        let average = WeightAverage(count: network.arena.parameters.count)
        average.state = saved
        network.arena.parameters.values = average.mean
        StatisticsEstimate.run(network, on: prepared.training)
    }

    /// The classes' names; empty where numbers are predicted.
    public var classNames: [String] { prepared.classNames }

    /// Numbers a row of what ``outputs(of:)`` gives: a score a class, or the predicted numbers.
    public var outputCount: Int { classNames.isEmpty ? network.outputWidth : classNames.count }

    /// Whether the scores of a classifier are probabilities: not where a distance was minimized between classes, unless
    /// the outputs end in softmax.
    public var givesProbabilities: Bool {
        guard !classNames.isEmpty else { return false }
        return loss.isClassification || network.weightedLayers.last?.activation == "softmax"
    }

    /// Bytes of the weights and running statistics, as Float32.
    public var byteCount: Int { 4 * (network.arena.parameterCount + network.arena.statistics.count) }

    /// Predicts rows: a score a class (probabilities where the network gives them), or the numbers.
    ///
    /// - Parameters:
    ///   - features: rows × features, row-major, normalized as ``data`` does.
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
        let weights = prepared.classWeights.map { values in
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
        chunk.base.update(from: network.forward(features, rows: rows, pass: .evaluation), count: rows * width)
        switch loss.kind {
        case .crossEntropy: ck_activate(CK_SOFTMAX, chunk.base, nil, nil, rows, width, 0, 0)
        case .binaryCrossEntropy: ck_activate(CK_SIGMOID, chunk.base, nil, nil, rows, width, 1, 0)
        default: break
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
}
