import Testing
import Tunables

@testable import Training

@Suite("Training with layers inside blocks")
struct NestedLayerTests {
    private let block: [String: Value] = [
        "layers.2.type": "residual", "layers.2.layers.1.type": "dense", "layers.2.layers.1.units": 10,
        "layers.2.layers.1.activation.name": "tanh", "layers.2.layers.2.type": "batch_norm",
        "layers.2.layers.3.type": "dense", "layers.2.layers.3.units": 12,
    ]

    @Test("their dropout changes live, by their own key and by the common one")
    func liveDropout() throws {
        let plain = try Fixture.session(block)
        let own = try Fixture.session(block)
        let common = try Fixture.session(block)
        for session in [plain, own, common] { session.train(steps: 4) }
        own.apply(try own.check([Assignment("layers.2.layers.1.dropout", 0.4)]))
        for session in [plain, own] { session.train(steps: 1) }
        #expect(plain.weights != own.weights)
        common.apply(try common.check([Assignment("layers.2.layers.1.dropout", 0.1)]))
        common.apply(try common.check([Assignment("dropout.rate", 0.2)]))
        #expect(common.settings["layers.2.layers.1.dropout"] == nil)
        #expect(common.tunables.first { $0.key == "layers.2.layers.3.dropout" }?.defaultValue == 0.2)
        #expect(throws: TunableError.self) { try common.check([Assignment("layers.2.layers.1.units", 5)]) }
    }

    @Test("their own l1 holds for them alone")
    func ownPenalty() throws {
        let session = try Fixture.session(block.merging(["layers.2.layers.1.l1": 0.5]) { $1 })
        session.train(steps: 40)
        let sparsity = Sparsity(session.network)
        #expect(session.network.weightedLayers.map(\.label) == ["1", "2.1", "2.3", "3"])
        #expect(sparsity.layers[1] > 0.5)
        #expect(sparsity.layers[0] == 0 && sparsity.layers[2] == 0 && sparsity.layers[3] == 0)
    }

    @Test("a captured state continues exactly as the run did")
    func restore() throws {
        let session = try Fixture.session(block.merging(["layers.2.layers.1.dropout": 0.2]) { $1 })
        session.train(steps: 7)
        let state = session.capture()
        session.train(steps: 9)
        let weights = session.weights
        let statistics = session.network.arena.statistics.values
        session.restore(state)
        session.train(steps: 9)
        #expect(session.weights == weights && session.network.arena.statistics.values == statistics)
    }
}
