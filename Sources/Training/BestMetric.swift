/// The monitored metric of the best epoch, as it is read: a score is better where it is higher, a loss where it is lower.
public struct BestMetric: Sendable, Hashable, Codable {
    public let monitor: EarlyStopping.Monitor
    public let value: Double

    public init(_ monitor: EarlyStopping.Monitor, _ value: Double) {
        self.monitor = monitor
        self.value = value
    }

    /// - Returns: `nil` where the report does not have the metric.
    init?(_ monitor: EarlyStopping.Monitor, in report: EpochReport) {
        guard let judged = monitor.value(in: report) else { return nil }
        self.init(monitor, monitor == .validationScore ? -judged : judged)
    }

    /// `validation score`
    public var name: String { monitor.rawValue.replacing("_", with: " ") }
}
