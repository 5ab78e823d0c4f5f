import Tunables

/// Whether settings are what their declarations allow. Those of a preset were checked where it was read; those of a
/// checkpoint or a database could be anything.
enum SettingsFit {
    static func problems(_ experiment: Experiment) -> [ExperimentProblem] {
        let own = problems(experiment.settings, layerCount: experiment.layerCount)
        guard own.isEmpty else { return own }
        var script = ScriptSettings(experiment)
        return experiment.interventions.enumerated().compactMap { index, intervention in
            for assignment in intervention.assignments where !intervention.isStop {
                if let tunable = script.tunable(assignment.key), let problem = problem(tunable, assignment.value) {
                    return ExperimentProblem(.error, key: "interventions.\(index + 1).\(tunable.key)", problem.message)
                }
                script.set(assignment.key, to: assignment.value)
            }
            return nil
        }
    }

    static func problems(_ settings: Settings, layerCount: Int) -> [ExperimentProblem] {
        ExperimentSchema.tunables(for: settings, layerCount: layerCount).compactMap { tunable in
            settings[tunable.key].flatMap { problem(tunable, $0) }
        }
    }

    private static func problem(_ tunable: Tunable, _ value: Value) -> ExperimentProblem? {
        do throws(TunableError) {
            let checked = try tunable.check(value)
            // A number is read as one, whole or not; of anything else the form counts as well.
            if case .word = checked, checked != value {
                throw .wrongType(key: tunable.key, expected: tunable.expectation, found: value.description)
            }
            return nil
        } catch {
            return ExperimentProblem(.error, key: tunable.key, error.description)
        }
    }
}

extension Experiment {
    /// - Throws: every setting, of its own or of its script, that is not what its declaration allows.
    func refuseUndeclared() throws(ExperimentErrors) {
        let problems = SettingsFit.problems(self)
        if !problems.isEmpty { throw ExperimentErrors(problems: problems) }
    }
}
