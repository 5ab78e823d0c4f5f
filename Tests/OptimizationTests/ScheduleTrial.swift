import Optimization
import Testing
import Tunables

#if canImport(Glibc)
    import Glibc
#endif

/// An entry of the schedules' catalogue under its name.
struct CatalogueSchedule: CustomTestStringConvertible {
    let type: any Schedule.Type
    var testDescription: String { type.descriptor.name }

    static let all = Schedules.all.map { CatalogueSchedule(type: $0) }

    func values(_ settings: [String: Value] = [:]) -> Values {
        Values(type.descriptor, settings: Settings(settings))
    }

    func start(_ settings: [String: Value] = [:], at epochs: Double = 0) -> ActiveSchedule {
        ActiveSchedule(type, values(settings), at: position(epochs))
    }

    /// Rates over 50 epochs of 10 steps, a metric that improves for ten epochs told after each.
    func course(_ settings: [String: Value] = [:], base: Double = 0.1) -> [Double] {
        var schedule = start(settings)
        var rates: [Double] = []
        for step in 0..<500 {
            rates.append(schedule.rate(base: base, at: position(Double(step) / 10)))
            guard step % 10 == 9 else { continue }
            let epoch = step / 10
            schedule.observe(1 / Double(1 + min(epoch, 10)), base: base, at: position(Double(epoch + 1)))
        }
        return rates
    }
}

/// Fifty epochs of ten steps.
func position(_ epochs: Double) -> SchedulePosition {
    SchedulePosition(epochs: epochs, total: 50, stepsPerEpoch: 10)
}
