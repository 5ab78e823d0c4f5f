import Foundation
import Testing

@testable import Runs
@testable import Training

@Suite("Who has a run open")
struct RunHoldingTests {
    private let store: RunStore
    private let recorder: RunRecorder
    private let temporary: TemporaryFolder

    init() throws {
        temporary = try TemporaryFolder()
        store = try temporary.store()
        recorder = try RunRecorder(store, FakeRun.new())
        recorder.record(
            [.state(.running), .epoch(FakeRun.report(1, step: 3, isBest: true))], FakeRun.batch(1...3), at: 0)
    }

    private func kind(_ body: () throws -> Void) -> RunsError.Kind? {
        do { try body() } catch { return (error as? RunsError)?.kind }
        return nil
    }

    @Test("a run that is open can neither be removed nor resumed, also after its end: there it can go on")
    func open() throws {
        recorder.flushNow()
        #expect(try store.record(recorder.id).isLive)
        #expect(kind { try store.remove(recorder.id) } == .busy)
        recorder.record([.finished(FakeRun.summary(steps: 3))], FakeRun.none, at: 1)
        recorder.flushNow()
        let ended = try store.record(recorder.id)
        #expect(ended.isOpen && !ended.isLive)
        #expect(kind { try store.remove(recorder.id) } == .busy)
        #expect(kind { _ = try store.resumePlan(recorder.id) } == .busy)
    }

    @Test("a run that was left is free, though its process goes on with another")
    func left() throws {
        recorder.finish()
        #expect(try store.record(recorder.id).isInterrupted)
        _ = try store.resumePlan(recorder.id)
        try store.remove(recorder.id)
        #expect(try store.runs().isEmpty)
    }

    @Test("of two that resume one run the second is refused")
    func twice() throws {
        recorder.finish()
        let plan = try store.resumePlan(recorder.id)
        // Process 1 has been at work since the machine was started.
        try store.write { [mark = ProcessMark.mark(of: 1)] in
            try $0.execute(sql: "UPDATE run SET process = ?", arguments: [mark])
        }
        #expect(
            kind { _ = try RunRecorder(store, resuming: recorder.id, atStep: 0, epoch: 0, journal: plan.journal) }
                == .busy)
    }

    @Test("whoever has a removed run open writes into no other, and is told")
    func removed() throws {
        recorder.flushNow()
        let removed = try store.record(recorder.id).number
        try store.write { try $0.execute(sql: "DELETE FROM run") }
        let next = try RunRecorder(store, FakeRun.new("moons"))
        next.flushNow()
        recorder.record([.journaled(FakeRun.entry(1, parent: nil, step: 3))], FakeRun.none, at: 2)
        recorder.flushNow()
        #expect(recorder.failure?.kind == .missing)
        #expect(try store.journal(of: next.id).entries.isEmpty)
        #expect(try store.record(next.id).number == removed + 1)
    }

    @Test("a database that is removed while a run is recorded turns recording off")
    func databaseRemoved() throws {
        recorder.flushNow()
        try FileManager.default.removeItem(atPath: temporary.path)
        recorder.record([.state(.paused)], FakeRun.none, at: 1)
        recorder.flushNow()
        #expect(recorder.failure?.kind == .missing)
    }

    @Test("a run that goes on after its end has no end any more")
    func goesOn() throws {
        recorder.record([.finished(FakeRun.summary(steps: 3))], FakeRun.none, at: 1)
        recorder.flushNow()
        #expect(try store.record(recorder.id).weightsSHA256 != nil)
        recorder.record([.state(.running)], FakeRun.none, at: 2)
        recorder.flushNow()
        let record = try store.open(recorder.id)
        #expect(record.record.weightsSHA256 == nil && record.record.test == nil && record.summary == nil)
    }
}
