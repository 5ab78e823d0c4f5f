import Training
import Tunables

/// What happened to a run, in the order it is to be written.
enum RunChange: Sendable {
    case rows(SeriesKind, SeriesBlock)
    case epoch(EpochReport)
    case journaled(JournalEntry, at: Double)
    case rewound(toStep: Int, epoch: Int, entry: Int, redo: Bool)
    case settings(Settings)
    case state(RunState)
    case finding(RecordedFinding)
    case withdrawn(RecordedFinding)
    case checkpoint(RecordedCheckpoint)
    case finished(RunSummary)
}

/// What waits to be written, bounded: steps and epochs that come too fast share rows.
struct PendingChanges: Sendable {
    /// Whether and when something has to be written.
    enum Need { case nothing, soon, now }

    private(set) var changes: [RunChange] = []
    private(set) var failure: RunsError?
    private var isDurable = false
    /// Whether the writer has been asked, and whether to hurry.
    private var isScheduled = false
    private var isUrgent = false

    private var steps: SeriesSampler
    private var epochs: SeriesSampler
    private var stepRows: SeriesBlock
    private var epochRows: SeriesBlock
    private var lastEpochStep = 0
    /// How far the run is known: its last step and how many interventions it has had.
    private var lastStep = 0
    private var entryCount = 0
    /// Reports are kept whole, so many a second and more at the start; beyond that the latest and the best of each fifth of
    /// a second.
    private var reports = RowAllowance(rate: 25, start: 2000)
    private var latestReport: EpochReport?
    private var bestReport: EpochReport?
    private var reportedAt = -1.0
    private static let reportInterval = 0.2

    /// Rows and changes that may wait before they are thinned or given up.
    private static let mostRows = 4096
    private static let mostChanges = 50_000

    /// - Parameters:
    ///   - step: how far the run is known already.
    ///   - entries: how many interventions are.
    init(columnCount: Int, step: Int = 0, entries: Int = 0) {
        lastStep = step
        entryCount = entries
        steps = SeriesSampler(columnCount: columnCount, rate: SeriesKind.steps.rate, start: SeriesKind.steps.start)
        epochs = SeriesSampler(
            columnCount: EpochSeriesColumn.allCases.count, rate: SeriesKind.epochs.rate,
            start: SeriesKind.epochs.start)
        stepRows = SeriesBlock(columnCount: columnCount)
        epochRows = SeriesBlock(columnCount: EpochSeriesColumn.allCases.count)
    }

    /// Takes events, then the steps that arrived with them.
    mutating func take(_ events: [RunEvent], _ batch: TelemetryBatch, at seconds: Double) {
        for event in events { take(event, at: seconds) }
        if batch.count > 0 { lastStep = max(lastStep, batch.lastSteps[batch.count - 1]) }
        steps.take(batch, at: seconds, into: &stepRows)
        if stepRows.count > Self.mostRows { stepRows.halve() }
        if epochRows.count > Self.mostRows { epochRows.halve() }
    }

    private mutating func take(_ event: RunEvent, at seconds: Double) {
        switch event {
        case .epoch(let report):
            epochs.take(
                first: min(lastEpochStep + 1, report.step), last: report.step, values: EpochSeriesColumn.row(report),
                at: seconds, into: &epochRows)
            lastEpochStep = report.step
            latestReport = report
            if report.isBest { bestReport = report }
            if reports.rows(at: seconds) > 0 {
                reports.spend(1)
                reportedAt = seconds
                putReports()
            } else if seconds - reportedAt >= Self.reportInterval {
                reportedAt = seconds
                putReports()
            }
        case .journaled(let entry):
            entryCount = max(entryCount, entry.id)
            append(.journaled(entry, at: Timestamp.now))
        case .rewound(let step, let epoch, let entry, let redo):
            closeRows()
            lastEpochStep = step
            lastStep = step
            append(.rewound(toStep: step, epoch: epoch, entry: entry, redo: redo))
        case .settings(let settings, _): append(.settings(settings))
        case .state(let state):
            if state != .running { closeRows() }
            append(.state(state))
        case .nonFinite(let report):
            let layer = report.layerLabel.map { " of layer \($0) \(report.layerName ?? "")" } ?? ""
            append(
                .finding(
                    RecordedFinding(
                        step: report.step, kind: "diverged", severity: "alarm",
                        message: "The \(report.tensor.rawValue)\(layer) is not finite at step \(report.step)")))
        case .finished(let summary):
            closeRows()
            append(.finished(summary))
        case .fork(let report): if let finding = RecordedFinding(report) { append(.finding(finding)) }
        case .applied, .rejected, .outlook, .patience, .rateSweep, .rateMatched, .undoMemory: break
        }
    }

    mutating func append(_ change: RunChange) {
        switch change {
        case .journaled, .rewound, .checkpoint, .finished:
            isDurable = true
            isUrgent = true
        default: break
        }
        changes.append(change)
        if changes.count > Self.mostChanges {
            fail(
                RunsError(
                    .busy, place: "the run database", reason: "the disk does not keep up with the run",
                    remedy: "use a folder on a faster disk"))
        }
    }

    /// Ends the rows at hand: the run pauses, ends, or leaves this branch. What came before is written before what follows.
    mutating func closeRows() {
        steps.close(into: &stepRows)
        epochs.close(into: &epochRows)
        putReports()
        putRows()
    }

    private mutating func putReports() {
        if let bestReport, bestReport != latestReport { append(.epoch(bestReport)) }
        if let latestReport { append(.epoch(latestReport)) }
        bestReport = nil
        latestReport = nil
    }

    private mutating func putRows() {
        if !stepRows.isEmpty { changes.append(.rows(.steps, stepRows)) }
        if !epochRows.isEmpty { changes.append(.rows(.epochs, epochRows)) }
        stepRows.removeAll()
        epochRows.removeAll()
    }

    /// Whether everything that a snapshot goes back to has been reported.
    func covers(_ snapshot: RunSnapshot) -> Bool {
        failure != nil || (lastStep >= snapshot.state.step && entryCount >= snapshot.journal.entries.count)
    }

    /// What the writer is to be asked for; it is asked once.
    mutating func takeNeed() -> Need {
        if isUrgent {
            isUrgent = false
            return .now
        }
        guard !isScheduled, !changes.isEmpty || !stepRows.isEmpty || !epochRows.isEmpty else { return .nothing }
        isScheduled = true
        return .soon
    }

    /// Hands everything to the writer.
    mutating func takeAll() -> (changes: [RunChange], isDurable: Bool, failure: RunsError?) {
        putRows()
        defer {
            changes = []
            isDurable = false
            isScheduled = false
        }
        return (changes, isDurable, failure)
    }

    /// Gives recording up; whether that is news.
    @discardableResult
    mutating func fail(_ error: RunsError) -> Bool {
        guard failure == nil else { return false }
        failure = error
        changes = []
        stepRows.removeAll()
        epochRows.removeAll()
        return true
    }
}
