import Training
import Tunables

/// The experiment that a tuned run amounts to: its start, and every intervention in force at its step.
enum Recipe {
    static func experiment(of run: RecordedRun) -> Experiment {
        var recipe = run.experiment
        let branch = run.journal.branch
        // What the preset's own script did stands in the journal too, where it was not undone.
        recipe.interventions = branch.compactMap { entry in
            let intervention = ScriptedIntervention(at: .step(entry.step), entry.assignments)
            // Where more epochs made the run go on after a stop, it was none.
            return intervention.isStop && entry != branch.last ? nil : intervention
        }
        recipe.title = run.experiment.title.isEmpty ? run.record.id : run.experiment.title
        var lesson = "Run \(run.record.id) as a recipe: its interventions are written below, each at its step."
        if let weights = run.record.weightsSHA256 { lesson += "\nIts weights at the end: sha256 \(weights)." }
        if !run.experiment.lesson.isEmpty { lesson += "\n\n" + run.experiment.lesson }
        recipe.lesson = lesson
        // A recipe may be put anywhere: a path in it no longer starts from the preset's folder.
        if case .word(let path)? = recipe.settings["data.path"], !path.isEmpty, !path.hasPrefix("/"),
            !path.hasPrefix("~"),
            recipe.directory.hasPrefix("/")
        {
            recipe.settings["data.path"] = .word(recipe.directory + "/" + path)
        }
        return recipe
    }
}
