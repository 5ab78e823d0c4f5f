import Training

extension DashboardState {
    /// Opens the view and reads the list anew.
    mutating func showRuns() -> [Effect] {
        focus.view = .runs
        return [.runs(.list)]
    }

    /// Moves and choices in the runs view.
    mutating func performInRuns(_ action: KeyAction) -> [Effect] {
        if runsView.isFiltering {
            if action == .back { runsView.clearFilter() }
            if action == .back || action == .activate { runsView.isFiltering = false }
            return askForCurves()
        }
        switch action {
        case .moveUp: moveInRuns(by: -1)
        case .moveDown: moveInRuns(by: 1)
        case .pageUp: moveInRuns(by: -10)
        case .pageDown: moveInRuns(by: 10)
        case .moveToStart: moveInRuns(by: -1_000_000)
        case .moveToEnd: moveInRuns(by: 1_000_000)
        case .pick: toggleMark()
        case .focusNext, .focusPrevious: runsView.isDetailFocused.toggle()
        case .sortByNext: runsView.sortByNext()
        case .reverseOrder: runsView.reverse()
        case .toggleCurve: runsView.showsTraining.toggle()
        case .toggleScale: chart.isLogarithmic.toggle()
        case .filter: runsView.isFiltering = true
        case .back: goBackFromRuns()
        default: return performOnRun(action)
        }
        return askForCurves()
    }

    /// What is done with the selected run.
    private mutating func performOnRun(_ action: KeyAction) -> [Effect] {
        guard let row = runsView.selected else { return [] }
        switch action {
        case .activate: return [.runs(.open(row.id))]
        case .resumeRun: overlays.append(.dialog(resumeDialog(row)))
        case .replayRun: overlays.append(.dialog(replayDialog(row)))
        case .exportRun: overlays.append(.menu(.exports(of: row)))
        case .removeRun: overlays.append(.dialog(.remove(row)))
        case .tagRun:
            overlays.append(.prompt(TextPrompt(.tags, of: row.id, text: row.tags.joined(separator: " "))))
        case .noteRun: overlays.append(.prompt(TextPrompt(.note, of: row.id, text: row.note)))
        default: break
        }
        return []
    }

    private mutating func moveInRuns(by offset: Int) {
        guard runsView.isDetailFocused else { return runsView.select(runsView.index + offset) }
        let last = RunsPane(state: self).lastDetailScroll(in: Layout(size: size, focus: focus.pane).body)
        runsView.detailScroll = min(last, max(0, runsView.detailScroll + offset))
    }

    /// Marks and goes on to the next row, so that neighbors are marked quickly.
    private mutating func toggleMark() {
        guard let row = runsView.selected else { return }
        if runsView.mark(of: row.id) == nil, runsView.marked.count >= RunsViewState.markLimit {
            notify("\(RunsViewState.markLimit) runs can be compared at a time: take a mark away first")
            return
        }
        runsView.toggleMark()
        runsView.select(runsView.index + 1)
    }

    private mutating func goBackFromRuns() {
        if !runsView.filter.text.isEmpty {
            runsView.clearFilter()
        } else if !runsView.marked.isEmpty {
            runsView.clearMarks()
        } else {
            focus.view = .overview
        }
    }

    /// Asks for the curves to draw, unless they are here or on their way.
    mutating func askForCurves(again: Bool = false) -> [Effect] {
        runsView.question(again: again).map { [.runs(.compare($0))] } ?? []
    }

    /// Takes what the keeper of the recorded runs says.
    mutating func take(_ answer: RunsAnswer) -> [Effect] {
        switch answer {
        case .listed(let rows):
            runsView.take(rows)
            return askForCurves(again: true)
        case .unavailable(let reason): runsView.fail(reason)
        case .compared(let comparison):
            runsView.take(comparison)
            return askForCurves()
        case .opened(let description, let row): open(description, row)
        case .past(let events, let batch): return forward(.past(events, batch)) ?? []
        case .telemetry(let events, let batch): return forward(.telemetry(events, batch)) ?? []
        }
        return []
    }

    /// Does what was typed about a run.
    mutating func finish(_ prompt: TextPrompt) -> [Effect] {
        switch prompt.topic {
        case .tags:
            let words = prompt.field.text.split { $0 == " " || $0 == "," }.map(String.init)
            return [.runs(.setTags(words, of: prompt.run))]
        case .note: return [.runs(.setNote(prompt.field.text, of: prompt.run))]
        }
    }
}

extension DashboardState {
    var reasonNoRunIsSelected: String? { runsView.selected == nil ? "no run is selected" : nil }

    func resumeDialog(_ row: RunRow) -> Dialog {
        .resume(row, option: options.runsOption, leaving: wordsOnLeaving)
    }

    func replayDialog(_ row: RunRow) -> Dialog {
        .replay(row, option: options.runsOption, leaving: wordsOnLeaving)
    }

    /// What becomes of the run on this screen when it is left for another.
    private var wordsOnLeaving: String {
        if run.summary != nil || run.phase.isOver { return "The run on this screen is over." }
        if options.canSave { return "The run on this screen is left; it is recorded and can be resumed as well." }
        return recordingTrouble?.isPartial == true
            ? "The run on this screen is ended; what came after recording stopped is lost."
            : "The run on this screen is ended and lost: it is not recorded."
    }

    /// Why the selected run cannot be changed by others.
    var reasonRunIsBusy: String? {
        if let reason = reasonNoRunIsSelected { return reason }
        return runsView.selected?.life == .live ? "the run is being trained" : nil
    }
}
