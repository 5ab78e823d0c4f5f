import Dashboard
import Glibc
import Runs
import Training

extension RunRow {
    /// A run of the database as a row of the runs view.
    init(_ record: RunRecord) {
        self.init(id: record.id, preset: record.preset)
        title = record.title
        architecture = record.architecture
        parameterCount = record.parameterCount
        seed = record.seed
        phase = record.state
        life = record.isLive ? .live : record.isInterrupted ? .interrupted : .ended
        reason = record.reason
        steps = record.steps
        epochs = record.epochs
        plannedEpochs = record.plannedEpochs
        bestEpoch = record.bestEpoch
        bestLoss = record.bestLoss
        test = record.test
        started = record.started
        startedText = Self.localTime(record.started)
        seconds = record.seconds
        interventions = record.interventions
        tags = record.tags
        note = record.note
        weightsSHA256 = record.weightsSHA256
    }

    /// `11-21 09:05`, by the clock of the place.
    private static func localTime(_ seconds: Double) -> String {
        var time = time_t(max(0, min(seconds, 253_402_300_799)))
        var parts = tm()
        localtime_r(&time, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
    }
}

extension RunComparison {
    private static let points = 400

    /// Reads runs and puts those that can be read side by side; says why others cannot.
    init(of ids: [String], in store: RunStore) {
        var runs: [RecordedRun] = []
        var trouble: [String] = []
        for id in ids {
            do throws(RunsError) {
                runs.append(try store.open(id, points: Self.points))
            } catch {
                trouble.append("\(error)")
            }
        }
        self.init(
            ids: ids, curves: runs.map { Self.curves(of: $0) },
            differences: RunDifference.all(between: runs).map {
                SettingDifference(key: $0.key, values: $0.values)
            }, trouble: trouble.isEmpty ? nil : trouble.joined(separator: "; "))
    }

    private static func curves(of run: RecordedRun) -> RunCurves {
        let history = run.history
        let last = max(1, history.lastStep, history.epochs.last?.step ?? 0)
        return RunCurves(
            id: run.record.id,
            training: history.buckets(column: TelemetryLayout.loss, steps: 1...last, count: points),
            validation: history.buckets(.loss, of: .validation, steps: 1...last, count: points), lastStep: last)
    }
}
