/// Everything a run has reported, in bounded memory: each telemetry column and each metric of the epochs as a
/// min/max/mean pyramid, the latest epochs as they came, and the stretches that were undone.
///
/// It grows with the logarithm of the number of steps, costs O(columns) a step, and answers what to draw in O(points).
public struct RunHistory: Sendable {
    /// Rows a level of the pyramids.
    static let capacity = 1024
    /// Epoch reports kept as they came; older ones live on in the pyramids.
    static let reportLimit = 1024
    /// Ghosts kept, and the rows one is kept as (up to four times as many).
    static let ghostLimit = 6
    static let ghostRows = 256

    public let layout: TelemetryLayout
    /// The latest epochs of the current branch, oldest first (at most 1024).
    public private(set) var epochs: [EpochReport] = []
    /// The latest best epochs of the current branch, oldest first.
    public private(set) var bests: [EpochReport] = []
    /// Stretches left by undoing, oldest first.
    public private(set) var ghosts: [Ghost] = []
    var telemetry: Pyramid
    var training: Pyramid
    var validation: Pyramid
    /// When the first step arrived and when the latest did, by the watcher's clock.
    var firstArrival: (step: Int, seconds: Double)?
    var lastArrival: (step: Int, seconds: Double)?

    public init(layout: TelemetryLayout) {
        self.init(layout: layout, capacity: Self.capacity)
    }

    init(layout: TelemetryLayout, capacity: Int) {
        self.layout = layout
        telemetry = Pyramid(columnCount: layout.columnCount, capacity: capacity)
        training = Pyramid(columnCount: EpochColumn.allCases.count, capacity: capacity)
        validation = Pyramid(columnCount: EpochColumn.allCases.count, capacity: capacity)
    }

    /// The last step on the current branch; 0 before the first.
    public var lastStep: Int { telemetry.lastStep }
    /// The first step known; `nil` before any.
    public var firstStep: Int? { telemetry.firstStep }
    /// The best epoch of the current branch.
    public var best: EpochReport? { bests.last }

    /// Appends what has arrived.
    ///
    /// - Parameter seconds: the watcher's clock, in seconds; until an epoch has reported its time, the wall-time axis
    ///   goes by it.
    public mutating func append(_ batch: TelemetryBatch, at seconds: Double? = nil) {
        telemetry.append(batch)
        guard let seconds, batch.count > 0 else { return }
        if firstArrival == nil { firstArrival = (lastStep, seconds) }
        lastArrival = (lastStep, seconds)
    }

    /// Appends what an epoch came to.
    public mutating func append(_ report: EpochReport) {
        let first = training.lastStep + 1
        training.append(
            first: min(first, report.step), last: report.step,
            values: EpochColumn.row(report.training, epoch: report.epoch, seconds: report.seconds))
        if let metrics = report.validation {
            validation.append(
                first: min(validation.lastStep + 1, report.step), last: report.step,
                values: EpochColumn.row(metrics, epoch: report.epoch, seconds: report.seconds))
        }
        while let last = epochs.last, last.step >= report.step { epochs.removeLast() }
        while let last = bests.last, last.step >= report.step { bests.removeLast() }
        if epochs.count >= Self.reportLimit { epochs.removeFirst(Self.reportLimit / 4) }
        epochs.append(report)
        guard report.isBest else { return }
        if bests.count >= Self.reportLimit { bests.removeFirst(Self.reportLimit / 4) }
        bests.append(report)
    }

    /// Says that the run may be taken back to a step: call it when an intervention is journaled, so that undoing it
    /// later cuts exactly there, however far away it is by then.
    public mutating func mark(step: Int) {
        telemetry.mark(step: step)
        training.mark(step: step)
        validation.mark(step: step)
    }

    /// Goes back to a step (undo): what follows it becomes a ghost. A step beyond the last brings the ghost back that
    /// reaches it (redo).
    public mutating func rewind(toStep step: Int, epoch: Int, redo: Bool = false) {
        if redo || step > lastStep, let index = ghosts.lastIndex(where: { $0.isWhole && $0.steps.contains(step) }) {
            let ghost = ghosts.remove(at: index)
            leave(afterStep: ghost.steps.lowerBound - 1, epoch: .max)
            ghost.telemetry.append(to: &telemetry)
            ghost.training.append(to: &training)
            ghost.validation.append(to: &validation)
            for report in ghost.epochs {
                epochs.append(report)
                if report.isBest { bests.append(report) }
            }
            telemetry.cut(toStep: step)
            cutEpochs(toStep: step, epoch: epoch)
        } else {
            leave(afterStep: step, epoch: epoch)
        }
    }

    /// Draws the branch of a fork that was not kept dimly from now on.
    public mutating func remember(_ branch: BranchHistory) {
        guard branch.lastStep > branch.start else { return }
        haunt(branch.history.ghost(after: branch.start, isWhole: false))
    }

    /// Forgets the ghost that the last way back left behind: what it showed will be the same again.
    public mutating func forgetNewestGhost() {
        if !ghosts.isEmpty { ghosts.removeLast() }
    }

    private mutating func haunt(_ ghost: Ghost) {
        ghosts.append(ghost)
        if ghosts.count > Self.ghostLimit { ghosts.removeFirst() }
    }

    private func ghost(after step: Int, isWhole: Bool) -> Ghost {
        Ghost(
            steps: step + 1...max(step + 1, lastStep), isWhole: isWhole,
            telemetry: PyramidTail(of: telemetry, after: step, limit: Self.ghostRows),
            training: PyramidTail(of: training, after: step, limit: Self.ghostRows),
            validation: PyramidTail(of: validation, after: step, limit: Self.ghostRows),
            epochs: Array(epochs.filter { $0.step > step }.suffix(Self.ghostRows)))
    }

    /// Turns what follows a step into a ghost.
    private mutating func leave(afterStep step: Int, epoch: Int) {
        if step < lastStep {
            haunt(ghost(after: step, isWhole: true))
            telemetry.cut(toStep: step)
        }
        cutEpochs(toStep: step, epoch: epoch)
    }

    private mutating func cutEpochs(toStep step: Int, epoch: Int) {
        training.cut(toStep: step)
        validation.cut(toStep: step)
        epochs.removeAll { $0.step > step || $0.epoch > epoch }
        bests.removeAll { $0.step > step || $0.epoch > epoch }
    }

    /// How much memory the history takes, in bytes.
    public var byteCount: Int {
        telemetry.byteCount + training.byteCount + validation.byteCount + ghosts.reduce(0) { $0 + $1.byteCount }
            + (epochs.capacity + bests.capacity) * MemoryLayout<EpochReport>.stride
    }
}
