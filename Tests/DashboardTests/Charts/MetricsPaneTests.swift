import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("The metrics pane")
struct MetricsPaneTests {
    private func text(
        _ run: SyntheticRun, task: RunDescription.Task = .classification,
        monitor: EarlyStopping.Monitor = .validationLoss,
        patience: (used: Int, allowed: Int)? = (3, 10),
        state: RunState = .running, test: SplitMetrics? = nil, charset: Charset = .braille, rows: Int = 6
    ) -> String {
        drawn(columns: 58, rows: rows) { rect, canvas in
            MetricsPane(
                history: run.history, task: task, monitor: monitor, patience: patience, state: state, test: test,
                charset: charset
            ).render(in: rect, on: &canvas)
        }.text
    }

    private func trained() -> SyntheticRun {
        var run = SyntheticRun()
        for (epoch, accuracy) in [0.95, 0.965, 0.962].enumerated() {
            run.run(to: 100 * (epoch + 1))
            run.report(
                epoch: epoch + 1, validation: SplitMetrics(loss: 0.2 - Double(epoch) * 0.01, accuracy: accuracy),
                training: SplitMetrics(loss: 0.1, accuracy: 0.991), isBest: epoch < 2)
        }
        return run
    }

    @Test("shows both splits, where they are going, and the best epoch")
    func classification() {
        let lines = text(trained()).split(separator: "\n").map(String.init)
        #expect(lines[1].contains("accuracy  train 0.991  val 0.962 ▼  at best loss 0.965"))
        #expect(lines[2].contains("loss      train 0.100  val 0.180 ▼  best 0.190 @ 2"))
        #expect(lines[3].contains("patience  ███░░░░░░░ 3/10"))
    }

    @Test("best is said of the metric that makes an epoch the best; the others tell what they were then")
    func bestBy() {
        let byScore = text(trained(), monitor: .validationScore).split(separator: "\n").map(String.init)
        #expect(byScore[1].contains("val 0.962 ▼  best 0.965 @ 2"))
        #expect(byScore[2].contains("val 0.180 ▼  at best score 0.190"))
        let byTraining = text(trained(), monitor: .trainingLoss)
        #expect(!byTraining.contains(" best 0.") && !byTraining.contains("▼  0.190"))
        var run = SyntheticRun()
        run.run(to: 10)
        run.report(epoch: 1, validation: SplitMetrics(loss: 0.5, r2: 0.87, mae: 0.31), isBest: true)
        let shown = text(run, task: .regression).split(separator: "\n").map(String.init)
        #expect(shown[1].contains("at best loss 0.870 @ 1") && shown[2].contains("at best loss 0.310 @ 1"))
        #expect(shown[3].contains("best 0.500 @ 1"))
    }

    @Test("the color says whether the direction is good, the sign which direction it is")
    func trendColors() {
        let canvas = drawn(columns: 58, rows: 6) { rect, canvas in
            MetricsPane(
                history: trained().history, task: .classification, patience: nil, state: .running, test: nil,
                charset: .braille
            ).render(in: rect, on: &canvas)
        }
        let trends = canvas.cells.filter { $0.character == "▼" }.map(\.style.role)
        #expect(trends == [.warning, .good])
    }

    @Test("a regression has its own metrics")
    func regression() {
        var run = SyntheticRun()
        run.run(to: 10)
        run.report(
            epoch: 1, validation: SplitMetrics(loss: 0.5, r2: 0.87, mae: 0.31),
            training: SplitMetrics(loss: 0.4, r2: 0.9, mae: 0.25), isBest: true)
        let shown = text(run, task: .regression)
        #expect(shown.contains("R²") && shown.contains("0.870") && shown.contains("MAE") && shown.contains("0.310"))
        #expect(text(run, task: .regression, charset: .ascii).contains("R2"))
    }

    @Test("the test result stands out when there is one, and stays in the smallest pane")
    func testResult() {
        let test = SplitMetrics(loss: 0.15, accuracy: 0.972)
        #expect(text(trained(), state: .earlyStopped, test: test).contains("test      accuracy 0.972  loss 0.150"))
        #expect(text(trained(), state: .earlyStopped, test: test, rows: 4).contains("test"))
        #expect(text(trained(), state: .earlyStopped).contains("stopped early"))
    }

    @Test("averages, ensembles and the zeros of an l1 each have a line where they are on")
    func techniques() {
        var run = trained()
        #expect(!text(run, rows: 12).contains("zeros"))
        var report = EpochReport(
            epoch: 4, step: 300, training: SplitMetrics(loss: 0.1, accuracy: 0.99),
            validation: SplitMetrics(loss: 0.2, accuracy: 0.96), learningRate: 0.1, seconds: 1, isBest: false)
        report.sparsity = Sparsity(total: 0.432, layers: [0.61, 0.05])
        report.averaged = SplitMetrics(loss: 0.15, accuracy: 0.971)
        report.ensemble = EnsembleReport(members: 3, metrics: SplitMetrics(loss: 0.14, accuracy: 0.982))
        run.history.append(report)
        let shown = text(run, rows: 12)
        #expect(shown.contains("averaged  accuracy 0.971  loss 0.150"))
        #expect(shown.contains("ensemble  of 3  accuracy 0.982  loss 0.140"))
        #expect(shown.contains("zeros     43 % of the weights  by layer 61 5"))
    }

    @Test("says so when no epoch is complete")
    func noEpoch() {
        #expect(text(SyntheticRun()).contains("no epoch is complete yet"))
    }
}
