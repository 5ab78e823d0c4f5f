import Tunables

/// Whether what a preset's script sets can be set when its moment comes; a run would refuse it then, hours later perhaps.
enum ScriptFit {
    static func problems(
        _ experiment: Experiment, trainingSamples: Int, fit: KeyFit, needsSeveralRows: Bool
    ) -> [ExperimentProblem] {
        let declared = ExperimentSchema.tunables(for: experiment.settings, layerCount: experiment.layerCount)
        return experiment.interventions.enumerated().flatMap { index, intervention in
            intervention.assignments.compactMap { assignment -> ExperimentProblem? in
                let message =
                    assignment.key == "batch.size"
                    ? BatchFit.refusal(
                        of: assignment.value, trainingSamples: trainingSamples, needsSeveralRows: needsSeveralRows)
                    : declared.first { $0.key == assignment.key }.flatMap { fit.refusal($0, value: assignment.value) }
                return message.map {
                    ExperimentProblem(.error, key: "interventions.\(index + 1).\(assignment.key)", $0)
                }
            }
        }
    }
}
