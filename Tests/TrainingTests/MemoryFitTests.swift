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

    @Test("a small split has room for its own rows, not for a whole chunk of evaluation")
    func smallSplit() {
        #expect(MemoryFit.rows(batch: 5, evaluatedSamples: 20) == 20)
        #expect(MemoryFit.rows(batch: 5, evaluatedSamples: 100_000) == Evaluator.chunk)
        #expect(MemoryFit.rows(batch: 5000, evaluatedSamples: 100_000) == 5000)
    }
}
