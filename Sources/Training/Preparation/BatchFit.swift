import Tunables

/// Whether the batch fits the training split and the layers.
enum BatchFit {
    static func problems(
        _ experiment: Experiment, trainingSamples: Int, needsSeveralRows: Bool
    ) -> [ExperimentProblem] {
        let size = experiment.settings["batch.size"] ?? .word("all")
        var message = refusal(of: size, trainingSamples: trainingSamples, needsSeveralRows: needsSeveralRows)
        if message == nil, needsSeveralRows, trainingSamples < 2 {
            message = "batch normalization needs at least 2 samples a batch; the training split has \(trainingSamples)"
        }
        return message.map { [ExperimentProblem(.error, key: "batch.size", $0)] } ?? []
    }

    /// Why a batch cannot have that size; `nil` where it can.
    static func refusal(of size: Value, trainingSamples: Int, needsSeveralRows: Bool) -> String? {
        guard case .integer(let size) = size else { return nil }
        if size > trainingSamples {
            return "the training split has \(trainingSamples) samples, fewer than a batch of \(size); use 'all' or less"
        }
        return needsSeveralRows && size < 2 ? "batch normalization needs at least 2 samples a batch" : nil
    }
}
