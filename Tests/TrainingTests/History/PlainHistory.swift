@testable import Training

/// The history as one would write it without a thought for memory: every value of every step. What the pyramid answers
/// is compared with it.
struct PlainHistory {
    struct Row {
        let first: Int
        let last: Int
        let minima: [Float]
        let means: [Float]
        let maxima: [Float]
    }

    var rows: [Row] = []

    mutating func append(_ batch: TelemetryBatch) {
        for row in 0..<batch.count {
            let values = (0..<batch.layout.columnCount).map { batch.value(row: row, column: $0) }
            rows.append(
                Row(
                    first: batch.lastSteps[row] - batch.widths[row] + 1, last: batch.lastSteps[row],
                    minima: values.map(\.minimum), means: values.map(\.mean), maxima: values.map(\.maximum)))
        }
    }

    mutating func cut(toStep step: Int) { rows.removeAll { $0.last > step } }

    /// The rows that lie within some steps.
    private func within(_ steps: ClosedRange<Int>) -> ArraySlice<Row> {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].first < steps.lowerBound { low = middle + 1 } else { high = middle }
        }
        return rows[low...].prefix { $0.last <= steps.upperBound }
    }

    /// The finite extremes and the non-finite values of a column over some steps.
    func summary(column: Int, steps: ClosedRange<Int>) -> (minimum: Float, maximum: Float, nonFinite: NonFinite) {
        var result = (minimum: Float.infinity, maximum: -Float.infinity, nonFinite: NonFinite())
        for row in within(steps) {
            for value in [row.minima[column], row.means[column], row.maxima[column]] {
                if value.isFinite {
                    result.minimum = min(result.minimum, value)
                    result.maximum = max(result.maximum, value)
                } else {
                    result.nonFinite.formUnion(NonFinite(value))
                }
            }
        }
        return result
    }

    /// The mean of a column over steps, each row weighing its width.
    func mean(column: Int, steps: ClosedRange<Int>) -> Double {
        var sum = 0.0
        var weight = 0.0
        for row in within(steps) {
            let width = Double(row.last - row.first + 1)
            sum += width * Double(row.means[column])
            weight += width
        }
        return sum / weight
    }
}

/// Numbers for tests that come out the same at every run.
struct TestRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

    /// SplitMix64 (Steele, Lea & Flood 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// Below `bound`.
    mutating func integer(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// 0..<1
    mutating func uniform() -> Float { Float(next() >> 40) / Float(1 << 24) }
}

/// A stream of telemetry with spikes, non-finite values and merged rows now and then.
struct TestStream {
    let layout: TelemetryLayout
    var step = 0
    var random: TestRandom
    var spikeOdds = 50
    var nonFiniteOdds = 200

    init(layerCount: Int = 0, seed: UInt64) {
        layout = TelemetryLayout(layerCount: layerCount)
        random = TestRandom(seed: seed)
    }

    /// The next batch: `steps` steps, squeezed into fewer rows when `capacity` is smaller.
    mutating func batch(steps: Int, capacity: Int? = nil) -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: capacity ?? steps)
        for _ in 0..<steps {
            step += 1
            var values = (0..<layout.columnCount).map { _ in 1 + random.uniform() }
            if random.integer(below: spikeOdds) == 0 { values[random.integer(below: values.count)] *= 1e6 }
            if random.integer(below: spikeOdds) == 0 { values[random.integer(below: values.count)] *= -1e6 }
            if nonFiniteOdds > 0, random.integer(below: nonFiniteOdds) == 0 {
                let special: [Float] = [.nan, .infinity, -.infinity]
                values[random.integer(below: values.count)] = special[random.integer(below: 3)]
            }
            batch.append(step: step) { row in
                for (column, value) in values.enumerated() { row[column] = value }
            }
        }
        return batch
    }
}
