import Foundation
import Presets
import Testing
import Tunables

@testable import Runs
@testable import Training

@Suite("Exports, read back by the programs they are made for")
struct ExportTests {
    private let temporary: TemporaryFolder
    private let store: RunStore

    init() throws {
        temporary = try TemporaryFolder()
        store = try temporary.store()
    }

    /// A run with 40 steps, one of them not finite, two epochs and an intervention.
    private func recorded() throws -> RecordedRun {
        let recorder = try RunRecorder(store, FakeRun.new())
        for step in 1...40 {
            recorder.record(
                step % 20 == 0 ? [.epoch(FakeRun.report(step / 20, step: step, isBest: step == 20))] : [],
                FakeRun.batch(step...step, spikes: [33: .nan]), at: Double(step))
        }
        recorder.record([.journaled(FakeRun.entry(1, parent: nil, step: 25))], FakeRun.none, at: 41)
        recorder.record(
            RecordedFinding(
                step: 33, kind: "exploding", severity: "alarm", message: "a < b & \"c\"", advice: ["clip norm"]))
        recorder.record([.finished(FakeRun.summary(steps: 40))], FakeRun.none, at: 42)
        recorder.finish()
        return try store.open(recorder.id, points: .max)
    }

    private func checkpoint() throws -> Checkpoint {
        let experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        session.train(steps: 20)
        return Fixture.checkpoint(session, of: experiment)
    }

    // MARK: Tables

    @Test("CSV has a line for each row, and Python reads the same numbers")
    func tables() throws {
        let export = RunExport(try recorded())
        let path = temporary.path + "/steps.csv"
        try RunExport.write(export.stepsCSV(), to: path)
        let printed = try RealReaders.python(
            """
            import csv, sys, math
            rows = list(csv.DictReader(open(sys.argv[1], newline='')))
            print(len(rows), rows[0]['first_step'], rows[-1]['last_step'], math.isnan(float(rows[32]['loss'])))
            print(float(rows[9]['loss']), float(rows[9]['2.dense2.update_norm']))
            """, path
        ).split(separator: "\n")
        #expect(printed[0] == "40 1 40 True")
        let numbers = printed[1].split(separator: " ").compactMap { Float($0) }
        #expect(numbers == [FakeRun.value(10, 0), FakeRun.value(10, 12)])
        let epochs = export.epochsCSV().split(whereSeparator: \.isNewline)
        #expect(epochs.count == 3)
        #expect(epochs[2].hasPrefix("2,40,0.5,0.5,,,0.625,0.75,,,0.1,2.0,false"))
    }

    @Test("every line of JSON Lines is an object, and Python reads them")
    func lines() throws {
        let path = temporary.path + "/run.jsonl"
        try RunExport.write(RunExport(try recorded()).jsonLines(), to: path)
        let printed = try RealReaders.python(
            """
            import json, sys
            lines = [json.loads(line) for line in open(sys.argv[1])]
            print([line['event'] for line in lines[:6]], len(lines))
            print(lines[0]['seed'], lines[1]['set'], lines[2]['message'], lines[-8]['loss'])
            """, path)
        #expect(
            printed == """
                ['run', 'intervention', 'finding', 'epoch', 'epoch', 'steps'] 45
                18446744073709551612 {'optimizer.lr': 0.5} a < b & "c" None

                """)
    }

    // MARK: Tensors

    @Test("the real safetensors package opens a checkpoint and finds each layer's weights, bit for bit")
    func safetensorsCheckpoint() throws {
        let checkpoint = try checkpoint()
        let path = temporary.path + "/checkpoint.safetensors"
        try checkpoint.write(to: path)
        let printed = try RealReaders.python(
            """
            import sys, json, hashlib
            from safetensors import safe_open
            with safe_open(sys.argv[1], framework='np') as file:
                names = list(file.keys())
                weight = file.get_tensor('1.dense11.weight')
                print(weight.shape, weight.dtype, hashlib.sha256(weight.tobytes()).hexdigest())
                print(file.get_tensor('slots.1.4.dense2.bias').shape, file.get_tensor('earlyStopping.records').dtype)
                print(file.metadata()['format'], json.loads(file.metadata()['checkpoint'])['run'], len(names))
            """, path
        ).split(separator: "\n")
        let place = try #require(checkpoint.snapshot.layout.parameters.first)
        let weights = checkpoint.snapshot.state.parameters[place.offset..<place.offset + place.count]
        try RunExport.write(Array(TensorBytes.bytes(of: weights)), to: temporary.path + "/bytes")
        let sum = try RealReaders.python(
            "import sys, hashlib; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())",
            temporary.path + "/bytes")
        #expect(printed[0] == "(2, 11) float32 " + sum.trimmingCharacters(in: .newlines))
        #expect(printed[1] == "(2,) float64")
        #expect(printed[2].hasPrefix("descent checkpoint 2026-01-02-moons-00ff "))
    }

    @Test("exported weights are those of the best epoch, under the layers' names")
    func safetensorsWeights() throws {
        let checkpoint = try checkpoint()
        let path = temporary.path + "/weights.safetensors"
        try RunExport.write(RunExport.weights(of: checkpoint), to: path)
        let printed = try RealReaders.python(
            """
            import sys
            from safetensors.numpy import load_file
            tensors = load_file(sys.argv[1])
            print(sorted(tensors))
            print(float(tensors['3.dense7.weight'][0, 1]))
            """, path
        ).split(separator: "\n")
        #expect(
            printed[0]
                == "['1.dense11.bias', '1.dense11.weight', '2.batch_norm.gain', '2.batch_norm.shift', "
                + "'2.batch_norm.statistics', '3.dense7.bias', '3.dense7.weight', '4.dense2.bias', '4.dense2.weight']")
        let place = try #require(checkpoint.snapshot.layout.parameters.first { $0.name == "3.dense7.weight" })
        let best = try #require(checkpoint.snapshot.state.best)
        #expect(Double(printed[1]) == Double(best.parameters[place.offset + 1]))
    }

    // MARK: TensorBoard

    @Test("CRC-32C is the published one")
    func checksum() {
        // RFC 3720, B.4, and the usual check value.
        #expect(RecordFile.checksum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(RecordFile.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(RecordFile.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    }

    @Test("the real TensorBoard reads scalars and histograms")
    func tensorBoard() throws {
        let run = try recorded()
        var checkpoint = try checkpoint()
        checkpoint.snapshot.journal = run.journal
        let export = RunExport(run, checkpoints: [checkpoint])
        try RunExport.write(export.tensorBoard(), to: "\(temporary.path)/\(export.tensorBoardFileName)")
        let printed = try RealReaders.python(
            """
            import sys, math
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            events = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'histograms': 0})
            events.Reload()
            tags = events.Tags()
            loss = events.Scalars('loss/train')
            print(len(loss), loss[9].step, loss[9].value, math.isnan(loss[32].value))
            print([ (e.step, e.value) for e in events.Scalars('accuracy/validation')])
            print('gradient_norm/1.dense12' in tags['scalars'], len(tags['scalars']))
            histogram = events.Histograms('weights/1.dense11.weight')[0]
            value = histogram.histogram_value
            print(histogram.step, value.num, len(value.bucket), sum(value.bucket))
            print(value.min, value.max, value.sum)
            """, temporary.path
        ).split(separator: "\n")
        let loss = printed[0].split(separator: " ")
        #expect(loss[0] == "40" && loss[1] == "10" && loss[3] == "True")
        #expect(Float(loss[2]) == FakeRun.value(10, 0))
        #expect(printed[1] == "[(20, 0.75), (40, 0.75)]")
        #expect(printed[2] == "True 18")
        #expect(printed[3].hasPrefix("20 22.0 "))
        #expect(printed[3].hasSuffix(" 22.0"))
        let place = try #require(checkpoint.snapshot.layout.parameters.first)
        let weights = checkpoint.snapshot.state.parameters[place.offset..<place.offset + place.count]
        let numbers = printed[4].split(separator: " ").compactMap { Double($0) }
        #expect(numbers.count == 3)
        #expect(numbers.first == weights.min().map(Double.init))
        #expect(numbers.last.map { abs($0 - weights.reduce(0) { $0 + Double($1) }) < 1e-9 } == true)
    }

    // MARK: Recipe

    @Test("a recipe trains the tuned run again, to the same weights")
    func recipe() throws {
        let experiment = Fixture.experiment()
        var id = ""
        let tuned = try TrainedRun.train(experiment, TrainedRun.tinkering) { description in
            let recorder = try RunRecorder(
                store, NewRun(description: description, experiment: experiment, presetText: ""))
            id = recorder.id
            return recorder
        }
        let run = try store.open(id)
        #expect(run.journal.entries.count == 3)
        #expect(run.journal.branch.map(\.step) == [7, 14])
        #expect(run.record.weightsSHA256 == tuned.weightsSHA256)
        let text = RunExport(run).recipe()
        let decoded = try PresetDecoder.decode(text: text, path: "recipe.yaml").experiment
        #expect(decoded.interventions.count == 2)
        let again = try TrainedRun.train(decoded, recorder: nil)
        #expect(again.weightsSHA256 == tuned.weightsSHA256)
        #expect(again.steps == tuned.steps)
        let plain = try TrainedRun.train(experiment, recorder: nil)
        #expect(plain.weightsSHA256 != tuned.weightsSHA256)
    }

    /// How a run can end before it is given more epochs: after the last one, by patience, and by the gradients of an
    /// epoch's last batch.
    private static let ends: [(settings: [String: Value], actions: [Command.Action])] = [
        (["early_stopping.enabled": false], []),
        (["early_stopping.patience": 3, "early_stopping.min_delta": 100], []),
        (
            [:],
            Array(repeating: .step, count: 3) + [.set([Assignment("early_stopping.max_grad_norm", 1e-9)])]
        ),
    ]

    @Test("a recipe of a run that was given more epochs at its end trains to the same weights", arguments: 0..<3)
    func extendedRecipe(way: Int) throws {
        let experiment = Fixture.experiment(Self.ends[way].settings)
        let more = [Assignment("epochs", 9), Assignment("early_stopping.max_grad_norm", 0)]
        var id = ""
        let tuned = try TrainedRun.train(
            experiment, TrainedRun.tinkering + Self.ends[way].actions,
            afterwards: [.set(more), .set([Assignment("epochs", 11), Assignment("optimizer.lr", 0.01)])]
        ) { description in
            let recorder = try RunRecorder(
                store, NewRun(description: description, experiment: experiment, presetText: ""))
            id = recorder.id
            return recorder
        }
        let run = try store.open(id)
        #expect(run.journal.branch.count >= 3)
        let decoded = try PresetDecoder.decode(text: RunExport(run).recipe(), path: "recipe.yaml").experiment
        let again = try TrainedRun.train(decoded, recorder: nil)
        #expect(again.state == tuned.state)
        #expect(again.epochs == tuned.epochs)
        #expect(again.steps == tuned.steps)
        #expect(again.interventions == tuned.interventions)
        #expect(again.weightsSHA256 == tuned.weightsSHA256)
    }

    @Test("the recipe of a run that was stopped by hand stops there, with the same weights")
    func stoppedRecipe() throws {
        let experiment = Fixture.experiment()
        var id = ""
        let tuned = try TrainedRun.train(experiment, TrainedRun.tinkering + Array(repeating: .step, count: 2) + [.stop])
        { description in
            let recorder = try RunRecorder(
                store, NewRun(description: description, experiment: experiment, presetText: ""))
            id = recorder.id
            return recorder
        }
        #expect(tuned.state == .stopped)
        let recipe = RunExport(try store.open(id)).recipe()
        let again = try TrainedRun.train(
            try PresetDecoder.decode(text: recipe, path: "recipe.yaml").experiment, recorder: nil)
        #expect(again.state == .stopped)
        #expect(again.steps == tuned.steps)
        #expect(again.weightsSHA256 == tuned.weightsSHA256)
    }
}
