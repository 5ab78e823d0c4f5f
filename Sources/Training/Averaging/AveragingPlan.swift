import Tunables

/// How weights are averaged and ensembles collected, as the settings say.
struct AveragingPlan {
    let isAveraging: Bool
    /// Epochs that must be complete before the first moment.
    let start: Double
    let every: Int
    let isPerStep: Bool
    /// The constant rate while averaging; `nil` leaves the rate to the schedule.
    let rate: Double?

    let isCollecting: Bool
    /// Members kept; the oldest goes first.
    let members: Int
    /// Epochs from member to member where the schedule has no cycles.
    let memberInterval: Int

    init(_ settings: Settings, epochs: Int) {
        let values = Values(ExperimentSchema.plainDescriptor, settings: settings)
        isAveraging = values.toggle("swa.enabled")
        let start = values.real("swa.start")
        self.start = start < 1 ? (start * Double(epochs)).rounded() : start
        every = values.integer("swa.every") ?? 1
        isPerStep = values.word("swa.granularity") == "step"
        let rate = values.real("swa.constant_lr")
        self.rate = rate > 0 ? rate : nil
        isCollecting = values.toggle("snapshot_ensemble.enabled")
        members = values.integer("snapshot_ensemble.members") ?? 1
        memberInterval = values.integer("snapshot_ensemble.every") ?? 1
    }

    /// The rate that averaging asks for so many epochs into the run.
    func rate(atEpoch epochs: Double) -> Double? { isAveraging && epochs >= start ? rate : nil }
}

extension ExperimentSchema {
    /// Averages of weights and of predictions.
    static let averaging: [Tunable] = [
        .toggle(
            "swa.enabled", default: false,
            help: "stochastic weight averaging (Izmailov et al. 2018): the run ends with the mean of late weights"),
        .real(
            "swa.start", default: 0.75, in: .nonNegative,
            help: "where averaging starts: below 1 a share of the run, else an epoch"
        ).needing("swa.enabled"),
        .integer("swa.every", default: 1, in: 1...1_000_000, help: "epochs or steps from one moment to the next")
            .needing("swa.enabled"),
        .choice("swa.granularity", default: "epoch", of: ["epoch", "step"], help: "what swa.every counts")
            .needing("swa.enabled"),
        .real(
            "swa.constant_lr", default: 0, in: .nonNegative, scale: .log,
            help: "constant rate while averaging; 0 leaves it to the schedule"
        ).needing("swa.enabled"),
        .toggle(
            "snapshot_ensemble.enabled", default: false,
            help: "keep the network at the end of each cycle and let them vote (Huang et al. 2017)"),
        .integer(
            "snapshot_ensemble.members", default: 5, in: 1...100, help: "networks kept; the oldest makes room"
        ).needing("snapshot_ensemble.enabled"),
        .integer(
            "snapshot_ensemble.every", default: 10, in: 1...1_000_000, unit: "epochs",
            help: "from member to member where the schedule has no cycles"
        ).needing("snapshot_ensemble.enabled"),
    ]
}
