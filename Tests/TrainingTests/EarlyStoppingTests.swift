import Testing
import Training
import Tunables

@Suite("Early stopping")
struct EarlyStoppingTests {
    /// Runs losses past it; the epoch (from 1) at which it stops, and those that were best.
    private func run(
        _ settings: [String: Value], _ losses: [Double], scores: [Double]? = nil, training: [Double]? = nil
    ) -> (stop: Int?, best: [Int]) {
        var stopping = EarlyStopping(.init(Settings(settings.merging(["early_stopping.enabled": true]) { $1 })))
        var best: [Int] = []
        for (index, loss) in losses.enumerated() {
            let verdict = stopping.observe(
                report(index + 1, loss: loss, score: scores?[index], training: training?[index] ?? loss))
            if verdict.isBest { best.append(index + 1) }
            if verdict.stop != nil { return (index + 1, best) }
        }
        return (nil, best)
    }

    private func report(_ epoch: Int, loss: Double?, score: Double? = nil, training: Double = 1) -> EpochReport {
        EpochReport(
            epoch: epoch, step: epoch * 10, training: SplitMetrics(loss: training),
            validation: loss.map { SplitMetrics(loss: $0, accuracy: score) }, learningRate: 0.1, seconds: 0,
            isBest: false)
    }

    @Test("It stops after `patience` epochs in a row without improvement")
    func patience() {
        let losses = [5, 4, 3, 3.5, 3.2, 3.1, 2.9, 3, 3, 3, 3]
        #expect(run(["early_stopping.patience": 3], losses).stop == 6)
        #expect(run(["early_stopping.patience": 4], losses).stop == 11)
        #expect(run(["early_stopping.patience": 5], losses).stop == nil)
        #expect(run(["early_stopping.patience": 4], losses).best == [1, 2, 3, 7])
    }

    @Test("min_delta is a difference, or a share of the best")
    func minDelta() {
        let losses = [10, 9.7, 9.4, 9.1, 8.8, 8.5]
        #expect(run(["early_stopping.patience": 2, "early_stopping.min_delta": 0.4], losses).stop == nil)
        #expect(run(["early_stopping.patience": 1, "early_stopping.min_delta": 0.4], losses).stop == 2)
        let relative: [String: Value] = ["early_stopping.patience": 1, "early_stopping.mode": "relative"]
        #expect(run(relative.merging(["early_stopping.min_delta": 0.02]) { $1 }, losses).stop == nil)
        #expect(run(relative.merging(["early_stopping.min_delta": 0.0331]) { $1 }, losses).stop == 2)
    }

    @Test("Even what does not better by min_delta may be the best to keep")
    func bestIsStrict() {
        let verdicts = run(["early_stopping.patience": 9, "early_stopping.min_delta": 5], [10, 9.7, 9.9, 9.4])
        #expect(verdicts.best == [1, 2, 4])
    }

    @Test("Smoothing judges the moving average, so one lucky epoch does not set the bar")
    func smoothing() {
        // Falling slowly through noise, with one outlier downward.
        let losses = [1, 0.96, 0.3, 0.93, 0.9, 0.87, 0.84, 0.81, 0.78]
        #expect(run(["early_stopping.patience": 4], losses).stop == 7)
        #expect(run(["early_stopping.patience": 4, "early_stopping.smoothing": 0.9], losses).stop == nil)
    }

    @Test("Several monitors stop only when none improves")
    func severalMonitors() {
        let losses = [1, 0.9, 1, 1, 1, 1, 1, 1]
        let scores = [0.5, 0.6, 0.7, 0.8, 0.8, 0.8, 0.8, 0.8]
        let patience: [String: Value] = ["early_stopping.patience": 3]
        #expect(run(patience, losses, scores: scores).stop == 5)
        let both: [String: Value] = ["early_stopping.monitor": ["validation_loss", "validation_score"]]
        #expect(run(patience.merging(both) { $1 }, losses, scores: scores).stop == 7)
        let score: [String: Value] = ["early_stopping.monitor": ["validation_score"]]
        #expect(run(patience.merging(score) { $1 }, losses, scores: scores).best == [1, 2, 3, 4])
        let training: [String: Value] = ["early_stopping.monitor": ["training_loss"]]
        #expect(run(patience.merging(training) { $1 }, losses, training: [8, 7, 6, 5, 4, 3, 2, 1]).stop == nil)
    }

    @Test("Switched off it never stops, yet still says which epoch is best")
    func switchedOff() {
        var stopping = EarlyStopping(.init(Settings(["early_stopping.patience": 1])))
        for epoch in 1...20 {
            let verdict = stopping.observe(report(epoch, loss: 1))
            #expect(verdict.stop == nil && verdict.isBest == (epoch == 1))
        }
        stopping.rule.isEnabled = true
        #expect(stopping.observe(report(21, loss: 1)).stop != nil)
    }

    @Test("Without a validation split the training loss says what is best")
    func noValidation() {
        var stopping = EarlyStopping()
        #expect(stopping.observe(report(1, loss: nil, training: 2)).isBest)
        #expect(!stopping.observe(report(2, loss: nil, training: 3)).isBest)
        #expect(stopping.observe(report(3, loss: nil, training: 1)).isBest)
    }

    @Test(
        "Without a validation split the training loss says when to stop, and the reason names it",
        arguments: [["validation_loss"], ["validation_score"], ["validation_loss", "validation_score"]])
    func stopsWithoutValidation(monitors: [String]) throws {
        var stopping = EarlyStopping(
            .init(
                Settings([
                    "early_stopping.enabled": true, "early_stopping.patience": 3,
                    "early_stopping.monitor": .list(monitors.map { .word($0) }),
                ])))
        var stop: String?
        for (index, loss) in [3.0, 2, 1, 1.5, 1.2].enumerated() {
            stop = stopping.observe(report(index + 1, loss: nil, training: loss)).stop
            #expect(stop == nil)
        }
        #expect(stopping.used == 2)
        let reason = try #require(stopping.observe(report(6, loss: nil, training: 1.1)).stop)
        #expect(reason.contains("training_loss") && !reason.contains("validation"))
    }

    @Test("A metric that is not a number is no improvement and does not spoil the average")
    func notANumber() {
        let settings: [String: Value] = ["early_stopping.patience": 3, "early_stopping.smoothing": 0.5]
        #expect(run(settings, [1, .nan, .nan, 0.5, 0.4, 0.3]).stop == nil)
        #expect(run(settings, [1, .nan, .infinity, .nan]).stop == 4)
    }

    @Test("max_grad_norm stops at once, also when the norm is not a number")
    func gradientNorm() {
        let rule = EarlyStopping.Rule(
            Settings(["early_stopping.enabled": true, "early_stopping.max_grad_norm": 100]))
        #expect(EarlyStopping(rule).observe(gradientNorm: 99) == nil)
        #expect(EarlyStopping(rule).observe(gradientNorm: 101)?.contains("101") == true)
        #expect(EarlyStopping(rule).observe(gradientNorm: .nan) != nil)
        #expect(EarlyStopping().observe(gradientNorm: 1e30) == nil)
    }

    @Test("A copy goes on identically, and patience can be forgiven")
    func isAValue() {
        var stopping = EarlyStopping(.init(Settings(["early_stopping.enabled": true, "early_stopping.patience": 4])))
        for epoch in 1...4 { _ = stopping.observe(report(epoch, loss: 1)) }
        #expect(stopping.used == 3 && stopping.allowed == 4)
        var copy = stopping
        #expect(copy == stopping)
        #expect(copy.observe(report(5, loss: 1)) == stopping.observe(report(5, loss: 1)))
        #expect(copy == stopping)
        copy.forgive()
        #expect(copy.used == 0)
        #expect(!copy.observe(report(6, loss: 1)).isBest)
    }

    @Test("Every key of early stopping is read")
    func readsAllKeys() {
        let plain = EarlyStopping.Rule(Settings())
        #expect(plain == EarlyStopping.Rule())
        let others: [String: Value] = [
            "enabled": true, "patience": 3, "min_delta": 0.5, "mode": "relative", "smoothing": 0.5,
            "monitor": ["training_loss"], "max_grad_norm": 5, "restore_best": false,
        ]
        let declared = ExperimentSchema.plain.map(\.key).filter { $0.hasPrefix("early_stopping.") }
        #expect(Set(declared) == Set(others.keys.map { "early_stopping.\($0)" }))
        for (key, value) in others {
            #expect(EarlyStopping.Rule(Settings(["early_stopping.\(key)": value])) != plain, "\(key)")
        }
    }
}
