import Tunables

/// Whether the batch fits the training split and the layers.
enum BatchFit {
    static func problems(_ experiment: Experiment, trainingSamples: Int) -> [ExperimentProblem] {
        guard case .integer(let size)? = experiment.settings["batch.size"] ?? .integer(32),
            experiment.settings["batch.size"] != nil, size > trainingSamples
        else { return [] }
        let message =
            "the training split has \(trainingSamples) samples, fewer than a batch of \(size); use 'all' or less"
        return [ExperimentProblem(.error, key: "batch.size", message)]
    }

    static func batchNormProblems(_ experiment: Experiment, trainingSamples: Int) -> [ExperimentProblem] {
        guard StepPlan(experiment.settings, trainingSamples: trainingSamples).batchSize < 2 else { return [] }
        let remedy = trainingSamples < 2 ? "; the training split has \(trainingSamples)" : ""
        let message = "batch normalization needs at least 2 samples a batch\(remedy)"
        return [ExperimentProblem(.error, key: "batch.size", message)]
    }
}
