import Training
import Tunables

/// A small set of declarations that never changes, so that approved screens do not change when a catalogue grows.
enum FixedCatalogue {
    static let parts: [String: [Descriptor]] = [
        "optimizer.name": [
            Descriptor("sgd", summary: "plain gradient descent", tunables: [rate(0.01)]),
            Descriptor("momentum", summary: "gradients with a memory", tunables: [rate(0.01), beta("beta")]),
            Descriptor(
                "adam", summary: "adaptive moments with bias correction",
                tunables: [rate(0.001), beta("beta1"), beta("beta2")]),
        ],
        "schedule.name": [
            Descriptor("constant", summary: "the base rate throughout"),
            Descriptor("cosine", summary: "half a cosine down to min_lr"),
        ],
        "clip.name": [
            Descriptor("none", summary: "gradients as they are"), Descriptor("norm", summary: "global norm"),
        ],
    ]

    static func tunables(for settings: Settings) -> [Tunable] {
        var all = plain
        for key in ["optimizer.name", "schedule.name", "clip.name"] {
            let members = parts[key] ?? []
            let family = String(key.dropLast(5))
            all.append(
                .choice(key, default: members[0].name, of: members.map(\.name), help: "which \(family) is in force"))
            let chosen = members.first { settings[key] == .word($0.name) } ?? members[0]
            all += chosen.tunables.map { $0.prefixed(family) }
        }
        return all
    }

    private static func rate(_ value: Double) -> Tunable {
        .real("lr", default: value, in: Bounds(0, 100), scale: .log, help: "learning rate: how far one step goes")
    }

    private static func beta(_ key: String) -> Tunable { .real(key, default: 0.9, in: .fraction, help: "decay") }

    private static let plain: [Tunable] = [
        .integer("epochs", default: 60, in: 1...1_000_000, help: "passes over the training split"),
        .integer("seed", default: 1, in: 0...Int.max, change: .restart, help: "decides every random draw"),
        Tunable(
            "batch.size", .integer(Bounds(1, .infinity), words: ["all"]), default: 32, scale: .log, unit: "samples",
            help: "samples a micro-batch"),
        .real("l2", default: 0, in: Bounds(0, 100), scale: .log, help: "penalty on large weights"),
        .toggle("dropout.enabled", default: true, help: "all dropout on or off, rates kept"),
        .real("dropout.rate", default: 0.2, in: .fraction, help: "sets the dropout of every hidden layer"),
        .toggle("early_stopping.enabled", default: false, help: "stop when validation stops improving"),
        .integer("early_stopping.patience", default: 10, in: 1...100_000, unit: "epochs", help: "epochs allowed"),
    ]
}
