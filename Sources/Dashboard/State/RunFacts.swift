import Training
import Tunables

/// What is known of the run itself, as it last reported it.
struct RunFacts: Sendable {
    let description: RunDescription
    var phase: RunState = .preparing
    var settings = Settings()
    var tunables: [Tunable] = []
    var step = 0
    /// Complete epochs.
    var epoch = 0
    /// The step at which the current epoch began, and how many steps an epoch takes (known after the first).
    var epochStartStep = 0
    var stepsPerEpoch: Int?
    var latest: EpochReport?
    var best: EpochReport?
    var patience: (used: Int, allowed: Int)?
    var outlook: [RatePoint] = []
    var outlookReason: String?
    var nonFinite: NonFiniteReport?
    var summary: RunSummary?
    /// How far undo reaches; `nil` where the run does not say.
    var undoMemory: UndoMemory?

    init(_ description: RunDescription) { self.description = description }

    /// The value in force: set or declared as default.
    func value(_ key: String) -> Value? {
        let declared = { (key: String) in settings[key] ?? tunable(key)?.defaultValue }
        return key == "dropout.rate" ? ExperimentSchema.dropoutInForce(among: tunables, declared) : declared(key)
    }

    func tunable(_ key: String) -> Tunable? { tunables.first { $0.key == key } }

    /// What makes an epoch the best one: the first of the monitors of early stopping, whether or not that is on.
    var monitor: EarlyStopping.Monitor {
        guard case .list(let names)? = value("early_stopping.monitor"), case .word(let name)? = names.first else {
            return .validationLoss
        }
        return EarlyStopping.Monitor(rawValue: name) ?? .validationLoss
    }

    /// How many epochs the run is to make; it can be changed live.
    var epochLimit: Int {
        if case .integer(let epochs)? = settings["epochs"] { return epochs }
        return description.epochs
    }

    /// Steps an epoch takes: as the last one took, or as batch size and accumulation foretell it.
    var stepsInEpoch: Int? {
        if let stepsPerEpoch { return stepsPerEpoch }
        let samples = description.trainingSamples
        guard samples > 0 else { return nil }
        let batch: Int
        switch value("batch.size") {
        case .integer(let size)? where size > 0: batch = min(size, samples)
        case .word?: batch = samples
        default: return nil
        }
        let batches = value("batch.last") == .word("drop") ? max(1, samples / batch) : (samples + batch - 1) / batch
        guard case .integer(let accumulate)? = value("accumulate"), accumulate > 1 else { return batches }
        return (batches + accumulate - 1) / accumulate
    }

    /// Takes over the epochs of the branch that the run has gone to.
    mutating func takeEpochs(of history: RunHistory) {
        latest = history.epochs.last
        best = history.best
        epochStartStep = latest?.step ?? 0
        let before = history.epochs.dropLast().last
        // Only an epoch whose start is known tells how long one is; else batch size and accumulation do.
        stepsPerEpoch = latest.flatMap { latest in
            if let before, before.epoch == latest.epoch - 1 { return latest.step - before.step }
            return latest.epoch == 1 ? latest.step : nil
        }
    }

    /// The share of the whole run that is done, 0…1.
    var progress: Double {
        guard epochLimit > 0 else { return 0 }
        return min(1, (Double(epoch) + shareOfEpoch) / Double(epochLimit))
    }

    /// The share of the current epoch that is done, 0…1.
    var shareOfEpoch: Double {
        guard let steps = stepsInEpoch, steps > 0, phase != .finished else { return 0 }
        return min(1, max(0, Double(step - epochStartStep) / Double(steps)))
    }

    /// Steps still to come; `nil` where an epoch's length is unknown.
    var stepsLeft: Double? {
        stepsInEpoch.map { Double($0) * max(0, Double(epochLimit - epoch) - shareOfEpoch) }
    }

    /// Whether steps may still come by themselves or by a command.
    var canTrain: Bool { phase == .running || phase == .paused }
}
