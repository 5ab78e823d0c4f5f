import Dispatch
import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

/// A dashboard that steers a real trainer by keys alone.
final class SteeredTraining {
    private let trainer: Trainer
    private let arrival = DispatchSemaphore(value: 0)
    private var batch: TelemetryBatch
    private(set) var state: DashboardState
    private(set) var refusals: [String] = []
    private(set) var interventions = 0

    init(_ settings: [String: Value], layerCount: Int) throws {
        let arrival = arrival
        let prepared = try PreparedExperiment.prepare(
            Experiment(name: "walk", settings: Settings(settings), layerCount: layerCount))
        trainer = Trainer(prepared, isWatched: true) { arrival.signal() }
        batch = trainer.makeBatch()
        state = DashboardState(
            description: trainer.description, options: DashboardOptions(), size: Size(columns: 120, rows: 36), now: 0)
        trainer.start()
        settle()
    }

    deinit { trainer.send(Command(id: 0, .quit)) }

    /// The live tunables of the run as it stands.
    var live: [Tunable] { state.run.tunables.filter { $0.change == .live } }

    /// Waits until nothing that was asked for is unanswered; gives up after half a minute.
    func settle() {
        let deadline = DispatchTime.now() + .seconds(30)
        while !state.commands.open.isEmpty || state.run.tunables.isEmpty {
            guard arrival.wait(timeout: deadline) == .success else {
                refusals.append("no answer")
                return
            }
            take()
        }
    }

    private func take() {
        let events = trainer.takeTelemetry(into: &batch)
        for event in events {
            if case .rejected(_, let reason) = event { refusals.append(reason) }
            if case .journaled = event { interventions += 1 }
        }
        handle(.telemetry(events, batch))
    }

    private func handle(_ event: DashboardEvent) {
        for effect in update(&state, event) {
            if case .send(let command) = effect { trainer.send(command) }
        }
    }

    func press(_ keys: Key...) {
        for key in keys { handle(.terminal(.key(key))) }
        settle()
    }

    /// Runs a line of the palette; a menu of learning rates that it opens is answered with what is preselected.
    func run(_ line: String) {
        handle(.terminal(.key(.character(":"))))
        for character in line { handle(.terminal(.key(.character(character)))) }
        press(.enter)
        if case .palette(let palette)? = state.overlays.last {
            refusals.append("\(line): \(palette.error ?? "not understood")")
            press(.escape)
        }
        if case .menu? = state.overlays.last { press(.enter) }
    }

    /// Takes back what a line changed, and a divergence with it.
    func undo() {
        press(.character("u"))
        while !state.overlays.isEmpty { press(.escape) }
        if state.run.phase == .paused { press(.character(" ")) }
    }
}

@Suite("A walk through the whole catalogue")
struct CatalogueWalkTests {
    private func training() throws -> SteeredTraining {
        try SteeredTraining(
            [
                "data.dataset": "moons", "data.samples": 200, "epochs": 900_000, "batch.size": 16, "pace": 200,
                "layers.1.type": "dense", "layers.1.units": 6, "layers.1.activation.name": "tanh",
                "layers.2.type": "dense", "layers.2.units": "outputs", "layers.2.activation.name": "softmax",
                "optimizer.name": "adam",
            ], layerCount: 2)
    }

    /// Ends and middle of what a tunable takes, as one would type them.
    private func values(_ tunable: Tunable) -> [String] {
        func numbers(_ bounds: Bounds, isWhole: Bool) -> [String] {
            let inside = isWhole ? 1.0 : 1e-3
            let low = bounds.lower.isFinite ? bounds.lower + (bounds.includesLower ? 0 : inside) : -10
            let high = bounds.upper.isFinite ? bounds.upper - (bounds.includesUpper ? 0 : inside) : max(100, 2 * low)
            let middle = (low + high) / 2
            return [low, high, isWhole ? middle.rounded() : middle].map { Value.real($0).description }
        }
        return switch tunable.kind {
        case .real(let bounds): numbers(bounds, isWhole: false)
        case .integer(let bounds, let words): numbers(bounds, isWhole: true) + words
        case .toggle: ["on", "off"]
        case .choice(let names): names
        case .choices(let names): names.map { "[\($0)]" } + ["[\(names.joined(separator: ", "))]"]
        case .reals(let bounds, let words): ["[\(numbers(bounds, isWhole: false)[0])]"] + words
        case .text: ["text"]
        }
    }

    private func walk(_ tunable: Tunable, in training: SteeredTraining) {
        for value in values(tunable) {
            // Fewer epochs than are complete is the one value in range that a run must refuse.
            if tunable.key == "epochs", value == "1" { continue }
            let before = training.interventions
            training.run("\(tunable.key) \(value)")
            if training.interventions > before { training.undo() }
        }
    }

    @Test("every choice of a family and every live tunable at its ends and middle is taken, without a refusal")
    func everything() throws {
        let training = try training()
        var walked = Set<String>()
        for (key, parts) in ExperimentSchema.liveParts {
            for part in parts {
                training.run("\(key) \(part.name)")
                #expect(training.state.run.value(key) == .word(part.name))
                for tunable in training.live where walked.insert("\(part.name) \(tunable.key)").inserted {
                    // A family's own tunables with each of its parts; what all have in common, once.
                    let isOwn = tunable.key.hasPrefix(key.dropLast(4))
                    guard isOwn && tunable.key != key || walked.insert(tunable.key).inserted else { continue }
                    walk(tunable, in: training)
                }
            }
        }
        #expect(training.refusals == [])
        #expect(training.state.run.phase == .running)
        #expect(training.interventions > 500)
    }

    @Test("the keys that steer go through every part of their menus on a running training")
    func menus() throws {
        let training = try training()
        for (key, choice) in [("o", "optimizer.name"), ("r", "schedule.name"), ("c", "clip.name")] {
            let parts = try #require(ExperimentSchema.liveParts[choice])
            for (index, part) in parts.enumerated() {
                training.press(.character(Character(key)), .home)
                for _ in 0..<index { training.press(.down) }
                training.press(.enter)
                if case .menu? = training.state.overlays.last { training.press(.enter) }
                #expect(training.state.run.value(choice) == .word(part.name))
            }
        }
        for key in "de+-=_de" { training.press(.character(key)) }
        #expect(training.refusals == [])
    }
}
