import Optimization
import Testing
import Tunables

@Suite("Every schedule of the catalogue")
struct ScheduleCatalogueTests {
    @Test("The catalogue holds the ten of the table, each a type of its own")
    func catalogueIsComplete() {
        let expected: Set = [
            "constant", "step", "exponential", "inverse_time", "cosine", "warm_restarts", "cyclical", "one_cycle",
            "polynomial", "plateau",
        ]
        #expect(Set(Schedules.names) == expected && Schedules.names.count == expected.count)
        #expect(Set(Schedules.all.map { ObjectIdentifier($0) }).count == expected.count)
        let courses = CatalogueSchedule.all.map { $0.course() }
        for (index, course) in courses.enumerated() {
            for other in courses[..<index] { #expect(course != other) }
        }
    }

    @Test("Defaults lie in their bounds", arguments: CatalogueSchedule.all)
    func declarationIsSound(schedule: CatalogueSchedule) throws {
        #expect(!schedule.type.descriptor.summary.isEmpty)
        for tunable in schedule.type.descriptor.tunables {
            let checked = try tunable.check(tunable.defaultValue)
            #expect(checked == tunable.defaultValue)
            #expect(tunable.change == .live && !tunable.help.isEmpty)
        }
    }

    @Test("Every tunable changes the course", arguments: CatalogueSchedule.all)
    func tunablesMatter(schedule: CatalogueSchedule) throws {
        for tunable in schedule.type.descriptor.tunables {
            // A constant rate and a plateau move at no time of their own.
            if tunable.key == "per", ["constant", "plateau"].contains(schedule.testDescription) { continue }
            var common: [String: Value] = tunable.key == "warmup_start" ? ["warmup": 5] : [:]
            if tunable.key == "gamma", schedule.testDescription == "cyclical" { common["mode"] = "exp_range" }
            // Stairs of whole epochs are the same at every step; their ramp is not.
            if tunable.key == "per", schedule.testDescription == "step" { common["smooth"] = true }
            if tunable.key == "threshold_mode" { common = ["threshold": 0.05] }
            if ["cooldown", "min_lr"].contains(tunable.key), schedule.testDescription == "plateau" {
                common["patience"] = 2
            }
            for value in alternatives(tunable) {
                let settings = common.merging([tunable.key: try tunable.check(value)]) { $1 }
                #expect(schedule.course(settings) != schedule.course(common), "\(tunable.key) \(value)")
            }
        }
    }

    @Test("The base is where decaying schedules start and cyclical ones peak", arguments: CatalogueSchedule.all)
    func baseIsTheSummit(schedule: CatalogueSchedule) {
        let course = schedule.course()
        #expect(abs((course.max() ?? 0) - 0.1) < 1e-9 && course.allSatisfy { $0 >= 0 })
        if !["cyclical", "one_cycle"].contains(schedule.testDescription) { #expect(course[0] == 0.1) }
    }

    @Test("A base changed live rescales and does not cancel", arguments: CatalogueSchedule.all)
    func baseRescales(schedule: CatalogueSchedule) {
        for (rate, doubled) in zip(schedule.course(), schedule.course(base: 0.2)) {
            #expect(abs(doubled - 2 * rate) < 1e-12)
        }
    }

    @Test("Chosen live, it starts its clock there with the epochs that are left", arguments: CatalogueSchedule.all)
    func startsLive(schedule: CatalogueSchedule) {
        for granularity in ["epoch", "step"] {
            let late = schedule.start(["per": .word(granularity)], at: 20)
            let fresh = schedule.start(["per": .word(granularity)])
            for step in 0..<300 {
                let into = Double(step) / 10
                let left = SchedulePosition(epochs: into, total: 30, stepsPerEpoch: 10)
                let a = late.rate(base: 0.1, at: position(20 + into))
                #expect(abs(a - fresh.rate(base: 0.1, at: left)) < 1e-9, "\(into)")
            }
        }
    }

    @Test("Chosen between two epochs, its first rate is that of its start", arguments: CatalogueSchedule.all)
    func startsBetweenEpochs(schedule: CatalogueSchedule) {
        let atStart = schedule.start().rate(base: 0.1, at: position(0))
        let late = schedule.start(at: 12.7)
        #expect(abs(late.rate(base: 0.1, at: position(12.7)) - atStart) < 1e-9)
        #expect(abs(late.rate(base: 0.1, at: position(12.9)) - atStart) < 1e-9)
    }

    @Test("Per epoch it moves only at an epoch's end; warm-up at every step", arguments: CatalogueSchedule.all)
    func moves(schedule: CatalogueSchedule) {
        let course = schedule.course()
        for step in 1..<500 where step % 10 != 0 { #expect(course[step] == course[step - 1]) }
        let warmed = schedule.course(["warmup": 2, "warmup_start": 0.2])
        #expect(abs(warmed[0] - 0.02) < 1e-12)
        for step in 1..<20 { #expect(abs(warmed[step] - warmed[step - 1] - 0.1 * 0.8 / 20) < 1e-12) }
        let plain = schedule.start().rate(base: 0.1, at: position(0))
        #expect(warmed[20] == plain || schedule.testDescription == "one_cycle")
    }

    @Test("The outlook is what comes", arguments: CatalogueSchedule.all)
    func outlookComesTrue(schedule: CatalogueSchedule) {
        for granularity in ["epoch", "step"] {
            let active = schedule.start(["per": .word(granularity), "warmup": 1.5])
            let ahead = active.outlook(base: 0.1, at: position(7.3), step: 73, count: 1000)
            if active.unforeseen != nil {
                #expect(ahead.isEmpty)
                continue
            }
            #expect(ahead.map(\.step) == Array(73..<500))
            for point in ahead {
                let then = active.rate(base: 0.1, at: position(Double(point.step) / 10))
                #expect(abs(point.rate - then) < 1e-9, "step \(point.step)")
            }
            let few = active.outlook(base: 0.1, at: position(7.3), step: 73, count: 9)
            #expect(few.count == 9 && few.first?.step == 73 && few.last?.step == 499)
            #expect(active.outlook(base: 0.1, at: position(50), step: 500).isEmpty)
        }
    }

    @Test("Restored state goes on identically", arguments: CatalogueSchedule.all)
    func restores(schedule: CatalogueSchedule) {
        var first = schedule.start(["patience": 2], at: 3.5)
        for epoch in 4..<9 { first.observe(1, base: 0.1, at: position(Double(epoch))) }
        var second = schedule.start(["patience": 2])
        second.state = first.state
        for epoch in 9..<30 {
            #expect(
                first.rate(base: 0.1, at: position(Double(epoch)))
                    == second.rate(base: 0.1, at: position(Double(epoch))))
            first.observe(1, base: 0.1, at: position(Double(epoch)))
            second.observe(1, base: 0.1, at: position(Double(epoch)))
        }
        #expect(first.state == second.state)
    }

    @Test("Tunables changed live keep the clock and the memory", arguments: CatalogueSchedule.all)
    func retunes(schedule: CatalogueSchedule) {
        var active = schedule.start(["patience": 2], at: 3)
        for epoch in 4..<9 { active.observe(1, base: 0.1, at: position(Double(epoch))) }
        let before = active.state
        active.retune(schedule.values(["patience": 4, "per": "step"]))
        #expect(active.state == before)
    }

    @Test("A plateau's rate stops falling where a reduction would change nothing")
    func plateauEnds() {
        var active = CatalogueSchedule(type: PlateauSchedule.self).start(["patience": 0])
        for epoch in 1..<500 { active.observe(1, base: 0.1, at: position(Double(epoch))) }
        let reduction = active.state.plateau?.reduction ?? 0
        #expect(0.1 * reduction < 1.1e-8 && 0.1 * reduction > 1e-9)
    }

    @Test("Warm-up does not wear a plateau's patience")
    func warmupIsNoPlateau() {
        var active = CatalogueSchedule(type: PlateauSchedule.self).start(["patience": 1, "warmup": 5])
        for epoch in 1..<5 { active.observe(1, base: 0.1, at: position(Double(epoch))) }
        #expect(active.state.plateau == PlateauState())
    }

    private func alternatives(_ tunable: Tunable) -> [Value] {
        switch (tunable.kind, tunable.defaultValue) {
        case (.toggle, .toggle(let on)): [.toggle(!on)]
        case (.choice(let names), .word(let name)): names.filter { $0 != name }.map(Value.word)
        case (.integer, .integer(let number)): [.integer(number + 3)]
        case (.integer, .word): [7]
        case (.real(let bounds), _):
            [0.4, 0.03, 3].filter { bounds.contains($0) && $0 != tunable.defaultValue.number }.prefix(1).map(Value.real)
        default: []
        }
    }
}
