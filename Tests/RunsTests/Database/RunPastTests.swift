import Foundation
import Synchronization
import Testing

@testable import Runs
@testable import Training

@Suite("What happened to a recorded run")
struct RunPastTests {
    private let temporary: TemporaryFolder
    private let store: RunStore

    init() throws {
        temporary = try TemporaryFolder()
        store = try temporary.store()
    }

    private func checkpoint(_ role: CheckpointFolder.Role, step: Int) -> RecordedCheckpoint {
        RecordedCheckpoint(
            path: "\(temporary.path)/\(role)-\(step)", role: role, step: step, epoch: step / 10, byteCount: 1,
            fingerprint: "", at: Double(step))
    }

    /// Epochs of ten steps; two interventions, the second of them undone and another made in its place.
    private func recorded() throws -> RecordedRun {
        let recorder = try RunRecorder(store, FakeRun.new())
        var clock = 0.0
        func steps(_ range: ClosedRange<Int>) {
            for step in range {
                clock += 1
                let ends =
                    step % 10 == 0 ? [RunEvent.epoch(FakeRun.report(step / 10, step: step, isBest: step == 20))] : []
                recorder.record(ends, FakeRun.batch(step...step), at: clock)
                if step % 10 == 0 { recorder.record(checkpoint(.last, step: step)) }
                if step == 20 || step == 10 { recorder.record(checkpoint(.best, step: step)) }
            }
        }
        steps(1...20)
        recorder.record([.journaled(FakeRun.entry(1, parent: nil, step: 20))], FakeRun.none, at: clock)
        steps(21...35)
        recorder.record(RecordedFinding(step: 25, kind: "vanishing", severity: "alarm", message: "Vanishing gradient"))
        recorder.record([.journaled(FakeRun.entry(2, parent: 1, step: 35))], FakeRun.none, at: clock)
        steps(36...39)
        recorder.record([.rewound(toStep: 35, epoch: 3, entry: 2, redo: false)], FakeRun.none, at: clock)
        steps(36...38)
        recorder.record([.journaled(FakeRun.entry(3, parent: 1, step: 38))], FakeRun.none, at: clock)
        steps(39...50)
        recorder.record([.finished(FakeRun.summary(steps: 50))], FakeRun.none, at: clock)
        recorder.finish()
        return try store.open(recorder.id)
    }

    @Test("epochs, interventions, findings, branches that were left and the checkpoints worth telling come by step")
    func order() throws {
        let run = try recorded()
        let past = run.past
        guard case .reported(.settings) = past.first, case .reported(.finished) = past.last else {
            Issue.record("it does not begin with the settings and close with the end")
            return
        }
        #expect(past.suffix(2).first == .reported(.state(.finished)))
        let words = past.dropFirst().dropLast(2).map { event in
            switch event {
            case .reported(.epoch(let report)): "epoch \(report.epoch)"
            case .reported(.journaled(let entry)): "entry \(entry.id)"
            case .undone(let entry): "undone \(entry.id)"
            case .finding(let step, let severity, let message, _): "\(step) \(severity) \(message)"
            case .checkpoint(let note): "\(note.purpose) \(note.step)"
            default: "?"
            }
        }
        #expect(
            words == [
                "epoch 1", "epoch 2", "best 20", "entry 1", "25 alarm Vanishing gradient", "epoch 3", "undone 2",
                "entry 3", "epoch 4", "epoch 5", "latest 50",
            ])
        #expect(run.happenings(through: 30).map(\.step) == [10, 20, 20, 20, 25, 30, 30])
        #expect(run.happenings(through: 30).last == .checkpoint(CheckpointNote(.latest, step: 30, epoch: 3)))
    }

    @Test("one who watches a recorded run gets its reports in the same order")
    func playback() throws {
        let run = try recorded()
        var batch = TelemetryBatch(layout: FakeRun.layout, capacity: 4)
        #expect(RecordedPlayback(run).takeTelemetry(into: &batch) == run.past.compactMap(\.report))
    }

    @Test("who listens is told of checkpoints, of which the newest of each role can be taken once, and of failures")
    func listening() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        let told = Atomic<Int>(0)
        recorder.listen { told.add(1, ordering: .relaxed) }
        for step in [10, 20, 30] { recorder.record(checkpoint(.last, step: step)) }
        recorder.record(checkpoint(.best, step: 20))
        #expect(
            recorder.takeCheckpoints().map(\.note) == [
                CheckpointNote(.best, step: 20, epoch: 2), CheckpointNote(.latest, step: 30, epoch: 3),
            ])
        #expect(recorder.takeCheckpoints().isEmpty)
        #expect(told.load(ordering: .relaxed) == 4)
        recorder.finish()
        try store.write { try $0.execute(sql: "DROP TABLE finding") }
        recorder.record(RecordedFinding(step: 1, kind: "", severity: "note", message: "none"))
        recorder.finish()
        #expect(recorder.failure != nil)
        #expect(told.load(ordering: .relaxed) == 5)
    }
}
