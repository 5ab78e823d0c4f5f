import Tunables

/// Why a command was not obeyed, in words for people.
struct Refusal: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

extension TrainerLoop {
    /// Obeys a command or refuses it, and says which.
    func handle(_ command: Command) {
        do {
            if let reason = reasonAgainst(command.action) { throw Refusal(reason) }
            switch command.action {
            case .set(let assignments):
                try intervene(assignments, source: command.source, commandID: command.id)
                endEmptiedEpoch()
                fireScripts()
            case .pause: try pause()
            case .resume: try goOn(.free)
            case .step: try goOn(.oneStep)
            case .finishEpoch: try goOn(.toEpochEnd)
            case .stop: try stop(source: command.source, commandID: command.id)
            case .undo: try undoLast()
            case .redo: try redoLast()
            case .rewind(let entry): try rewind(toBefore: entry)
            case .fork(let steps): try beginFork(steps: steps)
            case .keepFork(let keepsIntervention): try keepFork(with: keepsIntervention)
            case .cancelFork: try cancelFork()
            case .findRate(let range): try findRate(over: range)
            case .cancelFindRate: try cancelFindRate()
            case .matchRate(let optimizer): try matchRate(optimizer)
            case .quit: quit()
            }
            events.append(.applied(id: command.id, atStep: session.step))
        } catch let refusal as Refusal {
            events.append(.rejected(id: command.id, reason: refusal.reason))
        } catch let error as TunableError {
            events.append(.rejected(id: command.id, reason: error.description))
        } catch {
            events.append(.rejected(id: command.id, reason: "\(error)"))
        }
        handOver(atOnce: true)
    }

    static let overReason = "the run is over; more epochs make it go on, undo (u) takes back the last intervention"
    static let divergedReason = "the numbers are no longer finite; undo (u) goes back to the last good state"

    private func pause() throws {
        guard state == .running else { throw Refusal("nothing is running") }
        enter(.paused)
    }

    private func goOn(_ pace: Pace) throws {
        if state.isOver { throw Refusal(Self.overReason) }
        if state == .diverged { throw Refusal(Self.divergedReason) }
        self.pace = pace
        if state != .running { enter(.running) }
        self.pace = pace
    }

    func stop(source: CommandSource, commandID: Int) throws {
        if state.isOver { throw Refusal(Self.overReason) }
        let before = session.capture()
        let head = journal.head
        if state != .diverged { keep(.intervention, before) }
        let entry = journal.append(
            step: session.step, epoch: session.epoch, assignments: [Assignment("stop", true)], previous: [nil],
            source: source, commandID: commandID)
        undo.record(UndoHistory.Point(entries: entry.id...entry.id, before: before, headBefore: head, ended: ended))
        events.append(.journaled(entry))
        tellUndoMemory()
        finish(.stopped)
    }

    private func quit() {
        hasQuit = true
        if !state.isOver, state != .diverged { keep(.leaving) }
        if summary == nil || !state.isOver {
            let end = state == .diverged ? RunState.diverged : .stopped
            summary = session.summary(
                state: end, seconds: clock.seconds, interventions: journal.branch.count, evaluatesTest: false)
        }
        if let summary { events.append(.finished(summary)) }
    }

    // MARK: Interventions

    /// Checks, snapshots, applies and journals a list of assignments: all of them or none.
    ///
    /// - Parameters:
    ///   - recorded: the entry that the journal has of it already, where it is done again.
    ///   - ending: how the run is about to end if it gets no more epochs.
    /// - Returns: whether anything changed; what is set to what it was leaves no trace.
    @discardableResult
    func intervene(
        _ assignments: [Assignment], source: CommandSource, commandID: Int, recorded: JournalEntry? = nil,
        ending: RunState? = nil
    ) throws -> Bool {
        let change = try session.check(resolveMatch(assignments))
        let last = state.isOver ? state : ending
        // Only more epochs can follow the last one.
        if last != nil, !change.assignments.contains(where: { $0.key == "epochs" }) {
            throw Refusal(Self.overReason)
        }
        guard !change.assignments.isEmpty else { return false }
        if ending == nil, state.isOver, let trained { session.restore(trained) }
        let now = StopClock.now
        let isRepeat = last == nil && recorded == nil && isQuickRepeat(change.assignments, source: source, now: now)
        let before = isRepeat ? nil : session.capture()
        let head = journal.head
        if let before, recorded == nil, state != .diverged { keep(.intervention, before, phase: last ?? .running) }
        let rate = session.rateInForce
        session.apply(change)
        let rates = RateChange(from: rate, to: session.rateInForce, touching: change.assignments.map(\.key))
        if last == .earlyStopped { session.earlyStopping.forgive() }
        let entry =
            recorded
            ?? journal.append(
                step: session.step, epoch: session.epoch, assignments: change.assignments, previous: change.previous,
                source: source, commandID: commandID, rates: rates)
        journal.move(to: entry.id)
        if let before {
            undo.record(
                UndoHistory.Point(
                    entries: entry.id...entry.id, before: before, headBefore: head, ended: last ?? ended))
        } else {
            undo.extendNewest(through: entry.id)
        }
        lastNudge =
            source == .key && recorded == nil && change.assignments.count == 1 ? (change.assignments[0].key, now) : nil
        events.append(.journaled(entry))
        tellSettings()
        if state.isOver {
            summary = nil
            enter(.running)
        }
        return true
    }

    /// Whether this goes on nudging what was nudged less than a second ago: one undo takes all of it back.
    private func isQuickRepeat(_ assignments: [Assignment], source: CommandSource, now: UInt64) -> Bool {
        guard source == .key, assignments.count == 1, let last = lastNudge, last.key == assignments[0].key else {
            return false
        }
        return now - last.at < 1_000_000_000 && undo.points.last?.entries.upperBound == journal.head
    }
}
