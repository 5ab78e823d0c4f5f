import Testing

@testable import Training

@Suite("A run's history when the run goes back and forward")
struct RewindingTests {
    private let layout = TelemetryLayout(layerCount: 2)

    /// Steps `range`, all of whose values are `value`.
    private func batch(_ range: ClosedRange<Int>, _ value: Float) -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: range.count)
        for step in range {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = value }
            }
        }
        return batch
    }

    private func report(_ epoch: Int, step: Int, loss: Double, isBest: Bool = false) -> EpochReport {
        EpochReport(
            epoch: epoch, step: step, training: SplitMetrics(loss: loss),
            validation: SplitMetrics(loss: loss), learningRate: 0.1, seconds: Double(step) / 10, isBest: isBest)
    }

    /// What a column was, step by step; `nil` where nothing is known.
    private func values(_ history: RunHistory, column: Int = TelemetryLayout.loss, through last: Int) -> [Float?] {
        var values = [Float?](repeating: nil, count: last)
        for bucket in history.buckets(column: column, steps: 1...last, count: last) {
            for step in bucket.firstStep...bucket.lastStep { values[step - 1] = bucket.mean }
        }
        return values
    }

    private func expect(_ history: RunHistory, is runs: [(steps: ClosedRange<Int>, value: Float)]) {
        let last = runs.map(\.steps.upperBound).max() ?? 1
        var expected = [Float?](repeating: nil, count: last)
        for run in runs { for step in run.steps { expected[step - 1] = run.value } }
        for column in 0..<layout.columnCount { #expect(values(history, column: column, through: last) == expected) }
    }

    /// An intervention after step 100, whose branch went on to step 300; its last five steps never arrived.
    private func undone() -> RunHistory {
        var history = RunHistory(layout: layout)
        history.append(batch(1...100, 1))
        history.append(report(1, step: 100, loss: 1, isBest: true))
        history.mark(step: 100)
        history.append(batch(101...295, 2))
        history.append(report(2, step: 200, loss: 0.7, isBest: true))
        history.append(report(3, step: 290, loss: 0.8))
        history.rewind(toStep: 100, epoch: 1, entry: 1)
        return history
    }

    @Test("redo brings the undone branch back in place of the one that went on since", arguments: [150, 295, 300, 480])
    func redoAfterSteps(left: Int) {
        var history = undone()
        history.append(batch(101...left, 3))
        if left > 200 { history.append(report(2, step: 200, loss: 0.1, isBest: true)) }
        let parting = history.rewind(toStep: 300, epoch: 3, entry: 1, redo: true)
        #expect(parting == 100)
        history.append(batch(301...320, 2))
        expect(history, is: [(1...100, 1), (101...295, 2), (301...320, 2)])
        #expect(history.epochs.map(\.epoch) == [1, 2, 3])
        #expect(history.epochs.map(\.training.loss) == [1, 0.7, 0.8])
        #expect(history.best?.training.loss == 0.7)
        #expect(history.value(.loss, of: .validation, at: 250)?.mean == 0.7)
        #expect(history.ghosts.map(\.steps) == [101...left], "the branch that was left is the dim one")
    }

    @Test("going back to a step that has yet to arrive brings nothing back")
    func notYetArrived() {
        var history = undone()
        history.append(batch(101...150, 3))
        history.dropRedo()
        history.mark(step: 160)
        history.rewind(toStep: 160, epoch: 1, entry: 2)
        history.append(batch(151...170, 3))
        expect(history, is: [(1...100, 1), (101...170, 3)])
        #expect(history.best?.epoch == 1)
    }

    @Test("several are undone and done again one by one, with steps made on the way")
    func oneByOne() {
        var history = RunHistory(layout: layout)
        history.append(batch(1...100, 1))
        for (entry, step) in [(1, 100), (2, 200), (3, 300)] {
            history.mark(step: step)
            history.append(batch(step + 1...step + 100, Float(entry + 1)))
        }
        for (entry, step) in [(3, 300), (2, 200), (1, 100)] { history.rewind(toStep: step, epoch: 0, entry: entry) }
        expect(history, is: [(1...100, 1)])
        history.append(batch(101...350, 9))
        history.rewind(toStep: 200, epoch: 0, entry: 1, redo: true)
        expect(history, is: [(1...100, 1), (101...200, 2)])
        history.append(batch(201...350, 8))
        history.rewind(toStep: 300, epoch: 0, entry: 2, redo: true)
        expect(history, is: [(1...100, 1), (101...200, 2), (201...300, 3)])
        history.rewind(toStep: 400, epoch: 0, entry: 3, redo: true)
        expect(history, is: [(1...100, 1), (101...200, 2), (201...300, 3), (301...400, 4)])
        #expect(history.ghosts.map(\.steps) == [101...350, 201...350])
        // And back again, exactly.
        history.rewind(toStep: 300, epoch: 0, entry: 3)
        history.rewind(toStep: 200, epoch: 0, entry: 2)
        expect(history, is: [(1...100, 1), (101...200, 2)])
    }

    @Test("a new intervention leaves what was undone for good")
    func newBranch() {
        var history = undone()
        history.append(batch(101...120, 3))
        history.dropRedo()
        history.mark(step: 120)
        history.append(batch(121...130, 4))
        #expect(history.ghosts.map(\.steps) == [101...295])
        history.rewind(toStep: 120, epoch: 1, entry: 2)
        history.rewind(toStep: 130, epoch: 1, entry: 2, redo: true)
        expect(history, is: [(1...100, 1), (101...120, 3), (121...130, 4)])
    }

    @Test("what was undone too long ago to be kept is a gap when it is done again, not another branch")
    func givenUp() {
        var history = RunHistory(layout: layout)
        let count = RunHistory.redoLimit + 2
        history.append(batch(1...10, 0))
        for entry in 1...count {
            history.mark(step: 10 * entry)
            history.append(batch(10 * entry + 1...10 * entry + 10, Float(entry)))
        }
        for entry in (1...count).reversed() { history.rewind(toStep: 10 * entry, epoch: 0, entry: entry) }
        #expect(history.ghosts.count == RunHistory.redoLimit)
        history.append(batch(11...500, -1))
        for entry in 1...count {
            history.rewind(toStep: 10 * entry + 10, epoch: 0, entry: entry, redo: true)
        }
        history.append(batch(10 * count + 11...10 * count + 20, 7))
        var runs: [(steps: ClosedRange<Int>, value: Float)] = [(1...10, 0), (10 * count + 11...10 * count + 20, 7)]
        for entry in 1...count - 2 { runs.append((10 * entry + 1...10 * entry + 10, Float(entry))) }
        expect(history, is: runs)
    }

    @Test("the best of a very long branch is found again, however long ago it was")
    func bestOfLongBranch() {
        var history = RunHistory(layout: layout)
        history.append(batch(1...10, 1))
        history.mark(step: 10)
        history.append(report(1, step: 11, loss: 0.1, isBest: true))
        for epoch in 2...900 { history.append(report(epoch, step: 10 + epoch, loss: 1)) }
        history.append(batch(11...910, 2))
        history.rewind(toStep: 10, epoch: 0, entry: 1)
        #expect(history.best == nil)
        history.rewind(toStep: 910, epoch: 900, entry: 1, redo: true)
        #expect(history.best?.epoch == 1)
        #expect(history.epochs.last?.epoch == 900)
    }
}
