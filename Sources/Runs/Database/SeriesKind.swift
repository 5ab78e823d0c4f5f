import Training

/// Which series a block belongs to.
enum SeriesKind: Int, Sendable, CaseIterable {
    /// Telemetry's columns, a row a step or several.
    case steps = 0
    /// The metrics of the epochs.
    case epochs = 1

    /// Rows a second that are kept.
    var rate: Double {
        switch self {
        case .steps: 50
        case .epochs: 10
        }
    }

    /// Rows that are kept at once at the start: a run of a tenth of a second still has curves.
    var start: Double {
        switch self {
        case .steps: 512
        case .epochs: 1024
        }
    }
}

/// The columns of the epochs' series. A metric the task does not have is NaN.
enum EpochSeriesColumn: Int, CaseIterable {
    case loss, accuracy, r2, mae, validationLoss, validationAccuracy, validationR2, validationMAE, rate, epoch, seconds

    static func row(_ report: EpochReport) -> [Float] {
        func value(_ number: Double?) -> Float { number.map { Float($0) } ?? .nan }
        return [
            Float(report.training.loss), value(report.training.accuracy), value(report.training.r2),
            value(report.training.mae), value(report.validation?.loss), value(report.validation?.accuracy),
            value(report.validation?.r2), value(report.validation?.mae), Float(report.learningRate),
            Float(report.epoch), Float(report.seconds),
        ]
    }
}
