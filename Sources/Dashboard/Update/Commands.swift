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
        toasts.show(
            .applied, "\(entry.words): applied at step \(ChartNumber.grouped(step))", command: id, topic: entry.topic,
            now: now)
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
        journal.add(entry, now: isAsked ? now : nil)
        history.mark(step: entry.step)
        history.dropRedo()
        noteUpdates(after: entry)
        guard entry.source == .script || entry.source == .remedy else { return }
        let words = JournalWords.change(of: [entry]) + JournalWords.origin(entry.source)
        toasts.show(.applied, "\(words): applied at step \(ChartNumber.grouped(entry.step))", now: now)
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
