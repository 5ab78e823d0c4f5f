import Testing

@testable import Dashboard

@Suite("Round places on axes")
struct TicksTests {
    @Test("linear ticks are multiples of 1, 2 or 5 and are written without noise")
    func linear() {
        #expect(Ticks.linear(0...1, count: 5).map(\.label) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(Ticks.linear(0...2.3, count: 5).map(\.label) == ["0", "0.5", "1.0", "1.5", "2.0"])
        #expect(Ticks.linear(-1...1, count: 4).map(\.label) == ["-1.0", "-0.5", "0", "0.5", "1.0"])
        #expect(Ticks.linear(0...0.003, count: 3).map(\.label) == ["0", "0.001", "0.002", "0.003"])
    }

    @Test("logarithmic ticks are powers of ten, with 2 and 5 between where there is room")
    func logarithmic() {
        #expect(Ticks.logarithmic(-4...4, count: 5).map(\.label) == ["1e-4", "0.01", "1", "100", "1e4"])
        #expect(Ticks.logarithmic(-1...0, count: 4).map(\.label) == ["0.1", "0.2", "0.5", "1"])
        #expect(Ticks.logarithmic(-16...8, count: 4).allSatisfy { $0.value > 0 })
    }

    @Test("counts are short, times are times")
    func countsAndTimes() {
        #expect(Ticks.counts(0...5000, count: 5).map(\.label) == ["0", "1k", "2k", "3k", "4k", "5k"])
        #expect(Ticks.counts(0...3, count: 10).map(\.label) == ["0", "1", "2", "3"])
        #expect(Ticks.times(0...300, count: 5).map(\.label) == ["0s", "1:00", "2:00", "3:00", "4:00", "5:00"])
        #expect(Ticks.times(0...7200, count: 4).map(\.label).last == "2:00:00")
    }

    @Test("no range makes it fail or run away")
    func degenerate() {
        for range in [0.0...0.0, 1e300...1e301, -1e-300...1e-300, 5.0...5.0000001] {
            #expect(Ticks.linear(range, count: 5).count < 20)
            #expect(Ticks.counts(range, count: 5).count < 20)
            #expect(Ticks.times(range, count: 5).count < 20)
        }
        #expect(Ticks.logarithmic(-300...300, count: 6).count < 10)
        #expect(Ticks.linear(0...1, count: 0).isEmpty)
    }

    @Test("numbers are written as people write them")
    func numbers() {
        #expect(ChartNumber.significant(0.03124) == "0.0312")
        #expect(ChartNumber.significant(6.2e-6) == "6.2e-6")
        #expect(ChartNumber.significant(123456) == "123456")
        #expect(ChartNumber.significant(.nan) == "NaN")
        #expect(ChartNumber.significant(-.infinity) == "-Inf")
        #expect(ChartNumber.scientific(9.99e-4, digits: 2) == "1.0e-3")
        #expect(ChartNumber.scientific(2.1e-1, digits: 2) == "2.1e-1")
        #expect(ChartNumber.grouped(1_234_567) == "1 234 567")
        #expect(ChartNumber.count(1500) == "1.5k")
        #expect(ChartNumber.approximate(27_749) == "27 700")
        #expect(ChartNumber.approximate(2_768) == "2 770")
        #expect(ChartNumber.approximate(512.4) == "512")
        #expect(ChartNumber.approximate(999_600) == "1.0e6" && ChartNumber.approximate(1e30) == "1.0e30")
        #expect(ChartNumber.short(1e-5) == "1e-5" && ChartNumber.short(0.05) == "0.05")
        #expect(ChartNumber.rate(0.001) == "1.00e-3")
        #expect(ChartNumber.duration(75) == "1:15")
    }
}
