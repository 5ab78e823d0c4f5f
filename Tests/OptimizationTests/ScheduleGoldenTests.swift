import GoldenValues
import Optimization
import Testing
import Tunables

#if canImport(Glibc)
    import Glibc
#endif

/// A course of PyTorch, and the settings that make ours the same.
struct GoldenSchedule: CustomTestStringConvertible {
    let name: String
    let type: any Schedule.Type
    var settings: [String: Value] = [:]
    /// The epochs that are to agree.
    var epochs = 0..<50
    var testDescription: String { name }

    static let all: [GoldenSchedule] = [
        .init(name: "step", type: StepSchedule.self, settings: ["every": 10, "gamma": 0.5]),
        .init(name: "exponential", type: ExponentialSchedule.self, settings: ["k": .real(-log(0.95))]),
        .init(name: "cosine", type: CosineSchedule.self, settings: ["min_lr": 0.001]),
        .init(name: "cosine", type: CosineSchedule.self, settings: ["min_lr": 0.001, "t_max": 50]),
        // Ours is held at min_lr after T, PyTorch's climbs again.
        .init(
            name: "cosine_past_t_max", type: CosineSchedule.self, settings: ["min_lr": 0.001, "t_max": 20],
            epochs: 0..<21),
        .init(
            name: "cosine_warm_restarts", type: WarmRestartsSchedule.self,
            settings: ["t0": 10, "t_mult": 2, "min_lr": 0.001]),
        .init(name: "cyclic_triangular", type: CyclicalSchedule.self, settings: ["low": 0.1, "up": 8]),
        .init(
            name: "cyclic_triangular2", type: CyclicalSchedule.self,
            settings: ["low": 0.1, "up": 8, "down": 4, "mode": "triangular2"]),
        .init(name: "one_cycle", type: OneCycleSchedule.self),
        .init(
            name: "one_cycle_linear_three_phase", type: OneCycleSchedule.self,
            settings: ["anneal": "linear", "three_phase": true]),
        .init(name: "linear_warmup", type: ConstantSchedule.self, settings: ["warmup": 10]),
        .init(name: "polynomial", type: PolynomialSchedule.self, settings: ["t_max": 40, "power": 2]),
        .init(
            name: "plateau", type: PlateauSchedule.self,
            settings: ["factor": 0.3, "patience": 3, "threshold": 1e-3, "cooldown": 2, "min_lr": 1e-3]),
        .init(name: "warmup_then_cosine", type: CosineSchedule.self, settings: ["warmup": 5]),
    ]
}

@Suite("Schedules against PyTorch")
struct ScheduleGoldenTests {
    @Test("Every epoch has PyTorch's rate", arguments: GoldenSchedule.all)
    func matchesPyTorch(golden: GoldenSchedule) throws {
        let schedules = Golden.file.schedules
        let base = try #require(schedules.base_lr.number)
        let expected = schedules.cases[golden.name].lr.flattened
        let metrics = schedules.plateau_metrics.flattened
        #expect(expected.count == 50 && metrics.count == 50)
        var schedule = ActiveSchedule(
            golden.type, Values(golden.type.descriptor, settings: Settings(golden.settings)), at: position(0))
        for epoch in golden.epochs {
            let rate = schedule.rate(base: base, at: position(Double(epoch)))
            #expect(abs(rate - expected[epoch]) < 1e-9, "epoch \(epoch)")
            schedule.observe(metrics[epoch], base: base, at: position(Double(epoch + 1)))
        }
    }

    @Test("Per step, a run of one epoch a step has the same rates", arguments: GoldenSchedule.all)
    func stepsAreEpochs(golden: GoldenSchedule) throws {
        let base = try #require(Golden.file.schedules.base_lr.number)
        let settings = golden.settings.merging(["per": "step"]) { $1 }
        func at(_ epochs: Double) -> SchedulePosition {
            SchedulePosition(epochs: epochs, total: 50, stepsPerEpoch: 1)
        }
        let expected = Golden.file.schedules.cases[golden.name].lr.flattened
        let schedule = ActiveSchedule(
            golden.type, Values(golden.type.descriptor, settings: Settings(settings)), at: at(0))
        for epoch in golden.epochs where schedule.unforeseen == nil {
            #expect(abs(schedule.rate(base: base, at: at(Double(epoch))) - expected[epoch]) < 1e-9, "step \(epoch)")
        }
    }
}
