import Testing
import Tunables

@testable import Training

@Suite("Dropout rates: the common one and the layers' own")
struct DropoutKeyTests {
    /// Dropout as a layer between two others.
    private static let layer: [String: Value] = ["layers.2.type": "dropout"]

    private func set(_ session: TrainingSession, _ key: String, _ value: Value) throws {
        session.apply(try session.check([Assignment(key, value)]))
    }

    private func shown(_ session: TrainingSession, _ key: String) -> Value? {
        session.settings[key] ?? session.tunables.first { $0.key == key }?.defaultValue
    }

    @Test("a dropout layer shows the rate it has: its own, the common one, a half")
    func shownRate() throws {
        #expect(shown(try Fixture.session(Self.layer), "layers.2.rate") == 0.5)
        let common = try Fixture.session(Self.layer.merging(["dropout.rate": 0.2]) { $1 })
        #expect(shown(common, "layers.2.rate") == 0.2)
        let own = try Fixture.session(Self.layer.merging(["dropout.rate": 0.2, "layers.2.rate": 0.3]) { $1 })
        #expect(shown(own, "layers.2.rate") == 0.3)
    }

    @Test("its own rate can be set live to what would be the default without a common one")
    func ownRate() throws {
        let session = try Fixture.session(Self.layer.merging(["dropout.rate": 0.2]) { $1 })
        let expected = try Fixture.session(
            Self.layer.merging(["dropout.rate": 0.2, "layers.2.rate": 0.5]) { $1 })
        try set(session, "layers.2.rate", 0.5)
        for each in [session, expected] { each.train(steps: 3) }
        #expect(session.weights == expected.weights)
    }

    @Test("the common rate, set live, takes the place of every layer's own")
    func commonRate() throws {
        let session = try Fixture.session(
            Self.layer.merging(["layers.1.dropout": 0.1, "layers.2.rate": 0.3]) { $1 })
        let expected = try Fixture.session(Self.layer.merging(["dropout.rate": 0.4]) { $1 })
        try set(session, "dropout.rate", 0.4)
        #expect(shown(session, "layers.1.dropout") == 0.4 && shown(session, "layers.2.rate") == 0.4)
        for each in [session, expected] { each.train(steps: 3) }
        #expect(session.weights == expected.weights)
    }

    @Test("the common rate stands for what the layers have: one rate, or theirs where they differ")
    func inForce() throws {
        func inForce(_ session: TrainingSession) -> Value? {
            ExperimentSchema.dropoutInForce(among: session.tunables) { shown(session, $0) }
        }
        let layers: [String: Value] = ["layers.1.dropout": 0.2, "layers.2.dropout": 0.1]
        let session = try Fixture.session(layers)
        #expect(inForce(session) == [0.2, 0.1])
        #expect(try session.check([Assignment("dropout.rate", 0.4)]).previous == [[0.2, 0.1]])
        try set(session, "dropout.rate", 0.4)
        #expect(inForce(session) == 0.4)
    }
}
