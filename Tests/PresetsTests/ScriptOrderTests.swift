import Testing
import Training

@testable import Presets

@Suite("The order of a script")
struct ScriptOrderTests {
    /// Each put before the first of its unit that is later, by looking at all of them.
    private func plain(_ moments: [ScriptedIntervention.Moment?]) -> [Int] {
        var order: [Int] = []
        for (index, moment) in moments.enumerated() {
            let place = order.firstIndex { other in
                switch (moment, moments[other]) {
                case (.step(let mine)?, .step(let theirs)?), (.epoch(let mine)?, .epoch(let theirs)?): mine < theirs
                default: false
                }
            }
            order.insert(index, at: place ?? order.count)
        }
        return order
    }

    @Test("is that of putting each before the first of its unit that is later")
    func order() {
        var state: UInt64 = 1
        func draw(_ count: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % count)
        }
        for size in [0, 1, 2, 3, 5, 8, 60] {
            for _ in 0..<40 {
                let moments: [ScriptedIntervention.Moment?] = (0..<size).map { _ in
                    let count = draw(6)
                    return switch draw(5) {
                    case 0: nil
                    case 1, 2: .epoch(count)
                    default: .step(count)
                    }
                }
                var order = ScriptOrder()
                for moment in moments { order.append(moment) }
                #expect(order.places == plain(moments), "\(moments)")
            }
        }
    }
}
