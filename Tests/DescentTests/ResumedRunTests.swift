import Foundation
import GRDB
import Testing
import Tunables

@testable import Runs
@testable import Training
@testable import descent

@Suite("A run that goes on")
struct ResumedRunTests {
    @Test("knows what happened up to its checkpoint, in order, and tells each checkpoint that was passed over")
    func past() throws {
        let folder = RunsFolder(
            FileManager.default.temporaryDirectory.appendingPathComponent("descent-\(UUID().uuidString)").path)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let store = try RunStore(folder)
        let experiment = Experiment(
            name: "small",
            settings: Settings([
                "data.dataset": "moons", "data.samples": 100, "epochs": 9, "batch.size": 10, "layers.1.type": "dense",
                "layers.1.units": "outputs", "layers.1.activation.name": "softmax", "optimizer.name": "sgd",
                "optimizer.lr": 0.1,
            ]), layerCount: 1)
        let session = try TrainingSession(PreparedExperiment.prepare(experiment))
        let recorder = try RunRecorder(
            store, NewRun(description: session.prepared.description, experiment: experiment, presetText: ""))
        var journal = InterventionTree()
        func train(_ steps: Int) {
            for _ in 0..<steps {
                var batch = TelemetryBatch(layout: TelemetryLayout(layerCount: 1), capacity: 4)
                _ = session.step(into: &batch)
                let ends = session.isEpochComplete ? [RunEvent.epoch(session.endEpoch(seconds: 1).report)] : []
                recorder.record(ends, batch)
            }
        }
        func change() {
            let made = journal.append(
                step: session.step, epoch: session.epoch, assignments: [Assignment("optimizer.lr", 0.01)],
                previous: [0.1], source: .key, commandID: 1)
            recorder.record([.journaled(made)], TelemetryBatch(layout: TelemetryLayout(layerCount: 1), capacity: 2))
        }
        func save() {
            recorder.save(
                RunSnapshot(
                    state: session.capture(), journal: journal, phase: .running, seconds: 1,
                    layout: session.tensorLayout), as: .periodic)
        }
        train(5)
        change()
        train(10)
        recorder.record(RecordedFinding(step: 12, kind: "vanishing", severity: "alarm", message: "Vanishing gradient"))
        save()
        train(5)
        change()
        for _ in 0..<2 {
            train(2)
            save()
        }
        recorder.record([.state(.paused)], TelemetryBatch(layout: TelemetryLayout(layerCount: 1), capacity: 2))
        recorder.finish()
        let files = folder.checkpoints(of: recorder.name).files()
        for file in files.prefix(2) { try Data([1, 2, 3]).write(to: URL(fileURLWithPath: file.path)) }

        let resumed = try ResumedRun(store, recorder.id)
        resumed.recording.finish()
        let words = resumed.past.map { event in
            switch event {
            case .reported(.epoch(let report)): "\(report.step) epoch"
            case .reported(.journaled(let entry)): "\(entry.step) entry"
            case .finding(let step, _, _, _): "\(step) finding"
            case .checkpoint(let note): "\(note.step) checkpoint"
            default: "?"
            }
        }
        #expect(resumed.continuation.pending.map(\.step) == [20])
        #expect(words.filter { !$0.hasSuffix("epoch") } == ["5 entry", "12 finding", "15 checkpoint"])
        #expect(words.contains { $0.hasSuffix("epoch") })
        let steps = words.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
        #expect(steps == steps.sorted() && steps.count == words.count)
        #expect(resumed.opening.count == 3)
        #expect(resumed.opening.prefix(2).allSatisfy { $0.hasPrefix("passed over: ") })
        #expect(resumed.opening.last?.contains("from step 15") == true)
    }
}
