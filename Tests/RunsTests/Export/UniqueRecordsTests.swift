import Testing

@testable import Runs
@testable import Training

@Suite("One record a step")
struct UniqueRecordsTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    @Test("after undoing, redoing and checkpoints of one step, exports hold each step and epoch once")
    func unique() throws {
        let store = try temporary.store()
        let folder = store.folder
        var recorder: RunRecorder?
        _ = try TrainedRun.train(Fixture.experiment(), TrainedRun.tinkering, afterwards: [.undo]) { description in
            let new = NewRun(description: description, experiment: Fixture.experiment(), presetText: "")
            let made = try RunRecorder(store, new)
            recorder = made
            return made
        }
        let name = try #require(recorder).name
        let experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        for role in [CheckpointFolder.Role.last, .best, .periodic] {
            var checkpoint = Fixture.checkpoint(session, of: experiment)
            checkpoint.snapshot.journal = InterventionTree()
            _ = try folder.checkpoints(of: name).save(checkpoint, as: role)
        }
        let run = try store.open(name.description, points: .max)
        let export = RunExport(run, checkpoints: folder.checkpoints(of: name).readable())
        let printed = try RealReaders.python(
            """
            import sys, struct
            from tensorboard.compat.proto.event_pb2 import Event
            data = open(sys.argv[1], 'rb').read()
            seen, double, place = set(), 0, 0
            while place < len(data):
                size = struct.unpack('<Q', data[place:place + 8])[0]
                event = Event.FromString(data[place + 12:place + 12 + size])
                for value in event.summary.value:
                    double += (value.tag, event.step) in seen
                    seen.add((value.tag, event.step))
                place += size + 16
            print(len(seen) > 50, double)
            """,
            {
                let path = temporary.path + "/events"
                try AtomicFile.write(export.tensorBoard(), to: path)
                return path
            }())
        #expect(printed == "True 0\n")
        let epochs = run.epochs.map(\.epoch)
        #expect(Set(epochs).count == epochs.count && epochs == epochs.sorted())
        let rows = run.series.rows
        for row in 0..<rows.count {
            #expect(rows.firsts[row] <= rows.lasts[row])
            if row > 0 { #expect(rows.firsts[row] > rows.lasts[row - 1]) }
        }
    }
}
