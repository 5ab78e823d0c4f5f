import Terminal
import Training

/// How gradients flow through the layers.
struct GradientFlowPane {
    var history: RunHistory
    /// The layers with weights, from the input on.
    var layers: [RunDescription.Layer]
    var view: ChartView

    func render(in rect: Rect, on canvas: inout Canvas) {
    }
}
