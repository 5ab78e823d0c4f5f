/// A pane of the overview; its raw value orders `Tab`.
enum PaneID: Int, Sendable, Hashable, CaseIterable {
    case controls, loss, gradientFlow, learningRate, metrics

    var title: String {
        switch self {
        case .loss: "Loss"
        case .gradientFlow: "Gradient flow"
        case .learningRate: "Learning rate"
        case .metrics: "Metrics"
        case .controls: "Controls"
        }
    }

    /// Whether the pane has a time axis to zoom and inspect.
    var isChart: Bool { self == .loss || self == .gradientFlow || self == .learningRate }

    /// The pane after or before this one, around the circle.
    func neighbor(_ offset: Int) -> PaneID {
        let all = PaneID.allCases
        return all[(rawValue + offset + all.count) % all.count]
    }
}

/// A whole screen of the dashboard.
enum ViewID: Sendable, Hashable { case overview, runs, journal }

/// Where keys go.
struct Focus: Sendable, Hashable {
    var view = ViewID.overview
    var pane = PaneID.controls
}
