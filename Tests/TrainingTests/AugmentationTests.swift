import Datasets
import Rounding
import Testing
import Tunables

@testable import Training

@Suite("Augmentation in training")
struct AugmentationTests {
    private static let digits: [String: Value] = [
        "data.dataset": "digits", "data.limit": 200, "epochs": 4, "batch.size": 16, "layers.1.type": "conv2d",
        "layers.1.filters": 4, "layers.1.activation.name": "relu", "layers.2.type": "dense", "optimizer.lr": 0.05,
    ]

    private func digits(_ extra: [String: Value] = [:]) throws -> TrainingSession {
        let settings = Settings(Self.digits.merging(extra) { $1 })
        return try TrainingSession(
            PreparedExperiment.prepare(Experiment(name: "digits", settings: settings, layerCount: 2)))
    }

    private static let all: [String: Value] = [
        "augmentation.rotate": 15, "augmentation.shift": 1, "augmentation.flip": 0.2, "augmentation.scale": 0.1,
        "augmentation.noise": 0.1, "augmentation.cutout": 2,
    ]

    private func set(_ session: TrainingSession, _ key: String, _ value: Value) throws {
        session.apply(try session.check([Assignment(key, value)]))
    }

    @Test("set in mid-run it acts from the next step, and the run repeats bit for bit from there")
    func replay() throws {
        let plain = try digits()
        let session = try digits()
        for each in [plain, session] { each.train(steps: 7) }
        #expect(plain.weights == session.weights)
        for (key, value) in Self.all.sorted(by: { $0.key < $1.key }) { try set(session, key, value) }
        let state = session.capture()
        plain.train(steps: 1)
        session.train(steps: 1)
        #expect(plain.weights != session.weights)
        session.train(steps: 20)
        let weights = session.weights
        session.restore(state)
        session.train(steps: 21)
        #expect(session.weights == weights)
        let preset = try digits(Self.all)
        let again = try digits(Self.all)
        for each in [preset, again] { each.train(steps: 15) }
        #expect(preset.weights == again.weights)
    }

    @Test("a sample changes alike in any batch: micro-batches make the update of the whole")
    func accumulation() throws {
        let whole = try digits(Self.all.merging(["batch.size": 32]) { $1 })
        let parts = try digits(Self.all.merging(["batch.size": 8, "accumulate": 4]) { $1 })
        for each in [whole, parts] { each.train(steps: 4) }
        // Four steps, each over 32 rows and the 64 numbers of a digit.
        let bound = RoundingBound(terms: 4 * (32 + 64))
        #expect(bound.mismatch(parts.weights, whole.weights.map(Double.init)) == nil)
    }

    @Test("samples are changed on their way, never in the table, and evaluation sees them as they are")
    func evaluationIsPlain() throws {
        let session = try digits(Self.all.merging(["optimizer.lr": 0]) { $1 })
        let before = session.prepared.training.features.values
        let plain = try digits(["optimizer.lr": 0])
        for each in [session, plain] { each.train(steps: 5) }
        #expect(session.prepared.training.features.values == before)
        let evaluator = Evaluator(loss: session.loss, classWeights: nil)
        let augmented = evaluator.evaluate(session.network, on: session.prepared.validation)
        #expect(augmented.loss == evaluator.evaluate(plain.network, on: plain.prepared.validation).loss)
        #expect(session.totals.lossSum != plain.totals.lossSum)
    }

    @Test("off again, it leaves no trace in the samples")
    func switchedOff() throws {
        let plain = try digits()
        let session = try digits(["augmentation.noise": 0.5])
        try set(session, "augmentation.noise", 0)
        for each in [plain, session] { each.train(steps: 5) }
        #expect(plain.weights == session.weights)
    }

    @Test("what cannot be done to the samples is refused in words, before the run and in it, and not offered")
    func refusals() throws {
        let errors = #expect(throws: ExperimentErrors.self) { try Fixture.prepared(["augmentation.rotate": 20]) }
        #expect(errors?.problems.first?.key == "augmentation.rotate")
        #expect(errors?.problems.first?.message.contains("a row of numbers") == true)
        let session = try Fixture.session()
        let refusal = #expect(throws: Refusal.self) { try set(session, "augmentation.flip", 0.5) }
        #expect(refusal?.reason.contains("scale, noise, mask") == true)
        try set(session, "augmentation.noise", 0.1)
        session.train(steps: 3)
        func offered(_ session: TrainingSession) -> Set<String> {
            Set(session.tunables.map(\.key).filter { $0.hasPrefix("augmentation.") }.map { String($0.dropFirst(13)) })
        }
        #expect(offered(session) == ["scale", "noise", "mask"])
        #expect(try offered(digits()) == ["rotate", "shift", "flip", "scale", "noise", "cutout"])
    }

    @Test("words of a text are hidden and replaced by the preset's synonyms")
    func text() throws {
        func prepared(_ extra: [String: Value]) throws -> PreparedExperiment {
            let settings: [String: Value] = [
                "data.dataset": "reviews", "layers.1.type": "dense", "layers.1.units": "outputs",
                "optimizer.lr": 1e-4, "batch.size": 16,
            ]
            return try PreparedExperiment.prepare(
                Experiment(name: "text", settings: Settings(settings.merging(extra) { $1 }), layerCount: 1))
        }
        let plain = try prepared([:])
        guard case .text(let shape) = plain.sample, shape.vocabulary.count > 4 else {
            Issue.record("reviews are no text")
            return
        }
        let words = shape.vocabulary[2...].joined(separator: ", ")
        let changed = try prepared(["augmentation.synonym_rate": 0.5, "augmentation.synonyms": .word(words)])
        let sessions = try [TrainingSession(plain), TrainingSession(changed)]
        for session in sessions { session.train(steps: 2) }
        #expect(sessions[0].weights != sessions[1].weights)
    }
}
