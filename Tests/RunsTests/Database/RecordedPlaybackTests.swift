import Foundation
import Testing
import Tunables

@testable import Runs
@testable import Training

@Suite("Looking at recorded runs")
struct RecordedPlaybackTests {
    private let temporary: TemporaryFolder
    private let store: RunStore

    init() throws {
        temporary = try TemporaryFolder()
        store = try temporary.store()
    }

    private func record(_ settings: Settings, finished: Bool = true) throws -> RecordedRun {
        let recorder = try RunRecorder(store, FakeRun.new())
        recorder.record([.settings(settings, tunables: [])], FakeRun.batch(1...1), at: 0)
        for step in 2...30 { recorder.record([], FakeRun.batch(step...step), at: Double(step)) }
        recorder.record(
            [.epoch(FakeRun.report(1, step: 30, isBest: true)), .journaled(FakeRun.entry(1, parent: nil, step: 30))],
            FakeRun.none, at: 31)
        if finished { recorder.record([.finished(FakeRun.summary(steps: 30))], FakeRun.none, at: 32) }
        recorder.finish()
        return try store.open(recorder.id)
    }

    @Test("a recorded run can be watched like one that trains; commands are refused")
    func playback() throws {
        let run = try record(Fixture.experiment().settings)
        let playback = RecordedPlayback(run)
        var batch = TelemetryBatch(layout: FakeRun.layout, capacity: 4)
        let events = playback.takeTelemetry(into: &batch)
        #expect(batch.count == 30)
        #expect(batch.value(row: 9, column: 0).mean == FakeRun.value(10, 0))
        #expect(events.contains(.epoch(FakeRun.report(1, step: 30, isBest: true))))
        #expect(events.contains(.journaled(FakeRun.entry(1, parent: nil, step: 30))))
        guard case .finished(let summary)? = events.last else {
            Issue.record("it does not say how it ended")
            return
        }
        #expect(summary.weightsSHA256 == "abcd")
        playback.send(Command(id: 7, .resume))
        let answer = playback.takeTelemetry(into: &batch)
        guard case .rejected(7, let reason)? = answer.first else {
            Issue.record("the command was not refused")
            return
        }
        #expect(reason.contains("resume"))
        #expect(batch.count == 0)
    }

    @Test("runs are told apart by what differs, defaults included")
    func differences() throws {
        var settings = Fixture.experiment().settings
        let first = try record(settings)
        settings["optimizer.name"] = "sgd"
        settings["batch.size"] = 8
        settings["optimizer.beta1"] = nil
        let second = try record(settings)
        let found = RunDifference.all(between: [first, second])
        #expect(found.first { $0.key == "batch.size" }?.values == [16, 8])
        #expect(found.first { $0.key == "optimizer.name" }?.values == ["adam", "sgd"])
        #expect(found.first { $0.key == "optimizer.beta1" }?.values == [0.9, nil])
        #expect(!found.contains { $0.key == "epochs" })
        #expect(RunDifference.all(between: [first, first]).isEmpty)
    }

    @Test("a record is one line of JSON with what scripts ask for")
    func line() throws {
        let line = try record(Settings()).record.jsonLine
        let json = try JSONParser.parse(line)
        #expect(json["id"]?.string?.contains("moons") == true)
        #expect(json["state"]?.string == "finished")
        #expect(json["steps"]?.int == 30)
        #expect(json["best_loss"]?.exactDouble == 1.125)
        #expect(json["weights_sha256"]?.string == "abcd")
        #expect(!line.contains("\n"))
    }
}
