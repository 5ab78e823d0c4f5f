import Testing
import Tunables

@testable import Optimization

@Suite("A run's length changed under a schedule")
struct ScheduleRefitTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let schedule: String
        var settings: [String: Value] = [:]
        var testDescription: String { "\(schedule) \(settings.keys.sorted())" }
    }

    static let cases: [Case] =
        Schedules.names.flatMap { name in
            [
                Case(schedule: name), Case(schedule: name, settings: ["per": "step"]),
                Case(schedule: name, settings: ["warmup": 2.5]),
                Case(schedule: name, settings: ["per": "step", "warmup": 1.5]),
            ]
        } + [
            Case(schedule: "cosine", settings: ["t_max": 8]), Case(schedule: "polynomial", settings: ["power": 2]),
            Case(schedule: "one_cycle", settings: ["three_phase": true, "per": "step"]),
            Case(schedule: "one_cycle", settings: ["anneal": "linear", "pct_start": 0]),
        ]

    private static let steps = 4

    private func at(_ step: Int, total: Int) -> SchedulePosition {
        SchedulePosition(
            epochs: Double(step) / Double(Self.steps), total: Double(total), stepsPerEpoch: Double(Self.steps))
    }

    private func active(_ example: Case, total: Int) -> ActiveSchedule {
        var settings = Settings(["schedule.name": .word(example.schedule)])
        for (key, value) in example.settings { settings["schedule.\(key)"] = value }
        return Schedules.active(settings, at: at(0, total: total))
    }

    @Test(
        "the coming rate is what it would have been, whenever the length changes; later ones move no further at a time",
        arguments: cases)
    func continuous(example: Case) {
        for step in 1...(12 * Self.steps) {
            for total in [24, 13, 9] where total * Self.steps > step {
                var schedule = active(example, total: 12)
                let here = at(step, total: 12)
                // At its end the run goes on from the rate of its last update.
                let before = schedule.rate(base: 1, at: step == 12 * Self.steps ? at(step - 1, total: 12) : here)
                schedule.fit(from: here, toTotal: Double(total))
                let after = schedule.rate(base: 1, at: at(step, total: total))
                let isSpanning = ["cosine", "polynomial", "one_cycle"].contains(example.schedule)
                // Schedules that go by epochs alone take the step that they would have taken.
                if step < 12 * Self.steps || (isSpanning && example.settings["t_max"] == nil) {
                    #expect(abs(after - before) < 1e-12, "step \(step), \(total) epochs")
                }
            }
        }
    }

    @Test(
        "the run still ends at the rate it was to end at, after any number of changes",
        arguments: cases.filter {
            ["cosine", "polynomial", "one_cycle"].contains($0.schedule) && $0.settings["t_max"] == nil
        })
    func sameEnd(example: Case) {
        let planned = active(example, total: 12).rate(base: 1, at: at(12 * Self.steps - 1, total: 12))
        for changes in [[(17, 30)], [(17, 30), (41, 20), (43, 60)], [(25, 8), (26, 40)]] {
            var schedule = active(example, total: 12)
            var total = 12
            for (step, next) in changes {
                schedule.fit(from: at(step, total: total), toTotal: Double(next))
                total = next
            }
            let last = schedule.rate(base: 1, at: at(total * Self.steps - 1, total: total))
            #expect(abs(last - planned) < 1e-9, "\(changes)")
        }
    }

    @Test(
        "changed before the schedule has begun, it is as if the run had been so long from the start", arguments: cases)
    func fresh(example: Case) {
        var schedule = active(example, total: 12)
        schedule.fit(from: at(0, total: 12), toTotal: 20)
        let other = active(example, total: 20)
        for step in 0..<(20 * Self.steps) {
            #expect(schedule.rate(base: 1, at: at(step, total: 20)) == other.rate(base: 1, at: at(step, total: 20)))
        }
    }

    @Test("what was fitted is part of the state")
    func state() {
        let example = Case(schedule: "cosine")
        var schedule = active(example, total: 12)
        schedule.fit(from: at(20, total: 12), toTotal: 30)
        var restored = active(example, total: 12)
        restored.state = schedule.state
        for step in 20..<(30 * Self.steps) {
            let position = at(step, total: 30)
            #expect(restored.rate(base: 1, at: position) == schedule.rate(base: 1, at: position))
        }
    }
}
