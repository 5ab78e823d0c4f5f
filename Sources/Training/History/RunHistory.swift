/// Everything a run has reported, in bounded memory: each telemetry column and each metric of the epochs as a
/// min/max/mean pyramid, the latest epochs as they came, and the stretches that were undone.
///
/// It grows with the logarithm of the number of steps, costs O(columns) a step, and answers what to draw in O(points).
public struct RunHistory: Sendable {
    /// Rows a level of the pyramids.
    static let capacity = 1024
    /// Epoch reports kept as they came; older ones live on in the pyramids.
    static let reportLimit = 1024
    /// Ghosts of what was left for good, and of what redoing brings back.
    static let ghostLimit = 6
    static let redoLimit = 24
    /// The rows a ghost is kept as (up to four times as many), and its latest reports.
    static let ghostRows = 256

    public let layout: TelemetryLayout
    /// The latest epochs of the current branch, oldest first (at most 1024).
    public internal(set) var epochs: [EpochReport] = []
    /// The latest best epochs of the current branch, oldest first.
    public internal(set) var bests: [EpochReport] = []
    /// Stretches that no redo brings back, oldest first.
    var left: [Ghost] = []
    /// What redoing brings back, the next one last.
    var undone: [UndoneStretch] = []
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
    /// The stretches that are not on the current branch: those left for good, then those that redoing brings back.
    public var ghosts: [Ghost] { left + undone.compactMap(\.ghost) }

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

    /// How much memory the history takes, in bytes.
    public var byteCount: Int {
        telemetry.byteCount + training.byteCount + validation.byteCount + ghosts.reduce(0) { $0 + $1.byteCount }
            + (epochs.capacity + bests.capacity) * MemoryLayout<EpochReport>.stride
    }
}
