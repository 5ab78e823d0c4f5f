import Tunables

/// Whether what a preset's script sets can be set when its moment comes; a run would refuse it then, hours later perhaps.
enum ScriptFit {
    /// - Parameter memory: why settings take more memory than there is.
    static func problems(
        _ experiment: Experiment, fit: KeyFit, trainingSamples: Int, needsSeveralRows: Bool,
        memory: (Settings) -> String? = { _ in nil }
    ) -> [ExperimentProblem] {
        var script = ScriptSettings(experiment)
        var problems: [ExperimentProblem] = []
        for (index, intervention) in experiment.interventions.enumerated() {
            for assignment in intervention.assignments {
                guard let tunable = script.tunable(assignment.key) else { continue }
                script.set(tunable.key, to: assignment.value)
                var message =
                    tunable.key == "batch.size"
                    ? BatchFit.refusal(
                        of: assignment.value, trainingSamples: trainingSamples, needsSeveralRows: needsSeveralRows)
                    : fit.refusal(tunable, value: assignment.value)
                if message == nil, ["batch.size", "optimizer.name"].contains(tunable.key) {
                    message = memory(script.settings)
                }
                if let message {
                    let key = "interventions.\(index + 1).\(tunable.key)"
                    problems.append(ExperimentProblem(.error, key: key, message))
                }
            }
        }
        return problems
    }
}
