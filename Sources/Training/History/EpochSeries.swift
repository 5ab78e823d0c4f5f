/// What the reports of the epochs are kept as for charts, each a column of a pyramid.
enum EpochColumn: Int, CaseIterable {
    case loss, accuracy, r2, mae
    /// The number of the epoch and the seconds at its end: how steps map to the other time axes.
    case epoch, seconds

    /// The columns that a report fills for one of its splits.
    static func row(_ metrics: SplitMetrics, epoch: Int, seconds: Double) -> [Float] {
        [
            Float(metrics.loss), Float(metrics.accuracy ?? 0), Float(metrics.r2 ?? 0), Float(metrics.mae ?? 0),
            Float(epoch), Float(seconds),
        ]
    }
}

/// A metric of the epochs' reports.
public enum EpochMetric: Sendable, Hashable, CaseIterable {
    case loss, accuracy, r2, mae

    var column: Int {
        switch self {
        case .loss: EpochColumn.loss.rawValue
        case .accuracy: EpochColumn.accuracy.rawValue
        case .r2: EpochColumn.r2.rawValue
        case .mae: EpochColumn.mae.rawValue
        }
    }
}

/// One of the two splits an epoch is measured on.
public enum EpochSplit: Sendable, Hashable { case training, validation }
