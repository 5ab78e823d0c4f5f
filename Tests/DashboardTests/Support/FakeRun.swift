import Training
import Tunables

/// A scripted run: makes steps when told, answers commands as a trainer does, without training anything.
struct FakeRun {
    let description: RunDescription
    var settings: Settings
    let layerCount = 3
    var stepsPerEpoch = 45
    private(set) var phase = RunState.preparing
    private(set) var step = 0
    private(set) var epoch = 0
    private(set) var entries: [JournalEntry] = []
    /// What was undone, each with the step and the epoch that were left.
    private var undone: [(entry: JournalEntry, step: Int, epoch: Int)] = []
    var events: [RunEvent] = []
    /// The fork that is under way.
    var fork: ForkReport?
    var forkedAt = 0
    /// Commands as they came.
    private(set) var received: [Command] = []
    private(set) var refusals: [String] = []

    static let layers: [RunDescription.Layer] = [
        .init(number: 1, name: "dense64", activation: "relu", parameterCount: 4160),
        .init(number: 2, name: "dense32", activation: "relu", parameterCount: 2080),
        .init(number: 3, name: "dense10", activation: "identity", parameterCount: 330),
    ]

    /// - Parameter isFixed: declares ``FixedCatalogue`` instead of everything the project has.
    init(notes: [LoadingNote] = [], epochs: Int = 60, isFixed: Bool = false) {
        self.isFixed = isFixed
        description = RunDescription(
            name: "digits", title: "handwritten digits", architecture: "64-64-32-10 relu", layers: Self.layers,
            parameterCount: 6570, task: .classification, seed: 1, epochs: epochs, trainingSamples: 1437,
            validationSamples: 180, testSamples: 180, notes: notes,
            parts: isFixed ? FixedCatalogue.parts : ExperimentSchema.liveParts)
        settings = Settings([
            "optimizer.name": "sgd", "optimizer.lr": 0.1, "batch.size": 32, "layers.1.type": "dense",
            "layers.2.type": "dense", "layers.3.type": "dense", "layers.1.dropout": 0.2,
        ])
    }

    private let isFixed: Bool

    var tunables: [Tunable] { declared(for: settings) }

    private func declared(for settings: Settings) -> [Tunable] {
        isFixed
            ? FixedCatalogue.tunables(for: settings)
            : ExperimentSchema.tunables(for: settings, layerCount: layerCount)
    }

    var layout: TelemetryLayout { TelemetryLayout(layerCount: Self.layers.count) }

    /// What has happened since the last call.
    mutating func takeEvents() -> [RunEvent] {
        defer { events.removeAll() }
        return events
    }

    mutating func start() {
        events.append(.settings(settings, tunables: tunables))
        events.append(.outlook(rates: [RatePoint(step: 0, rate: 0.1), RatePoint(step: 2700, rate: 0.1)], reason: nil))
        events.append(.patience(used: 0, allowed: 10))
        enter(.running)
    }

    mutating func enter(_ next: RunState) {
        phase = next
        events.append(.state(next))
    }

    // MARK: Steps

    /// Makes steps; epochs that end in them are reported. A loss that falls as 1/√step, gradients that shrink by layer.
    mutating func makeSteps(_ count: Int) -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: max(1, count))
        let layout = layout
        for _ in 0..<count {
            step += 1
            let loss = Self.loss(step)
            batch.append(step: step) { row in
                row[TelemetryLayout.loss] = Float(loss)
                row[TelemetryLayout.penalty] = 0
                row[TelemetryLayout.learningRate] = Float(settings["optimizer.lr"]?.number ?? 0)
                row[TelemetryLayout.gradientNorm] = 0.5
                row[TelemetryLayout.clippedNorm] = 0.5
                for layer in 0..<layout.layerCount {
                    let norm = Float(0.5) / Float(layout.layerCount - layer)
                    row[layout.column(.gradientNorm, layer: layer)] = norm
                    row[layout.column(.clippedNorm, layer: layer)] = norm
                    row[layout.column(.weightNorm, layer: layer)] = 8
                    row[layout.column(.updateNorm, layer: layer)] = norm / 10
                }
            }
            if step.isMultiple(of: stepsPerEpoch) { endEpoch() }
        }
        advanceFork()
        return batch
    }

    static func loss(_ step: Int) -> Double {
        2.3 / Double(step).squareRoot() * (1 + 0.2 * Double(step * 7919 % 97) / 97)
    }

    private mutating func endEpoch() {
        epoch += 1
        let loss = Self.loss(step)
        events.append(
            .epoch(
                EpochReport(
                    epoch: epoch, step: step, training: SplitMetrics(loss: loss, accuracy: 1 - loss / 3),
                    validation: SplitMetrics(loss: loss * 1.1, accuracy: 1 - loss / 2.5),
                    learningRate: settings["optimizer.lr"]?.number ?? 0, seconds: Double(step) / 1000,
                    isBest: epoch % 3 != 0)))
        events.append(.patience(used: epoch % 3 == 0 ? 1 : 0, allowed: 10))
    }

    // MARK: Commands

    mutating func obey(_ command: Command) {
        received.append(command)
        do {
            switch command.action {
            case .set(let assignments): try set(assignments, command)
            case .pause: enter(.paused)
            case .resume: enter(.running)
            case .step, .finishEpoch: break
            case .stop:
                journal([Assignment("stop", true)], previous: [nil], command)
                finish(.stopped)
            case .undo:
                try undo()
            case .rewind(let entry): while entries.contains(where: { $0.id == entry }) { try undo() }
            case .fork: try beginFork()
            case .keepFork(let keepsIntervention): try keepFork(keepsIntervention)
            case .cancelFork: cancelFork()
            case .redo:
                guard let last = undone.popLast() else { throw Refused(reason: "nothing to redo") }
                entries.append(last.entry)
                step = last.step
                epoch = last.epoch
                rewind(last.entry, redo: true)
            case .findRate(let range): findRate(range)
            case .cancelFindRate: break
            case .matchRate(let optimizer):
                events.append(
                    .rateMatched(RateMatch(optimizer: optimizer, recentUpdate: 0.03, updatePerRate: updatePerRate)))
            case .quit: break
            }
            events.append(.applied(id: command.id, atStep: step))
        } catch let refused as Refused {
            refuse(command, refused.reason)
        } catch {
            refuse(command, "\(error)")
        }
    }

    /// ‖ΔW‖ of whatever optimizer is asked about, at lr 1.
    var updatePerRate = 1.5
    /// Whether a range test goes on to its end at once.
    var finishesSweeps = true

    private mutating func findRate(_ range: RateRange) {
        var sweep = RateSweep(range)
        events.append(.rateSweep(sweep))
        while sweep.phase == .running, finishesSweeps || sweep.points.count < range.steps / 3 {
            // Falls around 0.01, shoots up beyond 1.
            let rate = sweep.nextRate
            sweep.add(loss: 0.4 + 1.9 / (1 + rate / 0.01) + (rate > 1 ? rate : 0))
        }
        events.append(.rateSweep(sweep))
    }

    mutating func undo() throws {
        guard let entry = entries.popLast() else { throw Refused(reason: "nothing to undo") }
        undone.append((entry, step, epoch))
        rewind(entry, redo: false)
    }

    /// Back to a step without taking an intervention back.
    mutating func goBack(toStep step: Int) {
        self.step = step
        epoch = step / stepsPerEpoch
        events.append(.rewound(toStep: step, epoch: epoch, entry: 0, redo: false))
    }

    struct Refused: Error { let reason: String }

    private mutating func refuse(_ command: Command, _ reason: String) {
        refusals.append(reason)
        events.append(.rejected(id: command.id, reason: reason))
    }

    private mutating func set(_ assignments: [Assignment], _ command: Command) throws {
        var next = settings
        var previous: [Value?] = []
        for assignment in assignments {
            let declared = declared(for: next)
            let tunable = try ExperimentSchema.resolve(assignment.key, among: declared)
            let value = try tunable.check(assignment.value)
            guard tunable.change == .live else { throw TunableError.restartOnly(key: tunable.key) }
            previous.append(next[tunable.key] ?? tunable.defaultValue)
            next[tunable.key] = value
        }
        settings = next
        undone.removeAll()
        journal(assignments, previous: previous, command)
        events.append(.settings(settings, tunables: tunables))
    }

    private mutating func journal(_ assignments: [Assignment], previous: [Value?], _ command: Command) {
        let entry = JournalEntry(
            id: (entries + undone.map(\.entry)).map(\.id).max().map { $0 + 1 } ?? 1, parent: entries.last?.id,
            step: step,
            epoch: epoch, assignments: assignments, previous: previous, source: command.source, commandID: command.id)
        entries.append(entry)
        events.append(.journaled(entry))
    }

    private mutating func rewind(_ entry: JournalEntry, redo: Bool) {
        for (assignment, previous) in zip(entry.assignments, entry.previous) where assignment.key != "stop" {
            settings[assignment.key] = redo ? assignment.value : previous
        }
        if !redo {
            step = entry.step
            epoch = entry.epoch
        }
        events.append(.rewound(toStep: step, epoch: epoch, entry: entry.id, redo: redo))
        events.append(.settings(settings, tunables: tunables))
        if phase.isOver || phase == .diverged { enter(.paused) }
    }

    mutating func finish(_ state: RunState) {
        enter(.evaluating)
        enter(state)
        events.append(
            .finished(
                RunSummary(
                    preset: "digits", seed: 1, state: state, epochs: epoch, steps: step, seconds: 12.5,
                    stepsPerSecond: 41_800, parameters: 6570, bestEpoch: max(1, epoch), bestValidationLoss: 0.123,
                    test: SplitMetrics(loss: 0.111, accuracy: 0.9722), interventions: entries.count,
                    weightsSHA256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")))
    }

    mutating func diverge() {
        events.append(
            .nonFinite(NonFiniteReport(tensor: .gradient, layer: 1, layerName: "dense64", step: step, row: 3)))
        enter(.diverged)
    }

    /// An intervention of the preset's own script.
    mutating func fireScript(_ assignment: Assignment) {
        let previous = settings[assignment.key]
        settings[assignment.key] = assignment.value
        journal([assignment], previous: [previous], Command(id: 0, .set([assignment]), source: .script))
        events.append(.settings(settings, tunables: tunables))
    }
}
