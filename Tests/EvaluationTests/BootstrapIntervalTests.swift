import Evaluation
import Testing

/// Reference values: a second implementation in Python, from the published definitions of Philox 4×32-10 (Salmon et al.
/// 2011) and of unbiased bounded numbers (Lemire 2019), with NumPy 2's `mean`, `median` and `quantile`.
@Suite("Bootstrap intervals")
struct BootstrapIntervalTests {
    private let numbers = [2.5, 3, 1.25, 8, 4.75, 6, 2, 9.5, 0.5, 3.5]

    private func mean(_ numbers: [Double], _ rows: [Int]) -> Double {
        rows.reduce(0) { $0 + numbers[$1] } / Double(rows.count)
    }

    @Test("of a mean and of a median are what the definitions give")
    func parity() throws {
        let ofMean = try #require(
            BootstrapInterval(rows: 10, resamples: 500, seed: 7) { mean(numbers, $0) })
        expectEqual(ofMean.estimate, 4.1)
        expectEqual([ofMean.lower, ofMean.upper], [2.45, 5.863124999999999])
        #expect(ofMean.resamples == 500 && ofMean.confidence == 0.95)
        let ofMedian = try #require(
            BootstrapInterval(rows: 10, resamples: 200, confidence: 0.9, seed: (1 << 40) + 3) { rows in
                median(rows.map { numbers[$0] })
            })
        expectEqual([ofMedian.lower, ofMedian.upper], [2.2374999999999994, 6.406249999999989])
    }

    @Test("with many rows it is near the normal interval of the mean")
    func normal() throws {
        let many = (0..<400).map { Double($0 % 7) * 0.5 }
        let interval = try #require(BootstrapInterval(rows: 400, seed: 1) { mean(many, $0) })
        // 1.49625 ± 1.96 σ/√400
        expectEqual(interval.lower, 1.3981, tolerance: 0.02)
        expectEqual(interval.upper, 1.5944, tolerance: 0.02)
    }

    @Test("the same seed gives the same interval, another seed another")
    func seeds() {
        func interval(_ seed: UInt64) -> BootstrapInterval? {
            BootstrapInterval(rows: 10, resamples: 100, seed: seed) { mean(numbers, $0) }
        }
        #expect(interval(3) == interval(3))
        #expect(interval(3) != interval(4))
    }

    @Test("resamples without a finite number are left out; without rows there is no interval")
    func degenerate() throws {
        #expect(BootstrapInterval(rows: 0) { _ in 1 } == nil)
        #expect(BootstrapInterval(rows: 3) { _ in .nan } == nil)
        let some = try #require(BootstrapInterval(rows: 2, resamples: 64) { $0[0] == $0[1] ? .nan : 1 })
        #expect(some.resamples < 64 && some.resamples > 0)
        #expect(some.lower == 1 && some.upper == 1)
    }
}
