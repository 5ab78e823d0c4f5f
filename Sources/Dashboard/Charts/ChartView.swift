import Terminal

/// What a chart's horizontal axis counts.
enum HorizontalAxis: String, Sendable, Hashable, CaseIterable {
    case step, epoch, wallTime

    /// The word under the axis.
    var unit: String {
        switch self {
        case .step: "step"
        case .epoch: "epoch"
        case .wallTime: "time"
        }
    }
}

/// An intervention as the charts show it: a number on a dotted line.
struct ChartMark: Sendable, Hashable {
    var number: Int
    var step: Int
    /// Asked for, not applied yet.
    var isPending: Bool
    var label: String
}

/// How the user looks at the charts.
struct ChartView: Sendable, Hashable {
    var charset: Charset = .braille
    var axis: HorizontalAxis = .step
    /// The steps in view; `nil` shows all.
    var visible: ClosedRange<Double>?
    /// The step whose exact values are read out.
    var cursor: Int?
    var isFocused = false
}
