import Foundation
import Testing

@testable import Training

@Suite("The curve of a range test")
struct RateSweepTests {
    /// Feeds a loss that is a function of the rate's logarithm.
    private func sweep(_ range: RateRange = .standard, _ loss: (Double) -> Double) -> RateSweep {
        var sweep = RateSweep(range)
        while sweep.phase == .running { sweep.add(loss: loss(log10(sweep.nextRate))) }
        return sweep
    }

    @Test("goes from the lowest to the highest rate in equal ratios")
    func rates() throws {
        let range = try #require(RateRange(lowest: 1e-5, highest: 1, steps: 51))
        #expect(range.rate(0) == 1e-5)
        #expect(abs(range.rate(50) - 1) < 1e-12)
        for step in 1...50 { #expect(abs(range.rate(step) / range.rate(step - 1) - pow(10, 0.1)) < 1e-9) }
        #expect(RateRange(lowest: 0, highest: 1, steps: 50) == nil)
        #expect(RateRange(lowest: 1, highest: 0.1, steps: 50) == nil)
        #expect(RateRange(lowest: 1e-3, highest: 1, steps: 3) == nil)
    }

    @Test("smooths without bias: a constant stays what it is, and proposes nothing")
    func constant() {
        let sweep = sweep { _ in 2.3 }
        #expect(sweep.points.count == 100)
        for point in sweep.points { #expect(abs(point.smoothed - 2.3) < 1e-9) }
        #expect(sweep.proposals == [])
        #expect(sweep.ending == nil)
    }

    @Test("proposes the steepest descent and a tenth of the lowest point, and ends at four times the least loss")
    func logistic() throws {
        // Falls most steeply at 1e-3, is least between 0.01 and 0.1, and grows tenfold a quarter of a decade from 0.1 on.
        let sweep = sweep { 0.3 + 2 / (1 + exp(4 * ($0 + 3))) + pow(10, 4 * ($0 + 1)) * 0.3 }
        #expect(sweep.ending == .rising)
        #expect(sweep.points.count < 100)
        #expect(sweep.proposals.map(\.kind) == [.steepest, .tenthOfLowest])
        let steepest = try #require(sweep.proposals.first?.rate)
        // The average trails by its time constant, a twentieth of the range: 0.4 of its 8 decades.
        #expect(steepest >= 1e-3 && steepest <= 1e-3 * pow(10, 0.6))
        let tenth = try #require(sweep.proposals.last?.rate)
        #expect(tenth > 2e-3 && tenth < 2e-2)
    }

    @Test(
        "takes odd batches of a run that has learned its data for noise: neither a rise nor a descent", arguments: 1...8
    )
    func noise(seed: UInt64) {
        var state = seed
        let sweep = sweep { _ in
            // Losses that differ by orders of magnitude, the same at every rate.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return 0.0005 / (0.02 + Double(state >> 11) / Double(1 << 53))
        }
        #expect(sweep.ending == nil)
        #expect(sweep.proposals == [])
    }

    @Test("ends where the numbers are no longer finite, and proposes from what came before")
    func nonFinite() {
        var sweep = RateSweep(.standard)
        while sweep.phase == .running {
            sweep.add(loss: sweep.nextRate > 0.1 ? .nan : 2 - 0.2 * log10(sweep.nextRate / 1e-7))
        }
        guard case .nonFinite(let rate)? = sweep.ending else {
            Issue.record("ended by \(String(describing: sweep.ending))")
            return
        }
        #expect(rate > 0.1 && rate < 0.13)
        #expect(sweep.proposals.count == 2)
    }

    @Test("proposals have two digits")
    func rounding() {
        #expect(RateProposal.rounded(0.0017342) == 0.0017)
        #expect(RateProposal.rounded(0.0999) == 0.1)
        #expect(RateProposal.rounded(12.6) == 13)
        #expect(RateProposal.rounded(3e-7) == 3e-7)
    }

    @Test("on the floor it proposes the largest rate that leaves the loss there, below where it rises")
    func floor() throws {
        let risen = sweep { 0.01 + max(0, $0 + 1) * 0.5 }
        #expect(risen.outcome == .floor)
        let proposal = try #require(risen.proposals.first)
        #expect(risen.proposals.count == 1 && proposal.kind == .largestStable)
        #expect(proposal.rate < 0.1 && proposal.rate > 0.01)
        #expect(risen.remark?.contains("as low as it gets") == true)

        var broken = RateSweep(.standard)
        while broken.phase == .running { broken.add(loss: broken.nextRate > 0.5 ? .nan : 0.02) }
        #expect(broken.outcome == .floor)
        #expect(broken.proposals.first.map { $0.rate < 0.5 && $0.rate > 0.05 } == true)
    }

    @Test("what cannot be read off is said: a constant, noise alone, a loss that blows up from the start")
    func outcomes() {
        #expect(sweep { _ in 0.7 }.outcome == .constant)
        #expect(sweep { _ in 0 }.outcome == .constant)
        #expect(sweep { 0.7 + 0.001 * sin(40 * $0) }.outcome == .flat)
        var first = RateSweep(.standard)
        first.add(loss: .nan)
        #expect(first.outcome == .unstable && first.proposals.isEmpty)
        var count = 0.0
        var early = RateSweep(.standard)
        while early.phase == .running {
            count += 1
            early.add(loss: pow(3, count), isFinite: count < 40)
        }
        #expect(early.outcome == .unstable && early.proposals.isEmpty)
        for found in [first, early] { #expect(found.remark?.contains("begin at lower rates") == true) }
        let falling = sweep { 0.3 + 2 / (1 + exp(4 * ($0 + 3))) }
        #expect(falling.outcome == .falls && falling.remark == nil)
    }
}
