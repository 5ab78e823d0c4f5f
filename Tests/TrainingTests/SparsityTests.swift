import Testing
import Tunables

@testable import Training

@Suite("The sparsity read-out")
struct SparsityTests {
    @Test("l1 brings weights to exactly zero, and the read-out counts them layer by layer")
    func counts() throws {
        let session = try Fixture.session(["l1": 0.02, "layers.3.l1": 0])
        session.train(steps: 60)
        let found = Sparsity(session.network)
        var zeros = 0
        var all = 0
        for (index, layer) in session.network.weightedLayers.enumerated() {
            let weights = layer.weights.flatMap { block in
                (0..<block.count).map { session.network.arena.parameters(of: block)[$0] }
            }
            let own = weights.count { $0 == 0 }
            #expect(found.layers[index] == Double(own) / Double(weights.count))
            zeros += own
            all += weights.count
        }
        #expect(found.total == Double(zeros) / Double(all))
        #expect(found.layers[0] > 0 && found.layers[1] > 0)
        #expect(found.layers[2] == 0)
    }

    @Test("stands in an epoch's report while there is an l1, and only then")
    func reports() throws {
        let plain = try Fixture.session()
        #expect(plain.endEpoch(seconds: 0).report.sparsity == nil)
        let own = try Fixture.session(["layers.2.l1": 0.1])
        #expect(own.endEpoch(seconds: 0).report.sparsity?.layers.count == 3)
    }
}
