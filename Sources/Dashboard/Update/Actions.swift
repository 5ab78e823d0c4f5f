import Terminal
import Training
import Tunables

extension DashboardState {
    /// Does what a key, a click or a palette word stands for. Whether it can be done was asked before.
    mutating func perform(_ action: KeyAction) -> [Effect] {
        if !overlays.isEmpty, let effects = performInOverlay(action) { return effects }
        switch action {
        case .togglePause: return send(run.phase == .running ? .pause : .resume)
        case .step: return send(.step)
        case .finishEpoch: return send(.finishEpoch)
        case .stop: overlays.append(.dialog(.stop(run)))
        case .undo: return send(.undo)
        case .redo: return send(.redo)
        case .fork: return send(.fork(steps: nil))
        case .cancelFork: return send(.cancelFork)
        case .rewind: return rewindToSelected()
        case .chooseOptimizer: openChoices("optimizer.name")
        case .chooseSchedule: openChoices("schedule.name")
        case .findRate: return findRate()
        case .chooseClipping: openChoices("clip.name")
        case .toggleDropout: return toggleDropout()
        case .toggleEarlyStopping: return toggle("early_stopping.enabled")
        case .increase: return nudge(.up, isFine: false)
        case .decrease: return nudge(.down, isFine: false)
        case .increaseFine: return nudge(.up, isFine: true)
        case .decreaseFine: return nudge(.down, isFine: true)
        case .openPalette: overlays.append(.palette(PaletteState(history: paletteHistory)))
        case .showOverview: if !leaveRecording(to: .overview) { focus.view = .overview }
        case .showRuns: return leaveRecording(to: .runs) ? [] : showRuns()
        case .showJournal: focus.view = .journal
        case .screenshot: return screenshot()
        case .cycleTheme:
            options.theme = options.theme.next
            notify("theme: \(options.theme.name), \(options.theme.summary)")
        case .help: overlays.append(.help(HelpState(contexts: contexts, title: helpTitle)))
        case .quit: return leaveRecording(to: .quit) ? [] : quit()
        case .interrupt: return leaveRecording(to: .interrupt) ? [] : interrupt()
        case .repaint: return [.repaint]
        case .suspend: return [.suspend]
        case .toggleMouse:
            options.isMouseOn.toggle()
            notify(options.isMouseOn ? "mouse on" : "mouse off: the terminal selects text itself")
            return [.setMouse(options.isMouseOn)]
        default: return performInView(action)
        }
        return []
    }

    /// What the help is about.
    private var helpTitle: String {
        switch overlays.last {
        case .menu(let menu): menu.title
        case .dialog(let dialog): dialog.title
        case .rateSearch: "Learning-rate range test"
        default:
            switch focus.view {
            case .overview: focus.pane.title
            case .runs: "Recorded runs"
            case .journal: "Journal"
            }
        }
    }

    private var isOver: Bool { run.summary != nil || run.phase.isOver }

    /// Leaves at once when nothing is lost by it, asks otherwise.
    private mutating func quit() -> [Effect] {
        if isOver { return [.quit(.quit)] }
        overlays.append(.dialog(quitDialog))
        return []
    }

    var quitDialog: Dialog { .quit(run, canSave: options.canSave, trouble: recordingTrouble) }

    /// `^C`: asks like `q`; while it asks, leaves at once.
    private mutating func interrupt() -> [Effect] {
        let isAsking = overlays.contains { overlay in
            if case .dialog(let dialog) = overlay { dialog.kind == .quit } else { false }
        }
        return isAsking || isLeavingAfterStop ? [.quit(.quit)] : quit()
    }
}
