import Training
import Tunables

extension DashboardState {
    /// Sends a verb or a change, and says so until it is answered.
    mutating func send(_ action: Command.Action, source: CommandSource = .key) -> [Effect] {
        var words = JournalWords.verb(action)
        if case .set(let assignments) = action {
            guard !assignments.isEmpty else { return [] }
            words = assignments.map { JournalWords.change($0, from: coming($0.key)) }.joined(separator: ", ")
        }
        let command = commands.add(action, source: source, words: words, step: run.step)
        if !action.showsItself {
            toasts.show(
                .requested, words + ": requested", command: command.id, topic: commands.open.last?.topic, now: now)
        }
        return [.send(command)]
    }

    /// Sets one key.
    mutating func assign(_ key: String, _ value: Value, source: CommandSource = .key) -> [Effect] {
        send(.set([Assignment(key, value)]), source: source)
    }

    mutating func applied(_ id: Int, atStep step: Int) {
        guard let entry = commands.close(id), !entry.command.action.showsItself else { return }
        // Undo and redo have told what they did when the run went back.
        guard !entry.command.action.isTimeTravel || toasts.isRequested(id) else { return }
        if let words = wordsIfUnchanged(entry) {
            return toasts.show(.notice, words, command: id, topic: entry.topic, now: now)
        }
        let moment = ": applied at step \(ChartNumber.grouped(step))"
        let words =
            entry.assignments.isEmpty ? nil : entry.journaled.map { JournalWords.effect(of: [$0], moment: moment) }
        toasts.show(
            .applied, (words ?? entry.words + moment) + idleWords(entry.assignments), command: id, topic: entry.topic,
            now: now)
    }

    /// That a change was none, for what was asked for was so already; `nil` where something has changed.
    private func wordsIfUnchanged(_ entry: CommandLedger.Entry) -> String? {
        guard entry.journaled == nil, !entry.assignments.isEmpty else { return nil }
        let keys = entry.assignments.map { (try? ExperimentSchema.resolve($0.key, among: run.tunables))?.key ?? $0.key }
        let names = keys.map { key in
            "\(JournalWords.shortName(key)) is already \(run.value(key).map(JournalWords.text) ?? "so")"
        }
        return names.joined(separator: ", ") + ": nothing changed"
    }

    /// Why what was set has no effect yet, the first reason, after a semicolon; empty where all of it acts.
    private func idleWords(_ assignments: [Assignment]) -> String {
        let assigned = Dictionary(assignments.map { ($0.key, $0.value) }) { $1 }
        for assignment in assignments {
            let key = (try? ExperimentSchema.resolve(assignment.key, among: run.tunables))?.key ?? assignment.key
            let reason = ExperimentSchema.idleReason(of: key, among: run.tunables) { assigned[$0] ?? run.value($0) }
            if let reason { return "; \(reason)" }
        }
        return ""
    }

    mutating func rejected(_ id: Int, reason: String) {
        guard let entry = commands.close(id) else {
            // Not asked here: the preset's own script.
            toasts.show(.refused, "script: refused, \(reason)", now: now)
            journal.log(.refusal, "script: refused, \(reason)", step: run.step)
            return
        }
        if entry.command.action == .stop { isLeavingAfterStop = false }
        if case .findRate = entry.command.action { removeRateSearch() }
        // The test had ended already.
        if entry.command.action == .cancelFindRate { return }
        toasts.show(.refused, "\(entry.words): refused, \(reason)", command: id, topic: entry.topic, now: now)
        journal.log(.refusal, "\(entry.words): refused, \(reason)", step: run.step)
    }

    /// An intervention stands in the journal; what did not come from this screen is announced here.
    mutating func journaled(_ entry: JournalEntry) {
        // What a resumed run does again comes as fast as it trains, however slowly it was asked for then.
        let isAsked = commands.open.contains { $0.command.id == entry.commandID && $0.command.source == entry.source }
        commands.note(entry)
        journal.add(entry, now: isAsked ? now : nil)
        history.mark(step: entry.step)
        history.dropRedo()
        noteUpdates(after: entry)
        guard entry.source == .script || entry.source == .remedy else { return }
        let moment = JournalWords.origin(entry.source) + ": applied at step \(ChartNumber.grouped(entry.step))"
        let words = JournalWords.effect(of: [entry], moment: moment)
        toasts.show(.applied, words + idleWords(entry.assignments), now: now)
    }

    /// The interventions as the time axes show them, those asked for included.
    var marks: [ChartMark] {
        var marks = journal.current.map {
            ChartMark(number: $0.number, step: $0.step, isPending: false, label: $0.words)
        }
        for (offset, entry) in commands.interventions.enumerated() {
            marks.append(
                ChartMark(
                    number: journal.nextNumber + offset, step: entry.step, isPending: true, label: entry.words))
        }
        return marks
    }
}

extension Command.Action {
    /// Whether it moves the run along its own past.
    var isTimeTravel: Bool { self == .undo || self == .redo || isRewind }

    var isRewind: Bool { if case .rewind = self { true } else { false } }

    /// Whether its effect is plain to see at once, so that a message would only be in the way.
    fileprivate var showsItself: Bool {
        switch self {
        case .pause, .resume, .step, .finishEpoch, .findRate, .cancelFindRate, .matchRate, .fork, .keepFork,
            .cancelFork, .quit:
            true
        case .set, .stop, .undo, .redo, .rewind: false
        }
    }
}
