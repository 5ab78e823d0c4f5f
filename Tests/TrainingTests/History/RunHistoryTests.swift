import Testing

@testable import Training

@Suite("A run's history")
struct RunHistoryTests {
    private let layout = TelemetryLayout(layerCount: 2)

    /// Steps `range` whose loss is `loss(step)`.
    private func batch(_ range: ClosedRange<Int>, loss: (Int) -> Float) -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: range.count)
        for step in range {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = 1 }
                row[TelemetryLayout.loss] = loss(step)
            }
        }
        return batch
    }

    private func report(_ epoch: Int, step: Int, loss: Double, isBest: Bool = false) -> EpochReport {
        EpochReport(
            epoch: epoch, step: step, training: SplitMetrics(loss: loss, accuracy: 0.5),
            validation: SplitMetrics(loss: 2 * loss, accuracy: 0.4), learningRate: 0.1, seconds: Double(step) / 10,
            isBest: isBest)
    }

    private func losses(_ history: RunHistory) -> [Float] {
        history.buckets(column: TelemetryLayout.loss, steps: 1...max(1, history.lastStep), count: 5000).map(\.mean)
    }

    @Test("undoing leaves a ghost, redoing brings it back")
    func undoAndRedo() {
        var history = RunHistory(layout: layout)
        history.append(batch(1...100) { Float($0) })
        history.append(report(1, step: 100, loss: 1, isBest: true))
        history.mark(step: 100)
        history.append(batch(101...300) { Float(-$0) })
        history.append(report(2, step: 200, loss: 0.5, isBest: true))

        history.rewind(toStep: 100, epoch: 1, entry: 1)
        #expect(history.lastStep == 100)
        #expect(losses(history) == (1...100).map(Float.init))
        #expect(history.epochs.map(\.epoch) == [1])
        #expect(history.best?.epoch == 1)
        #expect(history.ghosts.map(\.steps) == [101...300])
        let ghost = history.ghosts.first?.buckets(column: TelemetryLayout.loss, steps: 1...400, count: 1000) ?? []
        #expect(ghost.map(\.mean) == (101...300).map { -Float($0) })

        history.append(batch(101...150) { _ in 7 })
        history.rewind(toStep: 300, epoch: 2, entry: 1, redo: true)
        #expect(history.lastStep == 300)
        #expect(losses(history) == (1...100).map(Float.init) + (101...300).map { -Float($0) })
        #expect(history.epochs.map(\.epoch) == [1, 2])
        #expect(history.best?.epoch == 2)
        #expect(history.ghosts.map(\.steps) == [101...150], "the branch that redoing left is the ghost now")
    }

    @Test("ghosts are few and small, whatever their length, and keep their extremes")
    func ghostsAreBounded() {
        var history = RunHistory(layout: layout)
        for round in 0..<10 {
            for chunk in 0..<8 {
                let first = history.lastStep + 1
                history.append(
                    batch(first...first + 999) { $0 == 4321 && chunk == 4 ? 1e6 : Float(round) })
            }
            history.rewind(toStep: 0, epoch: 0)
        }
        #expect(history.ghosts.count == RunHistory.ghostLimit)
        for ghost in history.ghosts {
            #expect(ghost.byteCount < 4 * RunHistory.ghostRows * (13 * layout.columnCount + 24) * 2)
            let peak = ghost.buckets(column: TelemetryLayout.loss, steps: 1...8000, count: 3).map(\.maximum).max()
            #expect(peak == 1e6)
        }
    }

    @Test("ends of epochs give the other time axes, both ways")
    func scales() throws {
        var history = RunHistory(layout: layout)
        #expect(history.epochScale() == nil)
        // The batch size changes after the second epoch: its steps are twice as many.
        for (epoch, step) in [(1, 100), (2, 200), (3, 400), (4, 600)] {
            history.append(batch(history.lastStep + 1...step) { _ in 1 })
            history.append(report(epoch, step: step, loss: 1))
        }
        let epochs = try #require(history.epochScale())
        for (step, epoch) in [(0.0, 0.0), (50, 0.5), (200, 2), (300, 2.5), (600, 4), (700, 4.5)] {
            #expect(abs(epochs.value(atStep: step) - epoch) < 1e-9)
            #expect(abs(epochs.step(at: epoch) - step) < 1e-9)
        }
        let seconds = try #require(history.secondsScale())
        #expect(abs(seconds.value(atStep: 250) - 25) < 1e-6)
    }

    @Test("before the first epoch, wall time goes by the arrival of steps")
    func arrivals() throws {
        var history = RunHistory(layout: layout)
        history.append(batch(1...10) { _ in 1 }, at: 100)
        #expect(history.secondsScale() == nil)
        history.append(batch(11...110) { _ in 1 }, at: 102)
        let scale = try #require(history.secondsScale())
        #expect(abs(scale.value(atStep: 55) - 1.1) < 1e-9)
    }

    @Test("exact values: the latest, at a step, and of the epoch before it")
    func values() {
        var history = RunHistory(layout: layout)
        #expect(history.latest(column: 0) == nil)
        history.append(batch(1...100) { Float($0) / 8 })
        history.append(report(1, step: 60, loss: 0.25))
        history.append(report(2, step: 100, loss: 0.125))
        #expect(history.latest(column: TelemetryLayout.loss) == 12.5)
        #expect(history.value(column: TelemetryLayout.loss, at: 42)?.mean == 5.25)
        #expect(history.value(.loss, of: .validation, at: 99)?.mean == 0.5)
        #expect(history.value(.loss, of: .validation, at: 100)?.mean == 0.25)
        #expect(history.value(.loss, of: .training, at: 10) == nil)
        history.append(batch(101...101) { _ in .nan })
        #expect(history.latest(column: TelemetryLayout.loss)?.isNaN == true)
    }

    @Test("very many epochs stay bounded, and the curves keep their extremes")
    func manyEpochs() {
        var history = RunHistory(layout: layout)
        for epoch in 1...5000 {
            history.append(report(epoch, step: epoch, loss: epoch == 77 ? 9 : 1, isBest: epoch % 2 == 0))
        }
        #expect(history.epochs.count <= RunHistory.reportLimit)
        #expect(history.epochs.last?.epoch == 5000)
        #expect(history.best?.epoch == 5000)
        let buckets = history.buckets(.loss, of: .validation, steps: 1...5000, count: 50)
        #expect(buckets.map(\.maximum).max() == 18)
        #expect(history.byteCount < 2_000_000)
    }

    @Test("rows that were merged on the way keep a spike beside a NaN, and huge values finite")
    func mergedRows() {
        var history = RunHistory(layout: layout)
        var batch = TelemetryBatch(layout: layout, capacity: 4)
        for step in 1...5 {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = 3e38 }
                row[TelemetryLayout.loss] = step == 1 ? .nan : step == 2 ? 9 : 1
            }
        }
        #expect(batch.widths.first == 2)
        history.append(batch)
        let bucket = history.buckets(column: TelemetryLayout.loss, steps: 1...5, count: 1).first
        #expect(bucket?.minimum == 1 && bucket?.maximum == 9 && bucket?.nonFinite == .nan)
        let huge = history.buckets(column: TelemetryLayout.penalty, steps: 1...5, count: 1).first
        #expect(huge?.nonFinite == [] && huge?.maximum == 3e38)
    }

    @Test("a copy is a value of its own")
    func copies() {
        var history = RunHistory(layout: layout)
        history.append(batch(1...10) { _ in 1 })
        let copy = history
        history.append(batch(11...20) { _ in 2 })
        #expect(copy.lastStep == 10)
        #expect(copy.latest(column: 0) == 1)
    }
}

@Suite("Smoothing")
struct SmoothingTests {
    private func buckets(_ values: [Float], width: Int = 1) -> [Bucket] {
        values.enumerated().map { index, value in
            Bucket(
                firstStep: index * width + 1, lastStep: (index + 1) * width,
                minimum: value.isFinite ? value : .infinity, mean: value.isFinite ? value : 0,
                maximum: value.isFinite ? value : -.infinity, nonFinite: NonFinite(value))
        }
    }

    @Test("is TensorBoard's debiased average of single steps")
    func debiased() {
        let values: [Float] = [3, 1, 4, 1, 5, 9, 2, 6]
        let smooth = Smoothing(weight: 0.6).values(of: buckets(values), visibleSteps: values.count)
        var sum = 0.0
        for (index, value) in values.enumerated() {
            sum = 0.6 * sum + 0.4 * Double(value)
            var mass = 1.0
            for _ in 0...index { mass *= 0.6 }
            #expect(abs((smooth[index] ?? 0) - sum / (1 - mass)) < 1e-9)
        }
    }

    @Test("keeps a constant, and begins at the first value")
    func constant() {
        for isLogarithmic in [false, true] {
            let smooth = Smoothing(weight: 0.99, isLogarithmic: isLogarithmic)
                .values(of: buckets(Array(repeating: 2.5, count: 50)), visibleSteps: 50)
            #expect(smooth.allSatisfy { abs(($0 ?? 0) - 2.5) < 1e-9 })
        }
    }

    @Test("averages logarithms on a logarithmic axis")
    func logarithmic() {
        let smooth = Smoothing(weight: 0.5, isLogarithmic: true).values(of: buckets([1, 100]), visibleSteps: 2)
        // Weights 1/3 and 2/3 of the exponents 0 and 2.
        #expect(abs((smooth[1] ?? 0) - 21.544_346_900_318_84) < 1e-6)
    }

    @Test("skips what is not finite, and repeats the value before")
    func nonFinite() {
        let smooth = Smoothing(weight: 0.9).values(of: buckets([.nan, 2, .infinity, 2]), visibleSteps: 4)
        #expect(smooth[0] == nil)
        #expect(smooth[2] == smooth[1])
        #expect(Smoothing(weight: 0, isLogarithmic: true).values(of: buckets([0, -1]), visibleSteps: 2) == [nil, nil])
    }

    @Test("looks the same at every length of the run")
    func zoomInvariant() {
        // A step from 0 to 1 in the middle of the view, with 1 and with 1000 steps a bucket.
        let shape = (0..<1000).map { Float($0 < 500 ? 0 : 1) }
        let short = Smoothing(weight: 0.9).values(of: buckets(shape), visibleSteps: 1000)
        let long = Smoothing(weight: 0.9).values(of: buckets(shape, width: 1000), visibleSteps: 1_000_000)
        for (a, b) in zip(short, long) { #expect(abs((a ?? 0) - (b ?? 0)) < 1e-9) }
    }
}
