import Terminal
import Training

/// The chart panes as the state wants them: drawing and pointing use the same values.
extension DashboardState {
    var lossPane: LossPane {
        LossPane(
            history: history, marks: marks, smoothing: chart.smoothing, isLogarithmic: chart.isLogarithmic,
            view: chartView(of: .loss), branch: fork?.branch, recorded: recordedCurves)
    }

    /// The curves of the recorded runs that are marked.
    private var recordedCurves: [(letter: Character, curves: RunCurves)] {
        guard let comparison = runsView.comparison else { return [] }
        return comparison.curves.compactMap { curves in
            runsView.mark(of: curves.id).map { (DotInk.compared[$0].asciiSign, curves) }
        }
    }

    var gradientFlowPane: GradientFlowPane {
        GradientFlowPane(history: history, layers: run.description.layers, view: chartView(of: .gradientFlow))
    }

    var learningRatePane: LearningRatePane {
        let scheduleName = if case .word(let name)? = run.value("schedule.name") { name } else { "" }
        return LearningRatePane(
            history: history, outlook: run.outlook, outlookReason: run.outlookReason, scheduleName: scheduleName,
            baseRate: run.value("optimizer.lr")?.number, marks: marks, view: chartView(of: .learningRate))
    }

    var metricsPane: MetricsPane {
        // Patience means nothing while early stopping is off.
        let isStoppingEarly = run.value("early_stopping.enabled") != .toggle(false)
        return MetricsPane(
            history: history, task: run.description.task, monitor: run.monitor,
            patience: isStoppingEarly ? run.patience : nil, state: run.phase, test: run.summary?.test,
            charset: options.charset)
    }

    private func chartView(of pane: PaneID) -> ChartView {
        ChartView(
            charset: options.charset, axis: chart.axis, visible: chart.visible, cursor: chart.cursor,
            isFocused: focus.pane == pane)
    }

    /// The step under a place of a chart; `nil` where the pane has no time axis.
    func step(at point: Point, _ pane: PaneID, _ layout: Layout) -> Double? {
        guard let rect = layout.rect(of: pane) else { return nil }
        return switch pane {
        case .loss: lossPane.step(at: point, in: rect)
        case .gradientFlow: gradientFlowPane.step(at: point, in: rect)
        case .learningRate: learningRatePane.step(at: point, in: rect)
        case .metrics, .controls: nil
        }
    }
}
