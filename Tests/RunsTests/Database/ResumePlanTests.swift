import Foundation
import Testing

@testable import Runs
@testable import Training

@Suite("Going on after an interruption")
struct ResumePlanTests {
    private let temporary: TemporaryFolder
    private let store: RunStore
    private let experiment = Fixture.experiment()
    private let session: TrainingSession
    private let recorder: RunRecorder

    init() throws {
        temporary = try TemporaryFolder()
        store = try temporary.store()
        session = try Fixture.session(experiment)
        recorder = try RunRecorder(
            store, NewRun(description: session.prepared.description, experiment: experiment, presetText: ""))
    }

    /// Trains so many steps and saves.
    private func save(_ steps: Int, _ journal: InterventionTree) {
        session.train(steps: steps)
        recorder.record([], FakeRun.batch(session.step...session.step))
        recorder.save(
            RunSnapshot(
                state: session.capture(), journal: journal, phase: .running, seconds: 1, layout: session.tensorLayout),
            as: .periodic)
    }

    private func tree(_ entries: JournalEntry...) throws -> InterventionTree {
        try #require(InterventionTree(entries: entries, head: entries.last?.id))
    }

    private func interrupt() throws {
        recorder.flushNow()
        try store.write { try $0.execute(sql: "UPDATE run SET process = 'gone'") }
    }

    @Test("the newest checkpoint is taken, and what was done after it is to be done again")
    func pending() throws {
        let one = FakeRun.entry(1, parent: nil, step: 4)
        let two = FakeRun.entry(2, parent: 1, step: 9)
        recorder.record([.state(.running), .journaled(one)], FakeRun.none)
        save(6, try tree(one))
        recorder.record([.journaled(two)], FakeRun.none)
        #expect(throws: RunsError.self) { try store.resumePlan(recorder.id) }
        try interrupt()
        let plan = try store.resumePlan("last")
        #expect(plan.start?.step == 6)
        #expect(plan.pending == [two])
        #expect(plan.startJournal.head == 1)
        #expect(plan.journal.head == 2)
        #expect(plan.experiment == experiment)
        #expect(plan.start?.snapshot.state == session.capture())
        #expect(try store.open(recorder.id).checkpoints.map(\.weightsSHA256) == [fingerprint(session.network.arena)])
    }

    @Test("what a checkpoint knew before the database heard of it is in force")
    func checkpointAhead() throws {
        let one = FakeRun.entry(1, parent: nil, step: 4)
        let two = FakeRun.entry(2, parent: 1, step: 9)
        recorder.record([.state(.running), .journaled(one)], FakeRun.none)
        save(10, try tree(one, two))
        try interrupt()
        let plan = try store.resumePlan(recorder.id)
        #expect(plan.start?.step == 10)
        #expect(plan.pending.isEmpty)
        #expect(plan.journal.branch == [one, two])
        let resumed = try RunRecorder(store, resuming: recorder.id, atStep: 10, epoch: 3, journal: plan.journal)
        resumed.finish()
        #expect(try store.journal(of: recorder.id) == plan.journal)
        #expect(try store.record(recorder.id).epochs == 3)
    }

    @Test("a checkpoint that undoing has left is passed over, a damaged one too")
    func passedOver() throws {
        let one = FakeRun.entry(1, parent: nil, step: 4)
        save(3, InterventionTree())
        recorder.record([.journaled(one)], FakeRun.none)
        save(5, try tree(one))
        recorder.record([.rewound(toStep: 4, epoch: 0, entry: 1, redo: false)], FakeRun.none)
        try interrupt()
        let plan = try store.resumePlan(recorder.id)
        #expect(plan.start?.step == 3)
        #expect(plan.pending.isEmpty)
        #expect(plan.skipped.map(\.kind) == [.mismatch])
        for file in store.folder.checkpoints(of: recorder.name).files() {
            try AtomicFile.write([1, 2, 3], to: file.path)
        }
        let bare = try store.resumePlan(recorder.id)
        #expect(bare.start == nil)
        #expect(bare.skipped.map(\.kind) == [.corrupt, .corrupt])
    }

    @Test("a checkpoint that cannot be written turns recording off and says why")
    func unwritable() throws {
        try AtomicFile.makeFolder(temporary.path + "/checkpoints")
        try AtomicFile.write([0], to: store.folder.checkpoints(of: recorder.name).path)
        save(1, InterventionTree())
        recorder.finish()
        #expect(recorder.failure?.kind == .unwritable)
        #expect(!recorder.isSaving)
        #expect(recorder.checkpointInterval == 1)
    }
}
