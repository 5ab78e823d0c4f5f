import Datasets
import Testing
import Tunables

@testable import Training

@Suite("Cross-validation")
struct CrossValidationTests {
    private func validation(
        _ extra: [String: Value] = [:], method: CrossValidation.Method? = nil, count: Int? = nil
    ) throws -> CrossValidation {
        try CrossValidation(Fixture.experiment(extra), method: method, count: count)
    }

    private func rows(_ table: SampleTable) -> [[Float]] {
        (0..<table.count).map { row in
            (0..<table.featureCount).map { table.features.values[row * table.featureCount + $0] }
        }
    }

    @Test("every row validates once and trains in every other fold", arguments: CrossValidation.Method.allCases)
    func partition(method: CrossValidation.Method) throws {
        let validation = try validation(
            ["data.samples": 30, "data.normalize": "none", "batch.size": 4], method: method, count: 4)
        #expect(validation.count == (method == .leaveOneOut ? 30 : 4))
        var validated: [[Float]] = []
        for fold in 0..<validation.count {
            let prepared = try validation.prepare(fold: fold)
            #expect(prepared.test.count == 0)
            let own = rows(prepared.validation)
            #expect(Set(own).isDisjoint(with: rows(prepared.training)), "nothing leaks")
            if method != .time { #expect(prepared.training.count + own.count == 30) }
            validated += own
        }
        #expect(Set(validated).count == validated.count)
        if method != .time { #expect(validated.count == 30) }
    }

    @Test("statistics of normalization are those of the fold's training rows alone")
    func normalization() throws {
        let raw = try validation(["data.normalize": "none"], count: 3)
        let scaled = try validation(["data.normalize": "standard"], count: 3)
        for fold in 0..<3 {
            let training = rows(try raw.prepare(fold: fold).training)
            let held = rows(try raw.prepare(fold: fold).validation)
            let got = rows(try scaled.prepare(fold: fold).validation)
            for feature in 0..<2 {
                let values = training.map { Double($0[feature]) }
                let mean = values.reduce(0, +) / Double(values.count)
                let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
                for (before, after) in zip(held, got) {
                    let expected = (Double(before[feature]) - mean) / variance.squareRoot()
                    #expect(abs(Double(after[feature]) - expected) < 1e-4)
                }
            }
        }
    }

    @Test("stratified for classes, in proportion; the preset says how many folds")
    func defaults() throws {
        let validation = try validation(["data.folds": 5])
        #expect(validation.method == .stratified)
        #expect(validation.count == 5)
        let ones = try (0..<5).map { fold in
            try validation.prepare(fold: fold).validation.classes.filter { $0 == 1 }.count
        }
        #expect((ones.max() ?? 0) - (ones.min() ?? 0) <= 1, "\(ones)")
    }

    @Test("too many folds, or a batch larger than a fold's training rows, are mistakes in words")
    func mistakes() throws {
        #expect(throws: ExperimentErrors.self) { try validation(["data.samples": 20], count: 21) }
        #expect(throws: ExperimentErrors.self) { try validation(count: 1) }
        let large = try validation(["data.samples": 20, "batch.size": 15], count: 2)
        #expect(throws: ExperimentErrors.self) { try large.prepare(fold: 0) }
    }

    @Test("a fold's metrics are those of the weights it ends with; mean and deviation are a sample's")
    func results() throws {
        let fold = try validation(count: 4).prepare(fold: 1)
        let watched = Watched(fold)
        watched.trainer.start()
        _ = watched.finish()
        watched.quit()
        var watch = FoldWatch(fold: 2, fold.description)
        for event in watched.events { watch.observe(event) }
        let last = watched.events.compactMap { if case .epoch(let report) = $0 { report } else { nil } }.last
        #expect(watch.result?.metrics == last?.validation)
        #expect(watch.result?.fold == 2)
        #expect(watch.result?.validationSamples == 50)

        var averaged = FoldWatch(fold: 1, fold.description)
        var report = try #require(last)
        report.averaged = SplitMetrics(loss: 0.5)
        averaged.observe(.epoch(report))
        let end = try #require(
            watched.events.last { if case .finished = $0 { true } else { false } })
        averaged.observe(end)
        #expect(averaged.result?.metrics?.loss == 0.5)

        let mean = try #require(FoldMean([2, 4, 4, 4, 5, 5, 7, 9]))
        #expect(mean.mean == 5)
        #expect(abs((mean.standardDeviation ?? 0) - (32.0 / 7).squareRoot()) < 1e-12)
        #expect(FoldMean([3])?.standardDeviation == nil)
        #expect(FoldMean([]) == nil)
    }
}
