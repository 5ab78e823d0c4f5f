import Training

/// Why keys cannot be used right now; shown dim beside them, and as a message when pressed all the same.
extension DashboardState {
    /// Why nothing can be asked of the run at all, whatever its phase.
    var reasonOnlyToWatch: String? { recording?.reason ?? reasonOfFork }

    var reasonNotToPause: String? {
        if let recording { return recording.reason }
        return switch run.phase {
        case .running, .paused: nil
        case .diverged: "the weights are not finite: undo first (u)"
        default: reasonNotTraining
        }
    }

    var reasonNotToStep: String? {
        if let reason = reasonOnlyToWatch { return reason }
        return switch run.phase {
        case .paused: nil
        case .running: "pause first (space)"
        case .diverged: "the weights are not finite: undo first (u)"
        default: reasonNotTraining
        }
    }

    var reasonNotToStop: String? {
        if let reason = reasonOnlyToWatch { return reason }
        return run.phase == .running || run.phase == .paused || run.phase == .diverged ? nil : reasonNotTraining
    }

    var reasonNotToUndo: String? {
        if let reason = reasonOnlyToWatch { return reason }
        if run.phase == .evaluating { return "the run is being evaluated" }
        // A divergence can be taken back to the last good state even where nothing was changed.
        return journal.canUndo || run.phase == .diverged ? nil : reasonOfNoIntervention
    }

    /// Why there is no intervention to undo or to fork at.
    var reasonOfNoIntervention: String {
        if journal.items.isEmpty { return "there was no intervention yet" }
        return "every intervention is undone" + (journal.canRedo ? ": U redoes" : "")
    }

    var reasonNotToRedo: String? { reasonOnlyToWatch ?? (journal.canRedo ? nil : "nothing was undone") }

    /// Why a key of the settings cannot be set; `nil` if it can be tried.
    func reasonNotToSet(_ key: String) -> String? {
        if let recording { return recording.reason }
        // More epochs make a run that is over go on.
        if !(run.phase.isOver && key == "epochs"), let reason = reasonNotToSteer { return reason }
        guard let tunable = run.tunable(key) else { return "this run has no \(key)" }
        return tunable.change == .live ? nil : "\(key) is fixed once a run has started"
    }

    var reasonNotToSteer: String? {
        if let reason = reasonOnlyToWatch { return reason }
        return switch run.phase {
        case .running, .paused, .diverged: nil
        default: reasonNotTraining
        }
    }

    /// A copy of weights that are not finite shows nothing.
    var reasonNotToFindRate: String? {
        if run.phase == .diverged { return "the weights are not finite: undo first (u)" }
        return reasonNotToSet("optimizer.lr")
    }

    var reasonNotToNudge: String? {
        guard let tunable = selectedControl else { return "this run has nothing to adjust" }
        if let reason = reasonNotToSet(tunable.key) { return reason }
        switch tunable.kind {
        case .real, .integer, .toggle: return nil
        case .choice, .choices: return "Enter opens the choices of \(tunable.key)"
        case .text, .reals: return "Enter edits \(tunable.key)"
        }
    }

    var reasonNotToResetView: String? {
        chart.visible == nil && chart.cursor == nil ? "all steps are in view" : nil
    }

    var isMenuOfSeveral: Bool {
        if case .menu(let menu)? = overlays.last { return menu.severalKey != nil }
        return false
    }

    /// Whether `esc` has something to leave.
    var canGoBack: Bool {
        if focus.view != .overview { return true }
        return chart.cursor != nil || chart.visible != nil || isEndPanelShown
    }

    private var reasonNotTraining: String? {
        switch run.phase {
        case .preparing: "the run is being prepared"
        case .evaluating: "the run is being evaluated"
        default: "the run is over"
        }
    }
}
