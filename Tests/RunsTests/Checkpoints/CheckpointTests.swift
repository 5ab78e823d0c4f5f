import Optimization
import Testing
import Tunables

@testable import Runs
@testable import Training

@Suite("Checkpoints")
struct CheckpointTests {
    static let optimizers = ["sgd", "adam", "momentum", "muon", "nadam", "adadelta"]

    @Test("a checkpoint read back is the same value, to the bit", arguments: optimizers)
    func roundTrip(optimizer: String) throws {
        let experiment = Fixture.experiment(
            ["optimizer.name": .word(optimizer)],
            interventions: [ScriptedIntervention(at: .epoch(2), [Assignment("dropout.rate", 0.5)])])
        let session = try Fixture.session(experiment)
        session.train(steps: 23)
        session.firedScripts = [0, 5, 2]
        let checkpoint = Fixture.checkpoint(session, of: experiment)
        let read = try Checkpoint(decoding: checkpoint.encoded().bytes, place: "memory")
        #expect(read == checkpoint)
        #expect(
            read.snapshot.state.parameters.map(\.bitPattern) == checkpoint.snapshot.state.parameters.map(\.bitPattern))
        #expect(read.snapshot.state.best != nil)
    }

    /// Settings that give a state every part it can have.
    static let parts: [[String: Value]] = [
        [:], ["swa.enabled": true, "swa.start": 1, "swa.every": 3, "swa.granularity": "step"],
        ["snapshot_ensemble.enabled": true, "snapshot_ensemble.every": 1, "snapshot_ensemble.members": 2],
        ["optimizer.name": "nadam", "schedule.name": "cosine", "batch.last": "wrap", "batch.accumulate": 2],
    ]

    @Test("a run continued from a checkpoint is bit-identical to one that was never interrupted", arguments: parts)
    func continuation(settings: [String: Value]) throws {
        let experiment = Fixture.experiment(settings)
        let whole = try Fixture.session(experiment)
        whole.train(steps: 31)
        let half = try Fixture.session(experiment)
        half.train(steps: 17)
        let bytes = try Fixture.checkpoint(half, of: experiment).encoded().bytes
        let read = try Checkpoint(decoding: bytes, place: "memory")
        #expect(read.snapshot.state == half.capture())
        let resumed = try Fixture.session(read.experiment)
        #expect(resumed.mismatch(read.snapshot.state) == nil)
        resumed.restore(read.snapshot.state)
        resumed.train(steps: 14)
        let end = resumed.capture()
        let expected = whole.capture()
        #expect(end == expected)
        #expect(end.parameters.map(\.bitPattern) == expected.parameters.map(\.bitPattern))
    }

    @Test("numbers that are not finite, and the sign of zero, survive")
    func unusualNumbers() throws {
        let experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        var checkpoint = Fixture.checkpoint(session, of: experiment)
        checkpoint.snapshot.state.parameters[0] = -0.0
        checkpoint.snapshot.state.parameters[1] = Float(bitPattern: 0x7fc0_1234)
        checkpoint.snapshot.state.epochTotals.lossSum = -.infinity
        checkpoint.snapshot.state.epochTotals.squaredError = -0.0
        checkpoint.snapshot.state.optimizerScalars = [
            0.1 + 0.2, .leastNonzeroMagnitude, Double(bitPattern: 0x7ff8_0000_0000_0abc),
        ]
        checkpoint.snapshot.seconds = .nan
        let read = try Checkpoint(decoding: checkpoint.encoded().bytes, place: "memory").snapshot
        let state = checkpoint.snapshot.state
        #expect(read.state.parameters.map(\.bitPattern) == state.parameters.map(\.bitPattern))
        #expect(read.state.optimizerScalars.map(\.bitPattern) == state.optimizerScalars.map(\.bitPattern))
        #expect(read.state.epochTotals.lossSum == -.infinity)
        #expect(read.state.epochTotals.squaredError.sign == .minus)
        #expect(read.seconds.isNaN)
    }

    @Test("every stored property of a state is in the file, under its own name")
    func everyProperty() throws {
        let experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        session.train(steps: 20)
        let snapshot = Fixture.checkpoint(session, of: experiment).snapshot
        let json = try ExactEncoder.json(snapshot, sink: TensorSink(snapshot.layout))
        func check(_ value: Any, _ coded: JSON?, _ path: String) {
            let mirror = Mirror(reflecting: value)
            // Settings are coded as the dictionary they wrap.
            guard mirror.displayStyle == .struct, !(value is Settings), let coded else { return }
            for child in mirror.children {
                guard let name = child.label else { continue }
                let isEmpty =
                    Mirror(reflecting: child.value).displayStyle == .optional
                    && Mirror(reflecting: child.value).children.isEmpty
                #expect(isEmpty || coded[name] != nil, "\(path).\(name) is not in the checkpoint")
                check(child.value, coded[name], "\(path).\(name)")
            }
        }
        check(snapshot, json, "snapshot")
        #expect(json["state"]?.members?.count ?? 0 >= 14)
    }

    @Test("weights lie in the file layer by layer, in their shapes")
    func names() throws {
        let experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        session.train(steps: 20)
        let bytes = try Fixture.checkpoint(session, of: experiment).encoded().bytes
        let file = try Safetensors(decoding: bytes, place: "memory")
        let shapes = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.shape) })
        #expect(shapes["1.dense11.weight"] == [2, 11])
        #expect(shapes["1.dense11.bias"] == [11])
        #expect(shapes["2.batch_norm.statistics"] == [22])
        #expect(shapes["best.4.dense2.weight"] == [7, 2])
        #expect(shapes["slots.0.3.dense7.weight"] == [11, 7])
        #expect(shapes["slots.1.3.dense7.weight"] == [11, 7])
        #expect(file.tensors.allSatisfy { ($0.bytes.startIndex) % $0.element.byteCount == 0 })
    }

    @Test("values that lie between the parameters are kept all the same")
    func gaps() throws {
        let experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        var checkpoint = Fixture.checkpoint(session, of: experiment)
        checkpoint.snapshot.state.parameters[23] = 5  // 22 weights, then a gap to 32
        let read = try Checkpoint(decoding: checkpoint.encoded().bytes, place: "memory")
        #expect(read == checkpoint)
    }

    @Test("a state of another network is told apart before it is restored")
    func mismatch() throws {
        let session = try Fixture.session(Fixture.experiment())
        let other = try Fixture.session(Fixture.experiment(["layers.1.units": 64]))
        #expect(session.mismatch(other.capture())?.contains("parameters") == true)
        var state = session.capture()
        state.position.sample = 1 << 40
        #expect(session.mismatch(state) != nil)
    }
}
