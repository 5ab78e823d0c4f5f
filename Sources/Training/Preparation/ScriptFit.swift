import Tunables

/// Whether what a preset's script sets can be set when its moment comes; a run would refuse it then, hours later perhaps.
enum ScriptFit {
    static func problems(
        _ experiment: Experiment, fit: KeyFit, trainingSamples: Int, needsSeveralRows: Bool
    ) -> [ExperimentProblem] {
        var settings = experiment.settings
        var problems: [ExperimentProblem] = []
        for (index, intervention) in experiment.interventions.enumerated() {
            for assignment in intervention.assignments {
                let tunables = ExperimentSchema.tunables(for: settings, layerCount: experiment.layerCount)
                guard let tunable = tunables.first(where: { $0.key == assignment.key }) else { continue }
                settings = ExperimentSchema.setting(tunable.key, to: assignment.value, in: settings)
                let message =
                    tunable.key == "batch.size"
                    ? BatchFit.refusal(
                        of: assignment.value, trainingSamples: trainingSamples, needsSeveralRows: needsSeveralRows)
                    : fit.refusal(tunable, value: assignment.value)
                if let message {
                    let key = "interventions.\(index + 1).\(tunable.key)"
                    problems.append(ExperimentProblem(.error, key: key, message))
                }
            }
        }
        return problems
    }
}
