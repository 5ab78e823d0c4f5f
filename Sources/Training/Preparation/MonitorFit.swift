import Optimization
import Tunables

/// Whether what early stopping and the plateau schedule watch is there.
enum MonitorFit {
    static func problems(_ settings: Settings, validationSamples: Int) -> [ExperimentProblem] {
        guard validationSamples == 0 else { return [] }
        var problems: [ExperimentProblem] = []
        let rule = EarlyStopping.Rule(settings)
        if rule.isEnabled, !rule.monitors.contains(.trainingLoss) {
            let message =
                "no rows are set aside for validation, so early stopping has nothing to watch and never stops; raise "
                + "'data.validation', or set 'early_stopping.monitor' to training_loss"
            problems.append(ExperimentProblem(.warning, key: "early_stopping.enabled", message))
        }
        if settings["schedule.name"] == "plateau" {
            let message =
                "no rows are set aside for validation, so the plateau schedule watches the training loss; raise "
                + "'data.validation' to have it watch the validation loss"
            problems.append(ExperimentProblem(.warning, key: "schedule.name", message))
        }
        return problems
    }
}
