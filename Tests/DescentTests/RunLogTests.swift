import Testing
import Training

@testable import descent

@Suite("What stays of a run")
struct RunLogTests {
    private let description = RunDescription(
        name: "moons", title: "", architecture: "2-8-2 relu", layers: [], parameterCount: 42, task: .classification,
        seed: 5, epochs: 12, trainingSamples: 1600, validationSamples: 200, testSamples: 200, notes: ["a note"])

    private func entry(_ id: Int, step: Int) -> JournalEntry {
        JournalEntry(
            id: id, parent: id > 1 ? id - 1 : nil, step: step, epoch: 1,
            assignments: [Assignment("optimizer.lr", .real(0.01))], previous: [.real(0.1)], source: .key, commandID: id)
    }

    private func report(_ epoch: Int, isBest: Bool) -> EpochReport {
        EpochReport(
            epoch: epoch, step: epoch * 50, training: SplitMetrics(loss: 0.5, accuracy: 0.75),
            validation: SplitMetrics(loss: 0.6, accuracy: 0.7), learningRate: 0.01, seconds: 0.25, isBest: isBest)
    }

    private func summary(_ state: RunState) -> RunSummary {
        RunSummary(
            preset: "moons", seed: 5, state: state, epochs: 2, steps: 100, seconds: 2, stepsPerSecond: 50,
            parameters: 42, bestEpoch: 1, bestValidationLoss: 0.6, test: SplitMetrics(loss: 0.7, accuracy: 0.8),
            interventions: 1, weightsSHA256: "abcd")
    }

    @Test("undo takes interventions out, redo puts them back, a new one forgets what was undone")
    func undo() {
        var log = RunLog(description)
        for id in 1...3 { log.record(.journaled(entry(id, step: id * 10))) }
        // Two quick repeats are one undo: it names the first of them.
        log.record(.rewound(toStep: 20, epoch: 0, entry: 2, redo: false))
        #expect(log.interventions.map(\.id) == [1])
        log.record(.rewound(toStep: 35, epoch: 0, entry: 2, redo: true))
        #expect(log.interventions.map(\.id) == [1, 2, 3])
        log.record(.rewound(toStep: 20, epoch: 0, entry: 2, redo: false))
        log.record(.journaled(entry(4, step: 40)))
        log.record(.rewound(toStep: 35, epoch: 0, entry: 2, redo: true))
        #expect(log.interventions.map(\.id) == [1, 4])
        log.record(.rewound(toStep: 5, epoch: 0, entry: 0, redo: false))
        #expect(log.interventions.map(\.id) == [1, 4])
    }

    @Test("a summary holds until the run goes on again")
    func summaries() {
        var log = RunLog(description)
        log.record(.finished(summary(.stopped)))
        #expect(log.summary?.state == .stopped)
        #expect(log.state == .stopped)
        log.record(.rewound(toStep: 50, epoch: 1, entry: 1, redo: false))
        log.record(.state(.running))
        #expect(log.summary == nil)
    }

    @Test("the lines before, during and after a run read as they should")
    func lines() {
        #expect(
            PlainText.opening(description) == [
                "moons: 2-8-2 relu, 42 parameters, seed 5", "samples: 1 600 training, 200 validation, 200 test",
                "note: a note",
            ])
        #expect(
            PlainText.epoch(report(3, isBest: true), of: 12)
                == "epoch  3/12  step     150  train 0.5       acc 0.7500  val 0.6       acc 0.7000  lr 0.01     0.25 s  *"
        )
        var log = RunLog(description)
        log.record(.journaled(entry(1, step: 70)))
        log.record(.finished(summary(.earlyStopped)))
        #expect(
            PlainText.closing(log) == [
                "moons: stopped early, validation no longer improved, after 2 epochs, 100 steps in 2.00 s (50 steps/s)",
                "best validation loss 0.6 at epoch 1", "test loss 0.7, accuracy 0.8000", "1 intervention:",
                "  step 70: optimizer.lr 0.1 → 0.01 (key)", "weights sha256 abcd",
            ])
    }

    @Test("the end names the weights that were tested, and the metric by which they are the best")
    func weights() {
        var end = summary(.finished)
        end.testedWeights = ChosenWeights(.best, epoch: 1, step: 50)
        end.bestMetric = BestMetric(.validationScore, 0.75)
        var log = RunLog(description)
        log.record(.finished(end))
        let lines = PlainText.closing(log)
        #expect(lines.contains("best validation score 0.75 at epoch 1 (its validation loss 0.6)"))
        #expect(lines.contains("test loss 0.7, accuracy 0.8000 (best weights, epoch 1)"))
    }

    @Test("averages, ensembles and zeros are told where there are any, in words and in JSON")
    func techniques() throws {
        var report = EpochReport(
            epoch: 3, step: 30, training: SplitMetrics(loss: 0.5, accuracy: 0.9),
            validation: SplitMetrics(loss: 0.6, accuracy: 0.8), learningRate: 0.1, seconds: 1, isBest: false)
        #expect(!JSONLines.epoch(report).description.contains("sparsity"))
        report.sparsity = Sparsity(total: 0.25, layers: [0.5, 0])
        report.averaged = SplitMetrics(loss: 0.55, accuracy: 0.85)
        report.ensemble = EnsembleReport(members: 2, metrics: SplitMetrics(loss: 0.45, accuracy: 0.875))
        let line = PlainText.epoch(report, of: 5)
        #expect(line.contains("averaged 0.55 ") && line.contains("zeros 25.0 %"))
        #expect(line.contains("ensemble of 2 0.45 acc 0.8750"))
        let json = JSONLines.epoch(report).description
        #expect(json.contains(#""sparsity":{"total":0.25,"layers":[0.5,0.0]}"#))
        #expect(json.contains(#""averaged":{"loss":0.55"#) && json.contains(#""ensemble":{"members":2"#))
    }

    @Test("a divergence is told with tensor, layer and step")
    func divergence() {
        var log = RunLog(description)
        log.record(.nonFinite(NonFiniteReport(tensor: .gradient, layer: 2, layerName: "dense8", step: 31, row: nil)))
        #expect(
            PlainText.closing(log).first == "diverged: the gradient of layer 2 (dense8) went NaN or infinite at step 31"
        )
        let rowReport = NonFiniteReport(tensor: .input, layer: nil, layerName: nil, step: 1, row: 4)
        #expect(
            PlainText.nonFinite(rowReport) == "diverged: the input went NaN or infinite at step 1, on training sample 5"
        )
    }
}

@Suite("Findings, told line by line")
struct FindingWatchTests {
    private let layers = (1...3).map {
        RunDescription.Layer(number: $0, name: "dense8", activation: "sigmoid", parameterCount: 72)
    }

    /// Steps whose first layer gets a share of the last one's gradient.
    private func batch(_ steps: ClosedRange<Int>, share: Float) -> TelemetryBatch {
        let layout = TelemetryLayout(layerCount: layers.count)
        var batch = TelemetryBatch(layout: layout, capacity: 1024)
        for step in steps {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = 1 }
                row[TelemetryLayout.loss] = 2.3
                row[layout.column(.gradientNorm, layer: 0)] = share
                row[layout.column(.gradientNorm, layer: 1)] = share.squareRoot()
            }
        }
        return batch
    }

    @Test("a healthy run is told nothing; a sick one once, however long it lasts")
    func once() throws {
        let description = RunDescription(
            name: "deep", title: "", architecture: "", layers: layers, parameterCount: 216, task: .classification,
            seed: 1, epochs: 9, trainingSamples: 1, validationSamples: 1, testSamples: 1, notes: [])
        var healthy = FindingWatch(description)
        #expect(healthy.observe([], batch(1...900, share: 0.5)).isEmpty)

        var sick = FindingWatch(description)
        var told = [sick.observe([], batch(1...900, share: 1e-7))]
        for start in stride(from: 901, to: 4000, by: 900) {
            told.append(sick.observe([], batch(start...start + 899, share: 1e-7)))
        }
        let verdicts = told.joined().compactMap { news in if case .found(let verdict) = news { verdict } else { nil } }
        #expect(verdicts.count == 1)
        #expect(verdicts.first?.symptom == .vanishing)
        let lines = PlainText.finding(try #require(verdicts.first))
        #expect(lines.first?.contains("Vanishing gradient") == true)
    }

    @Test("a finding is taken back where the run goes back to before it, and told again where it comes again")
    func withdrawn() throws {
        let description = RunDescription(
            name: "deep", title: "", architecture: "", layers: layers, parameterCount: 216, task: .classification,
            seed: 1, epochs: 9, trainingSamples: 1, validationSamples: 1, testSamples: 1, notes: [])
        var watch = FindingWatch(description)
        #expect(watch.observe([], batch(1...200, share: 0.5)).isEmpty)
        let first = watch.observe([], batch(201...1100, share: 1e-7))
        guard case .found(let verdict)? = first.first else { Issue.record("nothing was found"); return }
        let none = TelemetryBatch(layout: TelemetryLayout(layerCount: layers.count), capacity: 2)
        let back = watch.observe([.rewound(toStep: 150, epoch: 0, entry: 1, redo: false)], none)
        #expect(back == [.withdrawn(verdict)])
        #expect(watch.observe([.rewound(toStep: 100, epoch: 0, entry: 2, redo: false)], none).isEmpty)
        let again = watch.observe([], batch(101...1100, share: 1e-7))
        #expect(again.count == 1)
        let line = JSONLines.withdrawal(of: verdict).description
        #expect(
            line.hasPrefix(
                #"{"event":"finding_withdrawn","kind":"vanishing","severity":"\(verdict.severity.rawValue)""#.replacing(
                    #"\(verdict.severity.rawValue)"#, with: verdict.severity.rawValue)))
    }
}
