import Terminal
import Training

/// The metrics of the latest epoch beside the best, and how much patience is left.
struct MetricsPane {
    var history: RunHistory
    var task: RunDescription.Task
    var patience: (used: Int, allowed: Int)?
    var state: RunState
    /// The test split's metrics, once the run is over.
    var test: SplitMetrics?
    var charset: Charset

    func render(in rect: Rect, on canvas: inout Canvas) {
    }
}
