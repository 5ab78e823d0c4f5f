import Foundation
import GRDB
import Testing

@testable import Runs
@testable import Training

@Suite("The run database")
struct RunStoreTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private func failure(_ body: () throws -> Void) -> RunsError? {
        do {
            try body()
            return nil
        } catch {
            return error as? RunsError
        }
    }

    @Test("the folder follows the XDG variables")
    func folder() {
        #expect(RunsFolder.standard { ["XDG_DATA_HOME": "/data", "HOME": "/h"][$0] }.path == "/data/descent")
        #expect(
            RunsFolder.standard { ["XDG_DATA_HOME": "relative", "HOME": "/h"][$0] }.path == "/h/.local/share/descent")
    }

    @Test("commands say the folder only where it is not the standard one")
    func option() {
        #expect(RunsFolder.standard().option.isEmpty)
        #expect(RunsFolder("/data/my runs").option == " --runs '/data/my runs'")
        #expect(RunsFolder("it's").option == #" --runs 'it'\''s'"#)
        #expect(RunsFolder("runs-2").option == " --runs runs-2")
    }

    @Test("looking where nothing is recorded makes no database")
    func looking() {
        let folder = RunsFolder(temporary.path + "/mistyped")
        #expect(failure { _ = try RunStore(existing: folder) }?.kind == .missing)
        #expect(temporary.names(in: "").isEmpty)
    }

    @Test("times that a damaged file makes absurd do not keep runs from being listed")
    func absurdTimes() throws {
        let store = try temporary.store()
        try RunRecorder(store, FakeRun.new()).finish()
        try store.write { try $0.execute(sql: "UPDATE run SET started = 9e999, seconds = 1e300, updated = -5") }
        let record = try #require(store.runs().first)
        #expect(record.started < 1e12 && record.seconds < 1e12 && record.updated == 0)
    }

    @Test("lists are sorted and filtered; runs are found by parts of their ids")
    func lists() throws {
        let store = try temporary.store()
        var ids: [String] = []
        for (index, name) in ["digits", "moons", "spiral"].enumerated() {
            let recorder = try RunRecorder(store, FakeRun.new(name, started: 1_795_000_000 + Double(index) * 86_400))
            recorder.record(
                [.epoch(FakeRun.report(1, step: 10, isBest: true, loss: [0.5, 0.1, 0.3][index]))],
                FakeRun.batch(1...10), at: 0)
            if index < 2 { recorder.record([.finished(FakeRun.summary(steps: 10 - index))], FakeRun.none, at: 1) }
            recorder.finish()
            ids.append(recorder.id)
        }
        try store.setTags(["good", "two words", "good"], of: ids[0])
        try store.setNote("The baseline.", of: ids[1])
        #expect(try store.runs().map(\.id) == ids.reversed())
        #expect(try store.runs(RunQuery(order: .best)).map(\.preset) == ["moons", "spiral", "digits"])
        #expect(
            try store.runs(RunQuery(order: .preset, isReversed: true)).map(\.preset) == ["spiral", "moons", "digits"])
        #expect(try store.runs(RunQuery(text: "BASE moon")).map(\.id) == [ids[1]])
        #expect(try store.runs(RunQuery(tag: "good")).map(\.id) == [ids[0]])
        #expect(try store.runs(RunQuery(limit: 2)).count == 2)
        #expect(try store.record(ids[0]).tags == ["good", "two", "words"])
        #expect(try store.record(String(ids[1].suffix(4))).id == ids[1])
        #expect(try store.record("last").id == ids[2])
        #expect(failure { _ = try store.record("20") }?.kind == .ambiguous)
        #expect(failure { _ = try store.record("nothing") }?.kind == .missing)
        try AtomicFile.makeFolder(store.folder.checkpoints(of: #require(RunID(ids[0]))).path)
        try store.remove(ids[0])
        #expect(try store.runs().count == 2)
        #expect(temporary.names(in: "checkpoints").isEmpty)
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM series WHERE run = 1") } == 0)
    }

    @Test("a run whose process is gone is known as interrupted")
    func interrupted() throws {
        let store = try temporary.store()
        let recorder = try RunRecorder(store, FakeRun.new())
        recorder.record([.state(.running)], FakeRun.batch(1...3), at: 0)
        recorder.flushNow()
        #expect(try !store.record(recorder.id).isInterrupted)
        try store.write { try $0.execute(sql: "UPDATE run SET process = '1 2 3'") }
        #expect(try store.record(recorder.id).isInterrupted)
        try store.write { try $0.execute(sql: "UPDATE run SET state = 'diverged'") }
        #expect(try !store.record(recorder.id).isInterrupted)
    }

    @Test("two stores on one database see each other's runs and write at the same time")
    func twoProcesses() async throws {
        let path = temporary.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try RunStore(RunsFolder(path))
                    let recorder = try RunRecorder(store, FakeRun.new("writer\(writer)"))
                    for step in 1...40 {
                        recorder.record(
                            [.journaled(FakeRun.entry(step, parent: step == 1 ? nil : step - 1, step: step))],
                            FakeRun.batch(step...step), at: Double(step))
                    }
                    recorder.finish()
                    #expect(recorder.failure == nil)
                }
            }
            try await group.waitForAll()
        }
        let store = try temporary.store()
        let records = try store.runs()
        #expect(records.count == 4)
        for record in records { #expect(try store.journal(of: record.id).branch.count == 40) }
        #expect(try store.integrityProblems().isEmpty)
    }

    @Test("a newer database, a damaged one, and a place that cannot be written are told apart")
    func refusals() throws {
        try temporary.store().write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('9: what is not known yet')")
        }
        #expect(failure { _ = try temporary.store() }?.kind == .newer)

        let damaged = try TemporaryFolder()
        _ = try damaged.store()
        try AtomicFile.write(
            Array("no database at all, ".utf8) + [UInt8](repeating: 7, count: 9000), to: damaged.path + "/runs.sqlite")
        let corrupt = failure { _ = try damaged.store() }
        #expect(corrupt?.kind == .corrupt)
        #expect(corrupt?.place == damaged.path + "/runs.sqlite")
        #expect(corrupt?.remedy.isEmpty == false)

        #expect(failure { _ = try RunStore(RunsFolder(damaged.path + "/runs.sqlite/below")) }?.kind == .unwritable)
        #expect(failure { _ = try RunStore(RunsFolder("/proc/descent")) } != nil)
    }

    @Test("a database file with any page overwritten is an error or reads on, never a crash", arguments: 0..<12)
    func fuzzed(round: Int) throws {
        let recorder = try RunRecorder(try temporary.store(), FakeRun.new())
        for step in 1...200 {
            recorder.record([.epoch(FakeRun.report(step, step: step))], FakeRun.batch(step...step), at: Double(step))
        }
        recorder.finish()
        try temporary.store().write { try $0.execute(sql: "SELECT 1") }
        _ = try? temporary.store().database?.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        let path = temporary.path + "/runs.sqlite"
        var bytes = try AtomicFile.read(path)
        for _ in 0..<40 { bytes[Int.random(in: (round == 0 ? 0 : 100)..<bytes.count)] = .random(in: 0...255) }
        if round % 3 == 2 { bytes.removeLast(.random(in: 1..<bytes.count)) }
        let fresh = try TemporaryFolder()
        try AtomicFile.write(bytes, to: fresh.path + "/runs.sqlite")
        let error = failure {
            let store = try fresh.store()
            for record in try store.runs() { _ = try store.open(record.id).history }
        }
        #expect(error.map { !$0.reason.isEmpty && !$0.remedy.isEmpty } ?? true)
    }

    @Test("on a full disk recording turns itself off, says why once, and the run goes on")
    func fullDisk() throws {
        let store = try RunStore(RunsFolder(temporary.path), largest: 40)
        nonisolated(unsafe) var told: [RunsError] = []
        let recorder = try RunRecorder(store, FakeRun.new()) { told.append($0) }
        for step in 1...4000 {
            recorder.record([], FakeRun.batch(step...step), at: Double(step))
            if step % 100 == 0 { recorder.flushNow() }
        }
        recorder.finish()
        #expect(recorder.failure?.kind == .full)
        #expect(told.map(\.kind) == [.full])
        #expect(try temporary.store().integrityProblems().isEmpty)
    }

    @Test("what waits is bounded however long the disk takes")
    func bounded() {
        var pending = PendingChanges(columnCount: FakeRun.layout.columnCount)
        for step in 1...30_000 { pending.take([], FakeRun.batch(step...step), at: Double(step)) }
        let taken = pending.takeAll()
        guard case .rows(_, let block)? = taken.changes.first else {
            Issue.record("no rows")
            return
        }
        #expect(block.count <= 4096)
        #expect(block.firsts.first == 1)
        #expect(block.lasts.last == 30_000)
        for index in 1...60_000 { pending.append(.journaled(FakeRun.entry(index, parent: nil, step: 1), at: 0)) }
        #expect(pending.failure?.kind == .busy)
    }

    @Test("packed rows read back to the bit; anything else is refused")
    func packing() throws {
        var block = SeriesBlock(columnCount: 3)
        var row = SeriesRow(columnCount: 3)
        for step in 1...100 {
            row.add(
                first: step * 2 - 1, last: step * 2, values: [Float(step), 5, step == 50 ? .nan : -1 / Float(step)])
            block.append(row)
            row.removeAll()
        }
        let packed = block.packed()
        let read = try #require(SeriesBlock(packed: packed))
        #expect(read.bucket(row: 49, column: 2).nonFinite == .nan)
        #expect(read.packed() == packed)
        #expect(read.lasts == block.lasts && read.means == block.means && read.minima == block.minima)
        for cut in stride(from: 0, to: packed.count, by: 7) {
            #expect(SeriesBlock(packed: Array(packed[..<cut])) == nil)
        }
        for _ in 0..<500 {
            var changed = packed
            changed[.random(in: 0..<changed.count)] = .random(in: 0...255)
            _ = SeriesBlock(packed: changed)
        }
    }
}
