import Datasets
import Networks
import Testing
import Tunables

@testable import Training

@Suite("Memory, estimated before it is taken")
struct MemoryFitTests {
    private let settings = Settings([
        "layers.1.type": "dense", "layers.1.units": 1000, "layers.2.type": "dense", "optimizer.name": "adam",
        "batch.size": "all",
    ])

    private func network(memory: Double = .infinity) throws -> Network {
        try Network(
            settings: settings, layerCount: 2, input: .vector(100), outputs: 10, loss: Loss(.crossEntropy),
            memory: memory)
    }

    private func fit(_ settings: Settings, rows: Int) throws -> MemoryFit {
        MemoryFit(settings, network: try network(), trainingSamples: rows, evaluatedSamples: rows)
    }

    @Test("a batch counts what its layers keep of every row; a refusal says how many rows fit, and those do")
    func batch() throws {
        let million = try fit(settings, rows: 1_000_000)
        // Each layer's output and what comes back to it, at the least.
        #expect(million.perRow >= 4 * (100 + 1000 + 1000 + 10))
        #expect(million.perRow <= 4 * 4 * (100 + 1000 + 1000 + 10))
        #expect(million.refusal(available: million.bytes) == nil)
        let refusal = try #require(million.refusal(available: 1e9))
        #expect(refusal.key == "batch.size" && refusal.message.contains("rows fit"))
        let words = refusal.message.split(separator: " ")
        let most = try #require(words.lastIndex(of: "most").flatMap { Int(words[$0 + 1]) })
        var fewer = settings
        fewer["batch.size"] = .integer(most)
        #expect(try fit(fewer, rows: 1_000_000).refusal(available: 1e9) == nil)
        fewer["batch.size"] = .integer(most + 1)
        #expect(try fit(fewer, rows: 1_000_000).refusal(available: 1e9) != nil)
    }

    @Test("what is taken already is not asked for again: a live change asks for the difference")
    func live() throws {
        let before = try fit(settings, rows: 10_000)
        #expect(before.refusal(available: 0, held: before.bytes) == nil)
        var plain = settings
        plain["optimizer.name"] = "sgd"
        let held = try fit(plain, rows: 10_000).bytes
        // Adam keeps more for every parameter.
        #expect(before.bytes > held)
        #expect(before.refusal(available: 1000, held: held) != nil)
    }

    @Test("weights beyond memory are a mistake with its key, before they are allocated")
    func weights() {
        let errors = #expect(throws: NetworkErrors.self) { try network(memory: 100_000) }
        #expect(errors?.all.map(\.key) == ["layers"])
        #expect(errors?.all.first?.description.contains("fewer units") == true)
    }

    /// The experiment of two thousand points, prepared with plenty of memory of which `left` bytes remain.
    private func prepared(
        left: @escaping @Sendable () -> Double, _ extra: [String: Value] = [:],
        interventions: [ScriptedIntervention] = []
    ) throws -> PreparedExperiment {
        let settings: [String: Value] = ["data.samples": 2000, "epochs": 1000]
        let experiment = Fixture.experiment(settings.merging(extra) { $1 }, interventions: interventions)
        let data = try PreparedData.load(experiment.settings, directory: ".")
        return try PreparedExperiment(experiment, data: data, availableMemory: left)
    }

    @Test("a running trainer refuses a batch or an optimizer that does not fit, says what does, and trains on")
    func running() throws {
        let left = Locked(1e9)
        let watched = Watched(try prepared(left: { left.withLock { $0 } }))
        defer { watched.quit() }
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        left.withLock { $0 = 1000 }
        guard case .rejected(_, let reason)? = watched.perform(.set("batch.size", "all")) else {
            Issue.record("a batch of all rows was taken")
            return
        }
        #expect(reason.contains("rows fit"))
        guard case .rejected? = watched.perform(.set("optimizer.name", "adam")) else {
            Issue.record("adam's memory was taken")
            return
        }
        guard case .applied? = watched.perform(.set("batch.size", 8)) else {
            Issue.record("a smaller batch takes nothing and is refused")
            return
        }
        left.withLock { $0 = 1e9 }
        guard case .applied? = watched.perform(.set("batch.size", "all")) else {
            Issue.record("a batch that fits is refused")
            return
        }
        guard case .applied? = watched.perform(.step) else {
            Issue.record("it trains no more")
            return
        }
    }

    @Test("a script's batch is estimated before the run starts")
    func scripted() throws {
        let script = [ScriptedIntervention(at: .epoch(2), [Assignment("batch.size", "all")])]
        _ = try prepared(left: { 1e9 }, interventions: script)
        let errors = #expect(throws: ExperimentErrors.self) {
            _ = try prepared(left: { 500_000 }, interventions: script)
        }
        #expect(errors?.problems.contains { $0.key == "interventions.1.batch.size" } == true)
    }

    @Test("a small split has room for its own rows, not for a whole chunk of evaluation")
    func smallSplit() {
        #expect(MemoryFit.rows(batch: 5, evaluatedSamples: 20) == 20)
        #expect(MemoryFit.rows(batch: 5, evaluatedSamples: 100_000) == Evaluator.chunk)
        #expect(MemoryFit.rows(batch: 5000, evaluatedSamples: 100_000) == 5000)
    }
}
