import Datasets
import Foundation
import GRDB
import Presets
import Testing
import Tunables

@testable import Runs
@testable import Training
@testable import descent

/// Runs on a table that changes after they were trained.
@Suite("A run keeps what its weights mean")
final class KeptMeaningTests {
    private let folder: RunsFolder
    private var table: String { folder.path + "/t.csv" }
    private var store: RunStore { get throws { try RunStore(folder) } }

    init() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("descent-kept-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = RunsFolder(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    private static let original: String = {
        var text = "width,height,kind\n"
        for row in 0..<60 {
            text += "\(Double(row % 13) * 0.7),\(Double(row % 7) - 3),\(["oak", "ash", "elm"][row % 3])\n"
        }
        return text
    }()

    /// What happens to the table: each makes the run's data another.
    private static let changes: [(name: String, change: @Sendable (String) -> String)] = [
        ("classes renamed", { $0.replacing("oak", with: "pine") }),
        (
            "rows in another order",
            { text in
                let lines = text.split(separator: "\n")
                return ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
            }
        ),
        ("one cell", { $0.replacing("0.7,-2.0,ash", with: "0.7,9.0,ash") }),
        ("a column renamed", { $0.replacing("height", with: "girth") }),
        (
            "a column dropped",
            { text in
                text.split(separator: "\n").map { line in
                    let cells = line.split(separator: ",")
                    return "\(cells[0]),\(cells[2])"
                }.joined(separator: "\n") + "\n"
            }
        ),
        ("a row more", { $0 + "1,1,oak\n" }),
    ]

    private func write(_ text: String) throws { try text.write(toFile: table, atomically: true, encoding: .utf8) }

    /// Trains a run on the table with the program's own recorder and trainer.
    private func train(isFinished: Bool = true) throws -> String {
        try write(Self.original)
        let experiment = Experiment(
            name: "kept",
            settings: Settings([
                "data.dataset": "csv", "data.path": "t.csv", "epochs": 3, "batch.size": 8, "layers.1.type": "dense",
                "layers.1.units": 4, "layers.1.activation.name": "tanh", "layers.2.type": "dense",
                "layers.2.units": "outputs", "layers.2.activation.name": "softmax", "optimizer.lr": 0.1,
                "swa.enabled": true, "swa.start": 1, "snapshot_ensemble.enabled": true, "snapshot_ensemble.every": 1,
            ]), layerCount: 2, directory: folder.path)
        let prepared = try PreparedExperiment.prepare(experiment)
        let begun = RunArchive.open(folder).begin(prepared, presetText: "")
        var recording = try #require(begun.recording)
        if isFinished {
            _ = try PlainWatch().train(prepared, keeper: recording.keeper) { recording.take($0, $1, []) }
        } else {
            let session = try TrainingSession(prepared)
            var batch = TelemetryBatch(layout: TelemetryLayout(layerCount: 2), capacity: 64)
            for _ in 0..<4 { _ = session.step(into: &batch) }
            recording.take([.state(.running)], batch, [])
            recording.keeper.recorder.save(
                RunSnapshot(
                    state: session.capture(), journal: InterventionTree(), phase: .running, seconds: 1,
                    layout: session.tensorLayout), as: .last)
        }
        recording.finish()
        return recording.id
    }

    private func predictions(_ name: String, _ weights: WeightsChoice = .chosen) throws -> [UInt32] {
        let network = try TrainedRun(name, weights, in: folder).network
        let rows = folder.path + "/new.csv"
        try "height,width\n1.5,2\n-3,8\n0,0.1\n".write(toFile: rows, atomically: true, encoding: .utf8)
        let table = try TableRows(path: rows, columns: network.preprocessing.columns)
        return network.outputs(of: try network.preprocessing.normalizing(table)).map(\.bitPattern)
    }

    /// Everything in the database and the checkpoints' names, but for the mark of the process.
    private func record() throws -> [String] {
        let rows = try store.read { database in
            try ["run", "branch", "epoch", "series", "intervention", "finding", "checkpoint"].flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
            }
        }
        let name = try store.runs()[0].name
        return rows + (try FileManager.default.contentsOfDirectory(atPath: folder.checkpoints(of: name).path)).sorted()
    }

    private func message(_ body: () throws -> Void) -> String {
        do { try body() } catch let failure as CommandFailure { return failure.message } catch { return "\(error)" }
        return ""
    }

    @Test("predicts the same to the bit whatever became of the training file", arguments: WeightsChoice.allCases)
    func bits(_ weights: WeightsChoice) throws {
        let id = try train()
        let before = try predictions(id, weights)
        for change in Self.changes {
            try write(change.change(Self.original))
            #expect(try predictions(id, weights) == before, "\(change.name)")
        }
        try FileManager.default.removeItem(atPath: table)
        #expect(try predictions(id, weights) == before, "the file is gone")
        try FileManager.default.createDirectory(atPath: table, withIntermediateDirectories: false)
        #expect(try predictions(id, weights) == before, "a folder in its place")
    }

    @Test("a table is measured without the training file; the test split is refused, with what changed")
    func evaluation() throws {
        let id = try train()
        let own = folder.path + "/own.csv"
        try Self.original.write(toFile: own, atomically: true, encoding: .utf8)
        let run = try TrainedRun(id, .chosen, in: folder)
        _ = try run.testRows()
        let whole = Measurement(run.network, on: try run.rows(ofTable: own, target: nil)).headline
        for change in Self.changes {
            try write(change.change(Self.original))
            let text = message { _ = try run.testRows() }
            #expect(text.contains("has changed: ") && text.contains("--data FILE.csv"), "\(change.name): \(text)")
            #expect(message { _ = try ModelComparison(run, run) }.contains("has changed"))
        }
        try FileManager.default.removeItem(atPath: table)
        #expect(message { _ = try run.testRows() }.contains("t.csv"))
        #expect(Measurement(run.network, on: try run.rows(ofTable: own, target: nil)).headline == whole)
        let both = try ModelComparison(run, run, table: own, target: nil)
        #expect(both.difference?.estimate == 0)
    }

    @Test("neither resume nor replay takes changed data, and both say what changed before anything is touched")
    func refusal() throws {
        for isFinished in [true, false] {
            let id = try train(isFinished: isFinished)
            let before = try record()
            for change in Self.changes {
                try write(change.change(Self.original))
                #expect(message { _ = try ResumedRun(store, id) }.contains("has changed: "), "\(change.name)")
                #expect(message { _ = try Replay(store, id) }.contains("has changed: "), "\(change.name)")
            }
            try FileManager.default.removeItem(atPath: table)
            #expect(message { _ = try ResumedRun(store, id) }.contains("t.csv"))
            #expect(try record() == before)
            try write(Self.original)
            #expect(message { _ = try Replay(store, id) }.isEmpty)
            try FileManager.default.removeItem(atPath: folder.databasePath)
        }
    }

    @Test("a finished run that is only looked at stays as it is; more epochs change it")
    func finished() throws {
        _ = try train()
        let before = try record()
        func goOn() throws {
            let resumed = try ResumedRun(store, "last")
            var recording = resumed.recording
            _ = try PlainWatch().train(
                resumed.prepared, keeper: recording.keeper, from: resumed.continuation
            ) { recording.take($0, $1, []) }
            recording.finish()
        }
        try goOn()
        #expect(try record() == before)
        #expect(try store.record("last").isOpen == false)
    }

    @Test("a checkpoint of another run, or of a copy that went on by itself, is passed over with the reason")
    func foreign() throws {
        let other = try train()
        let id = try train()
        let own = try predictions(id)
        let otherName = try #require(RunID(other))
        let foreign = try #require(folder.checkpoints(of: otherName).files().first)
        let place = folder.checkpoints(of: try #require(RunID(id))).path
        try FileManager.default.copyItem(atPath: foreign.path, toPath: place + "/00000999-last-24.safetensors")
        #expect(try predictions(id) == own)
        let skipped = try store.resumePlan(id).skipped
        #expect(skipped.first.map { $0.kind == .foreign && $0.reason.contains(other) } == true)

        // The same id, another life.
        var checkpoint = try #require(try store.resumePlan(id).start)
        let record = try store.record(id)
        for (lineage, word) in [
            (RunLineage.beginning(), "another run that had"), (record.lineage.continued(), "a copy"),
        ] {
            checkpoint.lineage = lineage
            try checkpoint.write(to: place + "/00000999-last-24.safetensors")
            #expect(try store.resumePlan(id).skipped.first?.reason.contains(word) == true)
        }
        for file in folder.checkpoints(of: try #require(RunID(id))).files() where file.number != 999 {
            unlink(file.path)
        }
        #expect(message { _ = try predictions(id) }.contains("a copy"))
        #expect(message { _ = try ResumedRun(store, id) }.contains("the run is over"))
    }
}
