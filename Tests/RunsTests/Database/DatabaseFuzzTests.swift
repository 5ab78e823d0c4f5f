import Foundation
import GRDB
import Testing

@testable import Runs
@testable import Training

/// Databases with cells as accidents and ill will make them: what reads them fails with an error, or reads on.
@Suite("Mutants of a real database")
struct DatabaseFuzzTests {
    private static let cells: [DatabaseValue] = [
        .null, (-1).databaseValue, 0.databaseValue, 1.databaseValue, Int64.max.databaseValue, Int64.min.databaseValue,
        (Int64(1) << 48).databaseValue, (Int64(1) << 48 - 1).databaseValue, 1e308.databaseValue,
        (-1e308).databaseValue, Double.infinity.databaseValue, 0.5.databaseValue, "".databaseValue,
        "../../x".databaseValue, "[]".databaseValue, "{}".databaseValue, "null".databaseValue, "\u{0}".databaseValue,
        Data([0xFF, 0]).databaseValue, Data(repeating: 1, count: 64).databaseValue,
    ]

    private func record(in folder: TemporaryFolder) throws -> String {
        let store = try folder.store()
        let recorder = try RunRecorder(store, FakeRun.new())
        for epoch in 1...4 {
            let steps = (epoch * 10 - 9)...(epoch * 10)
            recorder.record(
                [
                    .epoch(FakeRun.report(epoch, step: epoch * 10, isBest: epoch < 3)),
                    .journaled(FakeRun.entry(epoch, parent: epoch == 1 ? nil : epoch - 1, step: epoch * 10)),
                ], FakeRun.batch(steps), at: Double(epoch))
        }
        recorder.record([.rewound(toStep: 40, epoch: 4, entry: 4, redo: false)], FakeRun.none, at: 5)
        recorder.record(RecordedFinding(step: 3, kind: "vanishing", severity: "alarm", message: "m", advice: ["a"]))
        recorder.record(
            RecordedCheckpoint(
                path: "/x/00000001-last-40.safetensors", role: .last, step: 40, epoch: 4, byteCount: 9, fingerprint: "f"
            ))
        recorder.record([.finished(FakeRun.summary(steps: 50))], FakeRun.batch(41...50), at: 6)
        recorder.finish()
        return recorder.id
    }

    /// Everything that the commands read of a run.
    private func use(_ store: RunStore) {
        for listed in (try? store.list()) ?? [] {
            guard let record = listed.record else {
                _ = listed.damage?.description
                _ = listed.damage?.jsonLine
                continue
            }
            _ = record.jsonLine
            _ = try? store.resumePlan(record.id)
            _ = try? store.journal(of: record.id)
            guard let run = try? store.open(record.id, points: .max) else { continue }
            _ = (run.past, run.history, run.jsonLine)
            _ = (run.series.batch(), RecordedPlayback(run))
            let export = RunExport(run)
            _ = (export.stepsCSV(), export.epochsCSV(), export.jsonLines(), export.htmlReport())
            _ = (export.recipe(), export.tensorBoard(), export.tensorBoardFileName)
            _ = try? store.weightsMarks(of: run)
            _ = RunDifference.all(between: [run, run])
        }
    }

    @Test("cells of any table may hold anything", arguments: 0..<6)
    func cells(seed: Int) throws {
        let folder = try TemporaryFolder()
        _ = try record(in: folder)
        let store = try folder.store()
        var random = SeededRandom(state: UInt64(seed))
        let columns = try store.read { database in
            try ["run", "branch", "series", "epoch", "intervention", "finding", "checkpoint"].flatMap { table in
                try database.columns(in: table).map { (table, $0.name) }
            }
        }
        struct Undone: Error {}
        for _ in 0..<40 {
            // Each round starts from the sound database.
            let mutant = try TemporaryFolder()
            try AtomicFile.write(AtomicFile.read(folder.path + "/runs.sqlite"), to: mutant.path + "/runs.sqlite")
            let changed = try mutant.store()
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                guard let (table, column) = columns.randomElement(using: &random),
                    let value = Self.cells.randomElement(using: &random)
                else { continue }
                _ = try? changed.write {
                    try $0.execute(sql: "UPDATE \(table) SET \"\(column)\" = ?", arguments: [value])
                }
            }
            use(changed)
        }
    }

    @Test("exact JSON in cells may say anything", arguments: 0..<4)
    func texts(seed: Int) throws {
        let folder = try TemporaryFolder()
        _ = try record(in: folder)
        let store = try folder.store()
        var random = SeededRandom(state: 77 + UInt64(seed))
        let places = [
            ("run", "experiment"), ("run", "settings"), ("run", "layers"), ("run", "test"), ("run", "summary"),
            ("epoch", "extra"), ("intervention", "assignments"), ("intervention", "previous"), ("finding", "advice"),
        ]
        for (table, column) in places {
            let texts = try store.read {
                try String.fetchAll($0, sql: "SELECT \(column) FROM \(table) WHERE \(column) IS NOT NULL")
            }
            guard let sound = texts.first else { continue }
            for _ in 0..<10 {
                let mutant = Mutation.json(sound, &random)
                try store.write { try $0.execute(sql: "UPDATE \(table) SET \(column) = ?", arguments: [mutant]) }
                use(store)
            }
            try store.write { try $0.execute(sql: "UPDATE \(table) SET \(column) = ?", arguments: [sound]) }
        }
        #expect(try store.runs().count == 1)
    }

    @Test("packed rows with any byte changed are refused or read without a trap", arguments: 0..<4)
    func blocks(seed: Int) {
        var block = SeriesBlock(columnCount: 3)
        var row = SeriesRow(columnCount: 3)
        for step in 1...40 {
            row.add(first: step, last: step, values: [Float(step), 1, step == 7 ? .nan : 2])
            block.append(row)
            row.removeAll()
        }
        let bytes = block.packed()
        var random = SeededRandom(state: 7 + UInt64(seed))
        for _ in 0..<500 {
            var mutant = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                mutant[Int.random(in: 0..<mutant.count, using: &random)] =
                    [0, 1, 0x7F, 0x80, 0xFF]
                    .randomElement(using: &random) ?? 0
            }
            guard let read = SeriesBlock(packed: mutant, columns: 3) else { continue }
            let series = RecordedSeries(layout: FakeRun.layout, rows: read)
            _ = series.count
            for row in 0..<read.count { _ = read.bucket(row: row, column: 2).displayValue }
        }
    }
}
