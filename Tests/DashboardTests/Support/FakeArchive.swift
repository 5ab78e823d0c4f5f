import Terminal
import Training
import Tunables

@testable import Dashboard

/// Recorded runs that nobody recorded: answers what the runs view asks for.
struct FakeArchive {
    var rows = Self.rows
    /// Whether reading fails.
    var trouble: String?
    /// A run that is listed and cannot be read.
    var unreadable: String?

    static let rows: [RunRow] = {
        var rows: [RunRow] = []
        let presets = ["digits", "moons", "spirals", "digits", "friedman1", "digits", "reviews", "moons"]
        for (index, preset) in presets.enumerated() {
            var row = RunRow(
                id: "2026-11-\(10 + index)-\(preset)-\(String(0x7f30 + index * 37, radix: 16))", preset: preset)
            row.title = "a \(preset) run"
            row.architecture = "64-64-32-10 relu"
            row.parameterCount = 6570
            row.seed = UInt64(index + 1)
            row.steps = 450 * (index + 1) * (index == 6 ? 1000 : 1)
            row.epochs = 10 * (index + 1)
            row.plannedEpochs = 80
            row.bestEpoch = 7
            row.bestLoss = [0.31, 0.08, nil, 0.12, 1.9, 0.115, 0.45, nil][index]
            row.started = 1_794_300_000 + 86_400 * Double(index)
            row.startedText = "11-\(10 + index) 09:0\(index)"
            row.seconds = 12.5 * Double(index * index + 1)
            row.interventions = index % 3
            rows.append(row)
        }
        rows[0].test = SplitMetrics(loss: 0.3, accuracy: 0.9722)
        rows[1].test = SplitMetrics(loss: 0.1, accuracy: 0.99)
        rows[4].test = SplitMetrics(loss: 1.8, r2: 0.91, mae: 1.1)
        rows[2].phase = .diverged
        rows[3].phase = .earlyStopped
        rows[3].reason = "no improvement for 10 epochs"
        rows[3].tags = ["baseline", "paper"]
        rows[3].note = "the one to beat"
        rows[3].weightsSHA256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
        rows[5].phase = .running
        rows[5].life = .interrupted
        rows[7].phase = .running
        rows[7].life = .live
        return rows
    }()

    mutating func answer(_ request: RunsRequest) -> [DashboardEvent] {
        if let trouble, request == .list { return [.runs(.unavailable(trouble))] }
        switch request {
        case .list: return [.runs(.listed(rows))]
        case .compare(let ids):
            let known = Self.comparison(ids.filter { $0 != unreadable })
            let isWhole = known.ids == ids
            return [
                .runs(
                    .compared(
                        RunComparison(
                            ids: ids, curves: known.curves, differences: known.differences,
                            trouble: isWhole ? nil : "run \(unreadable ?? ""): its epochs cannot be read")))
            ]
        case .open(let id):
            guard let row = rows.first(where: { $0.id == id }) else { return [.notice("there is no run '\(id)'")] }
            var run = FakeRun(isFixed: true)
            run.start()
            let batch = run.makeSteps(450)
            run.fireScript(Assignment("l2", 0.001))
            run.finish(.finished)
            return [
                .runs(.opened(run.description, row)),
                .runs(.past(run.takeEvents().map(PastEvent.reported), batch)),
            ]
        case .send(let command):
            let none = TelemetryBatch(layout: TelemetryLayout(layerCount: FakeRun.layers.count), capacity: 1)
            return [.runs(.telemetry([.rejected(id: command.id, reason: "this run is recorded, not running")], none))]
        case .close: return []
        case .export(let id, let kind): return [.notice("wrote \(kind.rawValue) into /here/\(id)")]
        case .remove(let id): rows.removeAll { $0.id == id }
        case .setTags(let tags, let id): change(id) { $0.tags = tags }
        case .setNote(let note, let id): change(id) { $0.note = note }
        }
        return [.runs(.listed(rows))]
    }

    private mutating func change(_ id: String, _ body: (inout RunRow) -> Void) {
        if let index = rows.firstIndex(where: { $0.id == id }) { body(&rows[index]) }
    }

    /// Curves that fall from another height each; every third run validates nothing.
    static func comparison(_ ids: [String]) -> RunComparison {
        let places = ids.map { id in rows.firstIndex { $0.id == id } ?? 0 }
        return RunComparison(
            ids: ids,
            curves: zip(ids, places).map { id, place in
                let last = 450 * (place + 1)
                func buckets(_ width: Int, _ lift: Float) -> [Bucket] {
                    stride(from: 1, to: last, by: width).map { first in
                        let middle = Float(first + width / 2)
                        let loss = lift * (0.1 + 2 / (1 + middle / Float(60 + 25 * place)))
                        return Bucket(
                            firstStep: first, lastStep: min(last, first + width - 1), minimum: loss * 0.8, mean: loss,
                            maximum: loss * 1.2)
                    }
                }
                return RunCurves(
                    id: id, training: buckets(10, 1), validation: place % 3 == 2 ? [] : buckets(45, 1.2),
                    lastStep: last)
            },
            differences: ids.count < 2
                ? []
                : [
                    SettingDifference(key: "early_stopping.enabled", values: places.map { .toggle($0 % 2 == 0) }),
                    SettingDifference(key: "optimizer.lr", values: places.map { .real(0.1 / Double($0 + 1)) }),
                    SettingDifference(
                        key: "optimizer.momentum", values: places.map { $0 % 2 == 0 ? nil : .real(0.9) }),
                    SettingDifference(
                        key: "optimizer.name", values: places.map { .word($0 % 2 == 0 ? "adam" : "momentum") }),
                ])
    }
}
