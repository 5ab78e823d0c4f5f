import Tensors

/// The run without its newest intervention, at work on a session of its own beside the run itself, which is the branch
/// with it.
///
/// The session stands where undo would put the run, so that keeping it equals undo and training on; the run's own
/// session is not touched, so that keeping that equals never having forked.
final class Fork {
    /// How often both are measured on the way.
    private static let measurements = 10
    /// The least number of steps both train.
    static let leastSteps = 200

    let session: TrainingSession
    /// Where the run stood, and how, when it was forked.
    let origin: SessionState
    let phaseBefore: RunState
    let reasonBefore: String?
    let lastGoodBefore: SessionState

    /// All rows of the branch without, merged where they are many, and its epochs.
    private(set) var rows: TelemetryBatch
    private(set) var epochs: [EpochReport] = []
    private(set) var report: ForkReport
    private var measuredAt: Int

    /// - Parameters:
    ///   - run: standing where it is to be forked.
    ///   - before: the state just before the intervention.
    ///   - steps: how many both train; one epoch, at least 200 where none is given; never fewer than the run has made.
    init(
        of run: TrainingSession, entries: ClosedRange<Int>, before: SessionState, steps: Int?, phase: RunState,
        reason: String?, lastGood: SessionState, rows: TelemetryBatch
    ) throws {
        session = try TrainingSession(run.prepared)
        session.restore(before)
        // What was undone of the script stays suppressed.
        session.firedScripts.formUnion(run.firedScripts)
        origin = run.capture()
        phaseBefore = phase
        reasonBefore = reason
        lastGoodBefore = lastGood
        self.rows = rows
        self.rows.removeAll()
        let epoch = max(
            run.updateCount(samples: run.order.count), session.updateCount(samples: session.order.count))
        let wanted = phase.isOver ? 0 : steps ?? max(Self.leastSteps, epoch)
        report = ForkReport(
            entries: entries, start: before.step, goal: max(run.step, before.step + wanted),
            with: ForkReport.Branch(step: run.step), without: ForkReport.Branch(step: before.step))
        measuredAt = before.step
    }

    /// Whether the branch without has come as far as it is to.
    var isWithoutDone: Bool { report.without.ending != nil || session.step >= report.goal }

    func isWithDone(_ run: TrainingSession) -> Bool { report.with.ending != nil || run.step >= report.goal }

    /// Whether the run itself is to make the next step: the other one goes first, and catches up first.
    func isRunsTurn(_ run: TrainingSession) -> Bool {
        !isWithDone(run) && (isWithoutDone || session.step > run.step)
    }

    func endWith(_ ending: ForkReport.Ending) { report.with.ending = ending }

    /// One step without the intervention, and its epoch's end.
    func stepWithout(seconds: Double) {
        switch session.step(into: &rows) {
        case .stepped: break
        case .nonFinite(let found):
            report.without.ending = .diverged(found)
            return
        case .exploded(let reason):
            report.without.ending = .earlyStopped(reason)
            return
        }
        let loss = rows.value(row: rows.count - 1, column: TelemetryLayout.loss).mean
        report.points.append(ForkReport.Point(step: session.step, loss: loss))
        if session.isEpochComplete {
            let ended = session.endEpoch(seconds: seconds)
            epochs.append(ended.report)
            report.epochs.append(ended.report)
            if let reason = ended.stopReason {
                report.without.ending = .earlyStopped(reason)
            } else if session.epoch >= session.epochs {
                report.without.ending = .finished
            }
        }
        if report.without.ending == nil, !session.dueScripts().isEmpty { report.without.ending = .script }
    }

    /// Measures both at a tenth of the way each, where they stand at the same step, and at the end.
    func measure(_ run: TrainingSession) {
        let isLevel = session.step == run.step || isWithoutDone && isWithDone(run)
        guard isLevel else { return }
        let stride = max(1, (report.goal - report.start) / Self.measurements)
        guard session.step >= measuredAt + stride || isWithoutDone && isWithDone(run) else { return }
        measuredAt = session.step
        report.with.metrics = run.metricsInView
        report.without.metrics = session.metricsInView
    }

    /// How it stands, with what has come since it was last asked.
    func takeReport(_ phase: ForkReport.Phase, run: TrainingSession) -> ForkReport {
        report.phase = phase
        report.with.step = run.step
        report.without.step = session.step
        defer {
            report.points.removeAll(keepingCapacity: true)
            report.epochs.removeAll(keepingCapacity: true)
        }
        return report
    }
}

extension TrainingSession {
    /// The split by which branches are compared, under the present weights. Nothing that training depends on changes.
    fileprivate var metricsInView: SplitMetrics {
        evaluator.evaluate(network, on: prepared.validation.count > 0 ? prepared.validation : prepared.training)
    }
}
