/// What the branch of a fork that is not the run itself has reported: its loss, step by step, and its epochs.
public struct BranchHistory: Sendable {
    /// The step it begins after.
    public let start: Int
    private(set) var history = RunHistory(layout: TelemetryLayout(layerCount: 0))

    public init(start: Int) { self.start = start }

    /// The last step known; `start` before the first.
    public var lastStep: Int { max(start, history.lastStep) }

    /// Appends what a report brings.
    public mutating func append(_ report: ForkReport) {
        for epoch in report.epochs { history.append(epoch) }
        guard !report.points.isEmpty else { return }
        var batch = TelemetryBatch(layout: history.layout, capacity: report.points.count)
        for point in report.points {
            batch.append(step: point.step) { row in
                for column in 0..<history.layout.columnCount { row[column] = 0 }
                row[TelemetryLayout.loss] = point.loss
            }
        }
        history.append(batch)
    }

    /// What the loss did, as ``RunHistory/buckets(column:steps:count:)``.
    public func losses(steps: ClosedRange<Int>, count: Int) -> [Bucket] {
        history.buckets(column: TelemetryLayout.loss, steps: steps, count: count)
    }

    /// What the validation loss of its epochs did.
    public func validationLosses(steps: ClosedRange<Int>, count: Int) -> [Bucket] {
        history.buckets(.loss, of: .validation, steps: steps, count: count)
    }
}
