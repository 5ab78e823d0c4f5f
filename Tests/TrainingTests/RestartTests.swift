import Testing
import Tunables

@testable import Training

@Suite("Random restarts")
struct RestartTests {
    private func end(_ prepared: PreparedExperiment) throws -> RunSummary {
        let watched = Watched(prepared)
        watched.trainer.start()
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    @Test("train seed after seed on the same split, each as a run of its own would; the best by validation is kept")
    func series() throws {
        var series = RestartSeries(try Fixture.prepared(["seed": 7, "restarts": 3, "epochs": 2]))
        var numbers: [Int] = []
        while let next = series.next {
            numbers.append(try #require(next.description.restart).number)
            let summary = try end(next)
            let alone = try end(try Fixture.prepared(["seed": .integer(6 + numbers.count), "epochs": 2]))
            #expect(summary.weightsSHA256 == alone.weightsSHA256)
            #expect(summary.seed == alone.seed)
            series.add(summary)
        }
        #expect(numbers == [1, 2, 3])
        #expect(series.summaries.map(\.seed) == [7, 8, 9])
        let losses = series.summaries.compactMap(\.bestValidationLoss)
        #expect(Set(losses).count == 3)
        #expect(series.best?.validationLoss == losses.min())
        #expect(series.next == nil ? true : false)
    }

    @Test("after the greatest seed comes 0")
    func greatestSeed() throws {
        var series = RestartSeries(try Fixture.prepared(["seed": .integer(.max), "restarts": 3, "epochs": 1]))
        var seeds: [UInt64] = []
        while let next = series.next {
            seeds.append(next.description.seed)
            #expect(next.experiment.settings["seed"] == .integer(Int(next.description.seed)))
            series.add(try end(next))
        }
        #expect(seeds == [UInt64(Int.max), 0, 1])
    }

    @Test("one run is a series of one, without a number")
    func one() throws {
        let series = RestartSeries(try Fixture.prepared())
        #expect(series.count == 1)
        #expect(series.next?.description.restart == nil)
    }
}
