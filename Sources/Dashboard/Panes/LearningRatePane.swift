import Terminal
import Training

/// The learning rate: what it was, and what the schedule will make of it.
struct LearningRatePane {
    var history: RunHistory
    var outlook: [RatePoint]
    /// Why nothing can be foreseen, where the outlook is empty.
    var outlookReason: String?
    var scheduleName: String
    /// The rate the schedule starts from, as set; `nil` where it is not known.
    var baseRate: Double?
    var marks: [ChartMark]
    var view: ChartView

    init(
        history: RunHistory, outlook: [RatePoint], outlookReason: String?, scheduleName: String,
        baseRate: Double? = nil, marks: [ChartMark], view: ChartView
    ) {
        self.history = history
        self.outlook = outlook
        self.outlookReason = outlookReason
        self.scheduleName = scheduleName
        self.baseRate = baseRate
        self.marks = marks
        self.view = view
    }

    func render(in rect: Rect, on canvas: inout Canvas) {
    }
}
