import Testing

@testable import Training

@Suite("The min/max/mean pyramid")
struct PyramidTests {
    /// Sends the same stream to the pyramid and to a plain array.
    private func feed(
        _ stream: inout TestStream, into pyramid: inout Pyramid, and plain: inout PlainHistory, batches: Int
    ) {
        for _ in 0..<batches {
            let steps = 1 + stream.random.integer(below: 60)
            let isSqueezed = stream.random.integer(below: 4) == 0
            let batch = stream.batch(steps: steps, capacity: isSqueezed ? max(2, steps / 5) : nil)
            pyramid.append(batch)
            plain.append(batch)
        }
    }

    /// What every answer must satisfy, whatever level it came from.
    private func check(_ buckets: [Bucket], of column: Int, in steps: ClosedRange<Int>, against plain: PlainHistory) {
        var previous = Int.min
        for bucket in buckets {
            #expect(bucket.firstStep > previous, "buckets are in order and do not overlap")
            previous = bucket.lastStep
            let truth = plain.summary(column: column, steps: bucket.firstStep...bucket.lastStep)
            #expect(bucket.minimum == truth.minimum && bucket.maximum == truth.maximum, "\(bucket)")
            #expect(bucket.nonFinite == truth.nonFinite, "\(bucket)")
            if bucket.hasFiniteValues {
                #expect(bucket.minimum <= bucket.mean && bucket.mean <= bucket.maximum)
            }
        }
        // Nothing in the range is missing.
        let whole = plain.summary(column: column, steps: steps)
        #expect((buckets.map(\.minimum).min() ?? .infinity) <= whole.minimum)
        #expect((buckets.map(\.maximum).max() ?? -.infinity) >= whole.maximum)
        #expect(buckets.reduce(NonFinite()) { $0.union($1.nonFinite) }.isSuperset(of: whole.nonFinite))
    }

    @Test("agrees with a plain array on random streams, at every zoom", arguments: 1...6 as ClosedRange<UInt64>)
    func agreesWithPlainArray(seed: UInt64) {
        var stream = TestStream(seed: seed)
        var pyramid = Pyramid(columnCount: stream.layout.columnCount, capacity: 8)
        var plain = PlainHistory()
        for _ in 0..<4 {
            feed(&stream, into: &pyramid, and: &plain, batches: 6)
            for _ in 0..<8 {
                let lower = 1 + stream.random.integer(below: stream.step)
                let steps = lower...(lower + stream.random.integer(below: stream.step - lower + 1))
                let count = 1 + stream.random.integer(below: 40)
                let column = stream.random.integer(below: stream.layout.columnCount)
                let buckets = pyramid.buckets(column: column, steps: steps, count: count)
                #expect(buckets.count <= count)
                check(buckets, of: column, in: steps, against: plain)
            }
        }
        #expect(pyramid.lastStep == stream.step)
        #expect(pyramid.firstStep == 1)
    }

    @Test("the mean is that of the steps, merged rows weighing their width")
    func meanIsWeighted() {
        var stream = TestStream(seed: 7)
        stream.nonFiniteOdds = 0
        stream.spikeOdds = 1_000_000
        var pyramid = Pyramid(columnCount: stream.layout.columnCount, capacity: 16)
        var plain = PlainHistory()
        feed(&stream, into: &pyramid, and: &plain, batches: 20)
        for count in [1, 3, 17] {
            for bucket in pyramid.buckets(column: 2, steps: 1...stream.step, count: count) {
                let truth = plain.mean(column: 2, steps: bucket.firstStep...bucket.lastStep)
                #expect(abs(Double(bucket.mean) - truth) < 1e-5 * truth)
            }
        }
    }

    @Test("the latest steps are exact, one bucket each")
    func recentStepsAreExact() {
        var stream = TestStream(seed: 3)
        var pyramid = Pyramid(columnCount: stream.layout.columnCount, capacity: 64)
        var plain = PlainHistory()
        for _ in 0..<10 {
            let batch = stream.batch(steps: 37)
            pyramid.append(batch)
            plain.append(batch)
        }
        let steps = stream.step - 49...stream.step
        let buckets = pyramid.buckets(column: 1, steps: steps, count: 200)
        #expect(buckets.count == 50)
        for (bucket, row) in zip(buckets, plain.rows.suffix(50)) {
            #expect(bucket.firstStep == row.last && bucket.lastStep == row.last)
            #expect(bucket.displayValue == row.means[1] || row.means[1].isNaN && bucket.displayValue.isNaN)
        }
        #expect(pyramid.bucket(column: 1, at: stream.step - 20)?.firstStep == stream.step - 20)
    }

    @Test("one spike in a long run shows at every zoom")
    func spikeIsNeverLost() {
        let layout = TelemetryLayout(layerCount: 0)
        var pyramid = Pyramid(columnCount: layout.columnCount, capacity: 16)
        var batch = TelemetryBatch(layout: layout, capacity: 1000)
        for step in 1...4000 {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = step == 1321 ? 99 : 1 }
            }
            if batch.isFull {
                pyramid.append(batch)
                batch.removeAll()
            }
        }
        for count in [1, 2, 7, 100, 500] {
            let peaks = pyramid.buckets(column: 0, steps: 1...4000, count: count).filter { $0.maximum == 99 }
            #expect(peaks.count == 1)
            #expect(peaks.allSatisfy { $0.firstStep <= 1321 && 1321 <= $0.lastStep && $0.minimum == 1 })
        }
    }

    @Test("no finite value at all is no extremum, and the flag says what was there")
    func onlyNonFinite() {
        var pyramid = Pyramid(columnCount: 1, capacity: 8)
        for step in 1...40 { pyramid.append(first: step, last: step, values: [step % 2 == 0 ? .nan : .infinity]) }
        let buckets = pyramid.buckets(column: 0, steps: 1...40, count: 1)
        #expect(buckets.count == 1)
        #expect(buckets.first?.hasFiniteValues == false)
        #expect(buckets.first?.nonFinite == [.nan, .infinity])
        pyramid.append(first: 41, last: 41, values: [2])
        let after = pyramid.buckets(column: 0, steps: 1...41, count: 1)
        #expect(after.first?.minimum == 2 && after.first?.mean == 2 && after.first?.maximum == 2)
    }

    @Test("huge values do not overflow the mean")
    func hugeValues() {
        var pyramid = Pyramid(columnCount: 1, capacity: 8)
        for step in 1...100 { pyramid.append(first: step, last: step, values: [3e38]) }
        let bucket = pyramid.buckets(column: 0, steps: 1...100, count: 1).first
        #expect(bucket?.mean == 3e38)
        #expect(bucket?.nonFinite == [])
    }

    @Test("memory grows with the logarithm of the steps")
    func memoryIsBounded() {
        var pyramid = Pyramid(columnCount: 1, capacity: 16)
        var sizes: [Int] = []
        for step in 1...4096 {
            pyramid.append(first: step, last: step, values: [1])
            if step.nonzeroBitCount == 1 { sizes.append(pyramid.levels.count) }
        }
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $1 - $0 <= 1 })
        #expect(pyramid.levels.count <= 6)
    }

    @Test("a step that goes back cuts what follows it")
    func stepBack() {
        var pyramid = Pyramid(columnCount: 1, capacity: 16)
        for step in 1...100 { pyramid.append(first: step, last: step, values: [Float(step)]) }
        pyramid.append(first: 95, last: 95, values: [-1])
        #expect(pyramid.lastStep == 95)
        let buckets = pyramid.buckets(column: 0, steps: 1...200, count: 400)
        #expect(buckets.last?.minimum == -1)
        #expect(buckets.map(\.maximum).max() == 94)
    }

    @Test("an empty history answers nothing")
    func empty() {
        let pyramid = Pyramid(columnCount: 2, capacity: 8)
        #expect(pyramid.buckets(column: 0, steps: 0...10, count: 5).isEmpty)
        #expect(pyramid.bucket(column: 0, at: 3) == nil)
        #expect(pyramid.firstStep == nil)
    }
}
