import Datasets
import Networks
import Optimization
import Tensors
import Tunables

/// A checked list of assignments, ready to be applied between two steps.
struct SessionChange {
    /// With full keys and checked values; what would change nothing is left out.
    let assignments: [Assignment]
    /// The values before, in the same order.
    let previous: [Value?]
    /// The settings afterwards.
    let settings: Settings
}

extension TrainingSession {
    /// Every tunable of the run as it stands, but those that have nothing to act on.
    var tunables: [Tunable] {
        let fit = fit
        return ExperimentSchema.tunables(for: settings, layerCount: prepared.experiment.layerCount)
            .filter { fit.reason(against: $0.key) == nil }
    }

    private var fit: KeyFit { KeyFit(sample: prepared.sample, loss: loss, network: network) }

    /// Checks assignments together, in order: a choice made by one decides which keys the next may use.
    ///
    /// - Throws: ``TunableError`` or ``Refusal``; then nothing has changed.
    func check(_ assignments: [Assignment]) throws -> SessionChange {
        var next = settings
        var checked: [Assignment] = []
        var previous: [Value?] = []
        let fit = fit
        for assignment in assignments {
            let declared = ExperimentSchema.tunables(for: next, layerCount: prepared.experiment.layerCount)
            let tunable = try ExperimentSchema.resolve(assignment.key, among: declared)
            var current = next[tunable.key] ?? tunable.defaultValue
            let rate = current
            if tunable.key == "dropout.rate" {
                current =
                    ExperimentSchema.dropoutInForce(among: tunables) { key in
                        next[key] ?? declared.first { $0.key == key }?.defaultValue
                    } ?? rate
                // Where layers differ, their list is what is in force: it can be left so.
                if case .list = current, assignment.value == current { continue }
            }
            let value = try tunable.check(assignment.value)
            if tunable.key == "dropout.rate" {
                if value == current, value == rate { continue }
            } else if value == current {
                continue
            }
            if let reason = fit.refusal(tunable, value: value) { throw Refusal(reason) }
            if tunable.key != "dropout.rate",
                let reason = ExperimentSchema.reasonAgainst(
                    tunable.key, in: next, layerCount: prepared.experiment.layerCount)
            {
                throw Refusal(reason)
            }
            guard tunable.change == .live else { throw TunableError.restartOnly(key: tunable.key) }
            next = ExperimentSchema.setting(tunable.key, to: value, in: next)
            checked.append(Assignment(tunable.key, value))
            previous.append(current)
        }
        try refuseImpossible(next)
        return SessionChange(assignments: checked, previous: previous, settings: next)
    }

    private func memory(under settings: Settings) -> MemoryFit {
        MemoryFit(
            settings, network: network, trainingSamples: prepared.training.count,
            evaluatedSamples: prepared.largestSplit)
    }

    private func refuseImpossible(_ next: Settings) throws {
        let plan = StepPlan(next, trainingSamples: prepared.training.count)
        if plan.batchSize < 2, network.needsSeveralRows {
            throw Refusal("batch normalization needs at least 2 samples a batch")
        }
        if case .integer(let size)? = next["batch.size"], size > prepared.training.count {
            throw Refusal("the training split has \(prepared.training.count) samples; 'batch.size' cannot be \(size)")
        }
        let held = memory(under: settings)
        if let refusal = memory(under: next).refusal(available: prepared.availableMemory(), held: held.bytes) {
            throw Refusal(refusal.message)
        }
        if plan.epochs <= epoch, plan.epochs != self.plan.epochs {
            throw Refusal("\(epoch) epochs are complete already; 'epochs' must be more")
        }
    }

    /// Applies a checked change: from the next step on it holds.
    func apply(_ change: SessionChange) {
        let touched = Set(change.assignments.map(\.key))
        if touched.contains("epochs") {
            let total = StepPlan(change.settings, trainingSamples: prepared.training.count).epochs
            schedule.fit(from: schedulePosition, toTotal: Double(total))
        }
        settings = change.settings
        if touched.contains("optimizer.name") {
            updates.selectOptimizer(settings)
            recentUpdates.removeAll()
        }
        if touched.contains("schedule.name") { schedule = Schedules.active(settings, at: schedulePosition) }
        if touched.contains(where: { $0.hasPrefix("early_stopping.") }) {
            let wasEnabled = earlyStopping.rule.isEnabled
            earlyStopping.rule = EarlyStopping.Rule(settings)
            // Switched on in mid-run, it counts from here.
            if earlyStopping.rule.isEnabled, !wasEnabled { earlyStopping.forgive() }
        }
        configure()
    }

    /// Brings every part in line with the settings; keeps what the parts remember.
    func configure() {
        plan = StepPlan(settings, trainingSamples: prepared.training.count)
        loss = Loss(settings)
        network.reserve(rows: MemoryFit.rows(batch: plan.batchSize, evaluatedSamples: prepared.largestSplit))
        network.configure(settings)
        batch.reserve(plan.batchSize)
        let augmentation = Augmentation(settings)
        if augmentation != augmenter.augmentation {
            augmenter = Augmenter(
                augmentation, featureCount: prepared.training.featureCount, sample: prepared.sample)
        }
        if outputGradient.count < plan.batchSize * network.outputWidth {
            outputGradient = FloatBuffer(count: plan.batchSize * network.outputWidth)
        }
        updates.configure(settings)
        schedule.retune(Schedules.values(settings))
        configureAveraging()
    }
}
