import Foundation
import GRDB
import Testing

@testable import Runs
@testable import Training

@Suite("Runs that can only be looked at")
struct ReadOnlyTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private func record(in folder: RunsFolder) throws -> String {
        let recorder = try RunRecorder(try RunStore(folder), FakeRun.new())
        recorder.record([.epoch(FakeRun.report(1, step: 10, isBest: true))], FakeRun.batch(1...10), at: 0)
        recorder.finish()
        return recorder.id
    }

    @Test("after a clean end the one file holds everything: copied without its log it tells the whole run")
    func settled() throws {
        let folder = RunsFolder(temporary.path + "/runs")
        // Somebody who looks on keeps the log from going with the last connection.
        let watcher = try RunStore(folder)
        let id = try record(in: folder)
        try watcher.setNote("a note", of: id)
        let copy = RunsFolder(temporary.path + "/copy")
        try AtomicFile.makeFolder(copy.path)
        try FileManager.default.copyItem(atPath: folder.databasePath, toPath: copy.databasePath)
        let run = try RunStore(existing: copy).open(id)
        #expect(run.epochs.count == 1 && run.series.lastStep == 10)
        #expect(run.record.note == "a note")
        #expect(try watcher.record(id).id == id)
    }

    /// Root may write anywhere, so that the folder is opened here as one is that cannot be written.
    @Test(
        "a database is read where nothing can be written beside it, with its log or without", arguments: [true, false])
    func readOnly(hasLog: Bool) throws {
        let folder = RunsFolder(temporary.path + "/runs")
        let store = try RunStore(folder)
        let id = try record(in: folder)
        // What is not settled stands in the log.
        if hasLog { try store.write { try $0.execute(sql: "UPDATE run SET note = 'late'") } }
        let frozen = RunsFolder(temporary.path + "/frozen")
        try FileManager.default.copyItem(atPath: folder.path, toPath: frozen.path)
        try? FileManager.default.removeItem(atPath: frozen.databasePath + "-shm")
        let before = temporary.names(in: "frozen")
        let (reader, copy) = try ReadOnlyDatabase.open(frozen)
        #expect((copy != nil) == hasLog)
        let note = try reader.read {
            try String.fetchOne($0, sql: "SELECT note FROM run WHERE id = ?", arguments: [id])
        }
        #expect(note == (hasLog ? "late" : ""))
        #expect(temporary.names(in: "frozen") == before)
    }
}
