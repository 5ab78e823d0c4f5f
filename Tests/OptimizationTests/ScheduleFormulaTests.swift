import Optimization
import Testing
import Tunables

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Schedules against closed forms")
struct ScheduleFormulaTests {
    private func rate(_ type: any Schedule.Type, _ settings: [String: Value], at epochs: Double) -> Double {
        CatalogueSchedule(type: type).start(settings).rate(base: 0.2, at: position(epochs))
    }

    @Test("inverse_time is lr / (1 + k·epoch)", arguments: [0.0, 1, 7, 49])
    func inverseTime(epoch: Double) {
        #expect(abs(rate(InverseTimeSchedule.self, ["k": 0.3], at: epoch) - 0.2 / (1 + 0.3 * epoch)) < 1e-12)
    }

    @Test("Smooth stairs are lr·γ^(epoch / every), between epochs too when per step")
    func smoothSteps() {
        let settings: [String: Value] = ["smooth": true, "every": 8, "gamma": 0.25, "per": "step"]
        for epochs in [0, 0.5, 4, 33.3] {
            #expect(abs(rate(StepSchedule.self, settings, at: epochs) - 0.2 * pow(0.25, epochs / 8)) < 1e-12)
        }
    }

    @Test("exp_range lowers its swing by γ an epoch")
    func expRange() {
        let settings: [String: Value] = ["mode": "exp_range", "gamma": 0.9, "up": 4, "low": 0.1]
        // Peaks at 4, 12, 20: low + (1 − low)·γ^t.
        for epoch in [4.0, 12, 20] {
            #expect(abs(rate(CyclicalSchedule.self, settings, at: epoch) - 0.2 * (0.1 + 0.9 * pow(0.9, epoch))) < 1e-12)
        }
        #expect(abs(rate(CyclicalSchedule.self, settings, at: 8) - 0.02) < 1e-12)
    }

    @Test("Restarts of equal length repeat")
    func equalRestarts() {
        let settings: [String: Value] = ["t0": 5, "t_mult": 1]
        for epoch in [0.0, 2, 4] {
            #expect(
                rate(WarmRestartsSchedule.self, settings, at: epoch)
                    == rate(WarmRestartsSchedule.self, settings, at: epoch + 35))
        }
    }

    @Test("After T, cosine and polynomial are held at min_lr", arguments: ["cosine", "polynomial"])
    func heldAfterEnd(name: String) throws {
        let type = try #require(Schedules.type(named: name))
        for epochs in [20.0, 21, 50] {
            #expect(abs(rate(type, ["t_max": 20, "min_lr": 0.003], at: epochs) - 0.003) < 1e-12)
        }
    }

    @Test("An absolute threshold wants so much, whatever the metric's size")
    func absoluteThreshold() {
        let settings: [String: Value] = ["threshold": 0.5, "threshold_mode": "abs", "patience": 1, "factor": 0.1]
        var schedule = CatalogueSchedule(type: PlateauSchedule.self).start(settings)
        // 10 → 9.4 counts, 9.0 and 8.95 do not.
        for metric in [10, 9.4, 9.0] { schedule.observe(metric, base: 1, at: position(1)) }
        #expect(schedule.rate(base: 1, at: position(3)) == 1)
        schedule.observe(8.95, base: 1, at: position(4))
        #expect(abs(schedule.rate(base: 1, at: position(4)) - 0.1) < 1e-12)
        #expect(schedule.state.plateau?.best == 9.4)
    }

    @Test("A metric that is not a number counts as no improvement")
    func nanMetric() {
        var schedule = CatalogueSchedule(type: PlateauSchedule.self).start(["patience": 1])
        for _ in 0..<2 { schedule.observe(.nan, base: 1, at: position(1)) }
        #expect(schedule.rate(base: 1, at: position(2)) == 0.1)
    }
}
