import Terminal
import Training

/// The loss over time: the training loss as a band of its extremes with a smoothed line, the validation loss an epoch,
/// the best epoch, the interventions, and the stretches that were undone.
struct LossPane {
    var history: RunHistory
    var marks: [ChartMark]
    /// The weight of the smoothing, 0…1.
    var smoothing: Double
    var isLogarithmic: Bool
    var view: ChartView

    func render(in rect: Rect, on canvas: inout Canvas) {
    }
}
