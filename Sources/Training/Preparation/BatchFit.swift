import Tunables

/// Whether the batch fits the training split and the layers.
enum BatchFit {
    static func problems(
        _ experiment: Experiment, trainingSamples: Int, needsSeveralRows: Bool
    ) -> [ExperimentProblem] {
        // Left at its default, the size gives way to a small split.
        let size = experiment.settings["batch.size"] ?? "all"
        let message = refusal(of: size, trainingSamples: trainingSamples, needsSeveralRows: needsSeveralRows)
        return message.map { [ExperimentProblem(.error, key: "batch.size", $0)] } ?? []
    }

    /// Why a batch cannot have that size; `nil` where it can.
    static func refusal(of size: Value, trainingSamples: Int, needsSeveralRows: Bool) -> String? {
        let count = if case .integer(let count) = size { count } else { trainingSamples }
        if count > trainingSamples {
            return "the training split has \(trainingSamples) samples, fewer than a batch of \(count); "
                + "use 'all' or less"
        }
        guard needsSeveralRows, count < 2 else { return nil }
        let remedy = trainingSamples < 2 ? "; the training split has \(trainingSamples)" : ""
        return "batch normalization needs at least 2 samples a batch\(remedy)"
    }
}
