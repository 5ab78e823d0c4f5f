import Tunables

/// A fork: the run goes on with its newest intervention, a second session trains without it, in turns.
extension TrainerLoop {
    /// Begins a fork of the newest intervention.
    ///
    /// - Parameter steps: how many both train from the snapshot before it; see ``Fork``.
    func beginFork(steps: Int?) throws {
        guard rangeTest == nil else { throw Refusal("a range test is running: it ends first") }
        if state == .diverged { throw Refusal(Self.divergedReason) }
        guard let point = undo.points.last, let head = journal.head else {
            throw Refusal(journal.head == nil ? "nothing to fork: there was no intervention yet" : Self.forgottenReason)
        }
        guard point.entries.contains(head), let before = point.before else { throw Refusal(thinnedReason(point)) }
        guard point.ended == nil else { throw Refusal("without it the run is over: there is nothing to compare") }
        let isStop = journal.entries[point.entries.lowerBound - 1].assignments.contains { $0.key == "stop" }
        if isStop { throw Refusal("the run was stopped by hand: undo (u) takes the stop back first") }
        let phase = state
        if phase.isOver, let trained { session.restore(trained) }
        let fork = try Fork(
            of: session, entries: point.entries, before: before, steps: steps, phase: phase, reason: summary?.reason,
            lastGood: lastGood,
            rows: TelemetryBatch(layout: self.steps.layout, capacity: self.steps.capacity))
        if phase.isOver { fork.endWith(.finished) }
        self.fork = fork
        isForkTraining = true
        lastNudge = nil
        enter(.running)
        events.append(.fork(fork.takeReport(.training, run: session)))
    }

    /// Why a command is not obeyed while a fork is under way; `nil` where it is.
    func reasonAgainst(_ action: Command.Action) -> String? {
        guard fork != nil else { return nil }
        switch action {
        case .keepFork, .cancelFork, .quit: return nil
        case .pause where isForkTraining, .resume where isForkTraining: return nil
        default: return "a fork is under way: keep one of the two, or cancel it (esc)"
        }
    }

    /// A turn: a step of the branch without, and one of the run itself where the two are level.
    func advanceFork() {
        guard let fork else { return }
        if !fork.isWithoutDone, !fork.isRunsTurn(session) { fork.stepWithout(seconds: clock.seconds) }
        if fork.isRunsTurn(session) {
            stepWith(fork)
            keepPace()
        }
        fork.measure(session)
        if fork.isWithoutDone, fork.isWithDone(session) {
            isForkTraining = false
            enter(.paused)
            events.append(.fork(fork.takeReport(.waiting, run: session)))
            handOver(atOnce: true)
        } else if isHandOverDue {
            events.append(.fork(fork.takeReport(.training, run: session)))
            handOver(atOnce: true)
        }
    }

    /// One step of the run itself, told as always; its end is kept back until the choice.
    private func stepWith(_ fork: Fork) {
        switch session.step(into: &steps) {
        case .stepped: break
        case .nonFinite(let report): return fork.endWith(.diverged(report))
        case .exploded(let reason): return fork.endWith(.earlyStopped(reason))
        }
        if session.isEpochComplete {
            let ended = closeEpoch()
            if let reason = ended.stopReason {
                fork.endWith(.earlyStopped(reason))
            } else if session.epoch >= session.epochs {
                fork.endWith(.finished)
            }
        }
        if fork.report.with.ending == nil, !session.dueScripts().isEmpty { fork.endWith(.script) }
        if fork.report.with.ending == nil { keepWhatIsDue() }
    }

    /// Goes on with one of the two; the other stays in the journal.
    func keepFork(with keepsIntervention: Bool) throws {
        guard let fork else { throw Refusal("there is no fork to choose from") }
        guard !isForkTraining else { throw Refusal("both branches still train: wait for the end, or cancel (esc)") }
        self.fork = nil
        if keepsIntervention {
            events.append(.fork(fork.takeReport(.keptWith, run: session)))
            return goOn(after: fork, ending: fork.report.with.ending)
        }
        let report = fork.takeReport(.keptWithout, run: session)
        takeWithout(fork)
        events.append(.fork(report))
        goOn(after: fork, ending: fork.report.without.ending)
    }

    /// Back to where the run was forked.
    func cancelFork() throws {
        guard let fork else { throw Refusal("there is no fork to cancel") }
        let hasMoved = session.step != fork.origin.step
        session.restore(fork.origin)
        lastGood = fork.lastGoodBefore
        if hasMoved { leaveSteps(to: (session.step, session.epoch), entry: 0, redo: false) }
        tellSettings()
        if hasMoved { keep(.rewound, phase: fork.phaseBefore.isOver ? fork.phaseBefore : .running) }
        self.fork = nil
        isForkTraining = false
        events.append(.fork(fork.takeReport(.canceled, run: session)))
        if fork.phaseBefore.isOver { return finish(fork.phaseBefore, reason: fork.reasonBefore) }
        enter(fork.phaseBefore)
    }

    /// Undoes the intervention and puts the run to the end of the branch that trained without it.
    private func takeWithout(_ fork: Fork) {
        let ended = fork.phaseBefore.isOver ? fork.phaseBefore : fork.report.with.ending?.phase
        guard let point = undo.popNewest(current: session.capture(), ended: ended, head: journal.head) else { return }
        session.restore(fork.session.capture())
        journal.move(to: point.headBefore)
        leaveSteps(to: (fork.report.start, point.epoch), entry: point.entries.lowerBound, redo: false)
        for report in fork.epochs { events.append(.epoch(report)) }
        steps.append(fork.rows)
        // A branch that has diverged is left for where it was forked.
        if case .diverged? = fork.report.without.ending {
            lastGood = point.before ?? fork.lastGoodBefore
        } else {
            lastGood = session.capture()
        }
        tellSettings()
        keep(.rewound)
    }

    private func goOn(after fork: Fork, ending: ForkReport.Ending?) {
        switch ending {
        case .diverged(let report): return diverge(report)
        case .finished where fork.phaseBefore.isOver && session.step == fork.origin.step:
            // A run that was over when it was forked ends as it had.
            return finish(fork.phaseBefore, reason: fork.reasonBefore)
        case .finished: end(as: .finished)
        case .earlyStopped(let reason): end(as: .earlyStopped, reason: reason)
        case .script, nil: break
        }
        fireScripts()
        if !state.isOver { enter(fork.phaseBefore == .paused ? .paused : .running) }
    }
}

extension ForkReport.Ending {
    /// The phase that a run ends in with it; `nil` where it goes on.
    fileprivate var phase: RunState? {
        switch self {
        case .finished: .finished
        case .earlyStopped: .earlyStopped
        case .diverged: .diverged
        case .script: nil
        }
    }
}
