import Training

/// A run as a TensorBoard event file: framed `Event` messages with `Summary` values, scalars and histograms.
struct TensorBoardExport {
    let run: RecordedRun
    let checkpoints: [Checkpoint]

    private var file = RecordFile()
    private let clock: [(step: Int, seconds: Double)]

    init(run: RecordedRun, checkpoints: [Checkpoint]) {
        self.run = run
        self.checkpoints = checkpoints
        clock = [(0, 0)] + run.epochs.map { ($0.step, $0.seconds) }
    }

    func events() -> [UInt8] {
        var export = self
        var first = ProtocolBuffer()
        first.put(run.record.started, field: 1)
        first.put("brain.Event:2", field: 3)
        export.file.append(first.bytes)
        // Events stand in the order of their steps, one a step; of values with one tag the last that was made stands.
        var events: [Int: [String: ProtocolBuffer]] = [:]
        for summary in steps() + epochs() + histograms() {
            events[summary.step, default: [:]].merge(summary.values) { _, later in later }
        }
        for (step, values) in events.sorted(by: { $0.key < $1.key }) where !values.isEmpty {
            export.put(values.sorted { $0.key < $1.key }.map(\.value), step: step)
        }
        return export.file.bytes
    }

    private mutating func put(_ values: [ProtocolBuffer], step: Int) {
        var summary = ProtocolBuffer()
        for value in values { summary.put(value, field: 1) }
        var event = ProtocolBuffer()
        event.put(run.record.started + seconds(at: step), field: 1)
        event.put(Int64(step), field: 2)
        event.put(summary, field: 5)
        file.append(event.bytes)
    }

    /// Seconds of training at a step, between the epochs' ends by proportion.
    private func seconds(at step: Int) -> Double {
        guard let next = clock.firstIndex(where: { $0.step >= step }), next > 0 else {
            return step <= 0 ? 0 : clock.last?.seconds ?? 0
        }
        let (from, to) = (clock[next - 1], clock[next])
        let share = Double(step - from.step) / Double(max(1, to.step - from.step))
        return from.seconds + share * (to.seconds - from.seconds)
    }

    /// Values by their tags, all of one step.
    private typealias Summary = (step: Int, values: [(String, ProtocolBuffer)])

    private static func scalar(_ tag: String, _ value: Float) -> (String, ProtocolBuffer) {
        var message = ProtocolBuffer()
        message.put(tag, field: 1)
        message.put(value, field: 2)
        return (tag, message)
    }

    private func steps() -> [Summary] {
        let rows = run.series.rows
        let columns = TelemetryNames(run.record.layers, layout: run.series.layout).columns
        let spread = [TelemetryLayout.loss, TelemetryLayout.gradientNorm]
        return (0..<rows.count).map { row in
            var values: [(String, ProtocolBuffer)] = []
            for column in columns {
                let bucket = rows.bucket(row: row, column: column.index)
                values.append(Self.scalar(column.tag, bucket.displayValue))
                guard spread.contains(column.index), bucket.width > 1, bucket.hasFiniteValues else { continue }
                values.append(Self.scalar(column.tag + ".min", bucket.minimum))
                values.append(Self.scalar(column.tag + ".max", bucket.maximum))
            }
            return (rows.lasts[row], values)
        }
    }

    private func epochs() -> [Summary] {
        run.epochs.map { report in
            let training = report.training.named.map { Self.scalar("\($0.name)/epoch_train", Float($0.value)) }
            let validation = report.validation?.named.map { Self.scalar("\($0.name)/validation", Float($0.value)) }
            return (report.step, training + (validation ?? []) + [Self.scalar("epoch", Float(report.epoch))])
        }
    }

    private func histograms() -> [Summary] {
        // Of what was undone there are no curves either; of one step the checkpoint that was written last counts.
        checkpoints.filter { $0.lies(on: run.journal.branch) }.sorted { $0.created < $1.created }.map { checkpoint in
            let state = checkpoint.snapshot.state
            let values = checkpoint.snapshot.layout.parameters.compactMap { place -> (String, ProtocolBuffer)? in
                guard place.offset >= 0, place.offset + place.count <= state.parameters.count else { return nil }
                var message = ProtocolBuffer()
                let tag = "weights/" + place.name
                message.put(tag, field: 1)
                message.put(
                    Self.histogram(state.parameters[place.offset..<place.offset + place.count]), field: 5)
                return (tag, message)
            }
            return (checkpoint.step, values)
        }
    }

    /// `HistogramProto` over 40 equal buckets.
    private static func histogram(_ numbers: ArraySlice<Float>) -> ProtocolBuffer {
        let finite = numbers.filter(\.isFinite).map(Double.init)
        let low = finite.min() ?? 0
        let high = finite.max() ?? 0
        let width = high > low ? (high - low) / 40 : 1
        var counts = [Double](repeating: 0, count: high > low ? 40 : 1)
        for number in finite { counts[min(counts.count - 1, Int((number - low) / width))] += 1 }
        var message = ProtocolBuffer()
        message.put(low, field: 1)
        message.put(high, field: 2)
        message.put(Double(finite.count), field: 3)
        message.put(finite.reduce(0, +), field: 4)
        message.put(finite.reduce(0) { $0 + $1 * $1 }, field: 5)
        message.put(counts.indices.map { $0 == counts.count - 1 ? high : low + width * Double($0 + 1) }, field: 6)
        message.put(counts, field: 7)
        return message
    }
}
