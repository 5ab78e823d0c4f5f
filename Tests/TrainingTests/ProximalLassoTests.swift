import Testing
import Tunables

@testable import Training

@Suite("The proximal l1")
struct ProximalLassoTests {
    /// The weights that one step leaves, and which of them are weights rather than biases.
    private func afterOneStep(_ extra: [String: Value]) throws -> (weights: [Float], isWeight: [Bool]) {
        let session = try Fixture.session(extra)
        session.train(steps: 1)
        var isWeight = Array(repeating: false, count: session.weights.count)
        for block in session.network.arena.blocks where block.kind == .weight {
            for index in block.offset..<block.offset + block.count { isWeight[index] = true }
        }
        return (session.weights, isWeight)
    }

    @Test(
        "shrinks each weight by the learning rate times λ, to zero where it is smaller; biases stay",
        arguments: [0.1, 0.02], ["sgd", "adam"])
    func threshold(rate: Double, optimizer: String) throws {
        let base: [String: Value] = ["optimizer.name": .word(optimizer), "optimizer.lr": .real(rate)]
        let plain = try afterOneStep(base)
        let lambda = 1.5
        let shrunk = try afterOneStep(base.merging(["l1": .real(lambda)]) { $1 })
        let threshold = Float(rate * lambda)
        var zeros = 0
        for index in plain.weights.indices {
            let weight = plain.weights[index]
            let size = max(abs(weight) - threshold, 0)
            let expected = plain.isWeight[index] ? (weight < 0 ? -size : size) : weight
            #expect(abs(shrunk.weights[index] - expected) <= 1e-7)
            if plain.isWeight[index], expected == 0 { zeros += 1 }
        }
        #expect(zeros > 0 && zeros < plain.weights.count)
    }
}
