import Testing
import Tunables

@testable import Training

@Suite("Keys that have nothing to act on")
struct KeyFitTests {
    /// A key, the settings under which it does nothing, and a word of the reason.
    struct Case: Sendable, CustomTestStringConvertible {
        let key: String
        let settings: [String: Value]
        var value: Value = 0.2
        let words: String

        var testDescription: String { "\(key), \(words)" }
    }

    private static let block: [String: Value] = [
        "layers.2.type": "residual", "layers.2.layers.1.type": "dense", "layers.2.layers.1.units": 12,
    ]

    static let cases =
        ["dense", "rnn", "lstm", "gru"].map { kind in
            Case(
                key: "layers.3.dropout",
                settings: kind == "dense"
                    ? [:]
                    : [
                        "data.dataset": "recall", "data.length": 3, "data.samples": 60, "layers.1.type": "gru",
                        "layers.1.output": "every", "layers.2.type": "gru", "layers.2.output": "every",
                        "layers.3.type": .word(kind), "layers.3.units": 2, "layers.3.activation": "tanh",
                    ], words: "last layer")
        } + [
            Case(
                key: "input_dropout",
                settings: ["data.dataset": "reviews", "layers.1.type": "gru", "layers.1.units": 4],
                words: "words, which cannot be scaled"),
            Case(
                key: "label_smoothing", settings: ["loss.name": "mse"], words: "cross_entropy and binary_cross_entropy"),
            Case(key: "label_smoothing", settings: ["loss.name": "mae"], words: "under mae"),
            Case(key: "label_smoothing", settings: ["loss.name": "huber"], words: "under huber"),
            Case(
                key: "class_weights", settings: ["loss.name": "mse"], value: [1, 2],
                words: "cross_entropy and binary_cross_entropy"),
            Case(key: "layers.2.l1", settings: block, words: "skip has no weights"),
            Case(key: "layers.2.l2", settings: block, words: "skip has no weights"),
        ]

    @Test("are refused with the reason, before the run and in it, and not offered", arguments: cases)
    func refused(example: Case) throws {
        var settings = example.settings
        settings[example.key] = example.value
        let errors = #expect(throws: ExperimentErrors.self) { try Fixture.prepared(settings) }
        let found = errors?.problems.filter { $0.severity == .error } ?? []
        #expect(found.map(\.key) == [example.key])
        #expect(found.first?.message.contains(example.words) == true, "\(found.first?.message ?? "")")

        let session = try Fixture.session(example.settings)
        let refusal = #expect(throws: Refusal.self) {
            try session.check([Assignment(example.key, example.value)])
        }
        #expect(refusal?.reason == found.first?.message)
        #expect(!session.tunables.contains { $0.key == example.key })
    }

    @Test("may be off, and are offered where they act", arguments: cases)
    func accepted(example: Case) throws {
        var settings = example.settings
        settings[example.key] = example.key == "class_weights" ? "none" : 0
        _ = try Fixture.prepared(settings)
        let plain = try Fixture.session(Self.projecting)
        #expect(plain.tunables.contains { $0.key == example.key.replacing("3.dropout", with: "1.dropout") })
    }

    /// The block's skip projects, so that it has weights.
    private static let projecting = block.merging(["layers.2.layers.1.units": 5]) { $1 }
}
