import Networks
import Optimization
import Testing
import Tunables

@testable import Training

@Suite("Every tunable that is offered live")
struct LiveTunableTests {
    /// A run in which a family of tunables has something to act on.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var settings: [String: Value] = [:]
        var layers = 4
        /// The tunables that are tried.
        let prefix: String
        var steps = 21

        var testDescription: String { name }
    }

    /// Two moons through dropout and batch norm, with everything on that others depend on.
    static let moons: [String: Value] = [
        "data.dataset": "moons", "data.samples": 100, "data.noise": 0.1, "epochs": 6, "batch.size": 24,
        "layers.1.type": "dense", "layers.1.units": 8, "layers.1.activation.name": "tanh", "layers.1.dropout": 0.1,
        "layers.2.type": "dropout", "layers.2.rate": 0.2, "layers.3.type": "batch_norm", "layers.4.type": "dense",
        "optimizer.name": "sgd", "optimizer.lr": 0.1, "gradient_noise.sigma": 0.01, "early_stopping.enabled": true,
        "swa.enabled": true, "snapshot_ensemble.enabled": true, "snapshot_ensemble.members": 2,
        "snapshot_ensemble.every": 1,
    ]

    static let images: [String: Value] = [
        "data.dataset": "digits", "data.limit": 100, "batch.size": 16, "epochs": 2, "layers.1.type": "conv2d",
        "layers.1.filters": 3, "layers.2.type": "batch_norm", "layers.3.type": "max_pool", "layers.4.type": "dense",
    ]

    static let words: [String: Value] = [
        "data.dataset": "reviews", "batch.size": 8, "layers.1.type": "embedding", "layers.1.units": 4,
        "layers.2.type": "gru", "layers.2.units": 4, "layers.3.type": "layer_norm", "layers.4.type": "dense",
        "augmentation.synonym_rate": 0.5, "augmentation.synonyms": "a, the; good, great",
    ]

    /// Values at which a part acts within six epochs.
    private static let shortened: [String: [String: Value]] = [
        "schedule.step": ["schedule.every": 2, "schedule.smooth": true], "schedule.warm_restarts": ["schedule.t0": 2],
        "schedule.cyclical": ["schedule.mode": "exp_range"],
        "schedule.plateau": ["schedule.patience": 0, "schedule.threshold": 0.3, "schedule.factor": 0.9],
        "clip.value": ["clip.limit": 0.01], "clip.norm": ["clip.limit": 0.1],
        "clip.per_layer_norm": ["clip.limit": 0.1],
    ]

    /// A rate that stands still within the epoch moves no differently at every step.
    private static let idle = ["schedule.constant": "schedule.per", "schedule.plateau": "schedule.per"]

    private static func members(of catalogue: any Catalogue.Type, _ needs: [String: Value] = [:]) -> [Case] {
        catalogue.names.map { name in
            var settings = moons
            // A schedule's cycles would say when members are due.
            settings["snapshot_ensemble.enabled"] = false
            settings.merge(needs) { $1 }
            settings["\(catalogue.key).name"] = .word(name)
            settings.merge(shortened["\(catalogue.key).\(name)"] ?? [:]) { $1 }
            return Case(name: "\(catalogue.key).\(name)", settings: settings, prefix: "\(catalogue.key).")
        }
    }

    static let cases: [Case] =
        [
            Case(name: "plain", settings: moons, prefix: ""),
            Case(name: "images", settings: images, prefix: "augmentation.", steps: 4),
            Case(name: "layers of images", settings: images, prefix: "layers.", steps: 4),
            Case(name: "words", settings: words, prefix: "augmentation.", steps: 4),
            Case(name: "layers of words", settings: words, prefix: "layers.", steps: 4),
        ] + members(of: Optimizers.self) + members(of: Losses.self, ["layers.4.activation.name": "identity"])
        + members(of: Clippings.self)
        + members(of: Schedules.self)

    /// What a tunable needs around it to act, and the value that is set, where any other would not show.
    private static let needs: [String: [String: Value]] = [
        "schedule.warmup_start": ["schedule.warmup": 3], "optimizer.decoupled": ["optimizer.weight_decay": 0.1],
    ]
    private static let shown: [String: Value] = ["schedule.warmup": 2.5, "schedule.min_lr": 0.09]

    /// Another value than the present one.
    private func other(_ tunable: Tunable, than current: Value) -> Value? {
        if let shown = Self.shown[tunable.key] { return shown }
        switch tunable.kind {
        case .real(let bounds), .reals(let bounds, _):
            return [0.05, 0.3, 2.5].first { bounds.contains($0) && current.number != $0 }.map { .real($0) }
        case .integer(let bounds, _):
            guard let number = current.number else { return .integer(3) }
            return [number + 1, number - 1].first { bounds.contains($0) }.map { .integer(Int($0)) }
        case .toggle: return .toggle(current != .toggle(true))
        case .choice(let names): return names.first { current != .word($0) }.map { .word($0) }
        case .choices(let names): return names.last.map { .list([.word($0)]) }
        case .text: return "of, in"
        }
    }

    /// Everything a run has come to, but what is merely set.
    private struct Outcome: Equatable {
        var state: SessionState
        let epochs: Int

        init(_ session: TrainingSession) {
            state = session.capture()
            state.settings = Settings()
            epochs = session.epochs
        }
    }

    @Test("changes the run, unless its help says that it changes no result", arguments: cases)
    func acts(example: Case) throws {
        let session = try TrainingSession(
            .prepare(
                Experiment(
                    name: "live", settings: Settings(example.settings), layerCount: example.layers)))
        session.train(steps: 3)
        let start = session.capture()
        func outcome(_ assignments: [Assignment]) throws -> Outcome {
            session.restore(start)
            session.apply(try session.check(assignments))
            session.train(steps: example.steps)
            return Outcome(session)
        }
        let plain = try outcome([])
        let plainKeys = Set(ExperimentSchema.plain.map(\.key))
        session.restore(start)
        for tunable in session.tunables where tunable.change == .live {
            guard example.prefix.isEmpty ? plainKeys.contains(tunable.key) : tunable.key.hasPrefix(example.prefix)
            else { continue }
            if Self.idle[example.name] == tunable.key { continue }
            session.restore(start)
            let needs = (Self.needs[tunable.key] ?? [:]).map { Assignment($0.key, $0.value) }
            let current = session.settings[tunable.key] ?? tunable.defaultValue
            let value = try #require(other(tunable, than: current), "\(tunable.key) has one value only")
            let before = needs.isEmpty ? plain : try outcome(needs)
            let after = try outcome(needs + [Assignment(tunable.key, value)])
            let acts = !tunable.help.contains("changes no result")
            #expect((after != before) == acts, "\(tunable.key): \(current) → \(value)")
        }
    }
}
