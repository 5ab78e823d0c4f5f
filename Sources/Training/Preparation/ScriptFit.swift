import Datasets
import Tunables

/// Whether what a preset's script sets can be set when its moment comes; a run would refuse it then, hours later perhaps.
enum ScriptFit {
    static func problems(
        _ experiment: Experiment, trainingSamples: Int, sample: SampleKind, needsSeveralRows: Bool
    ) -> [ExperimentProblem] {
        experiment.interventions.enumerated().flatMap { index, intervention in
            intervention.assignments.compactMap { assignment -> ExperimentProblem? in
                let message =
                    assignment.key == "batch.size"
                    ? BatchFit.refusal(
                        of: assignment.value, trainingSamples: trainingSamples, needsSeveralRows: needsSeveralRows)
                    : augmentationRefusal(assignment, sample: sample)
                return message.map {
                    ExperimentProblem(.error, key: "interventions.\(index + 1).\(assignment.key)", $0)
                }
            }
        }
    }

    private static func augmentationRefusal(_ assignment: Assignment, sample: SampleKind) -> String? {
        Augmentation.tunables.first { $0.key == assignment.key }
            .flatMap { AugmentationFit.refusal($0, value: assignment.value, sample: sample) }
    }
}
