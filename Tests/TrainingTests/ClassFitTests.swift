import Datasets
import Testing
import Tunables

@testable import Training

@Suite("Classes of a training split")
struct ClassFitTests {
    private func problems(_ classes: [Int32], training: [Int]) -> [ExperimentProblem] {
        let set = Dataset(
            name: "t", count: classes.count, featureCount: 1, features: classes.indices.map(Float.init),
            target: .classes(classes, names: ["common", "rare", "third"]))
        let held = classes.indices.filter { !training.contains($0) }
        let data = PreparedData(
            set, split: Split(training: training, validation: held, test: []), normalization: .standard)
        return ClassFit.problems(data)
    }

    @Test("one class alone is an error, which names it")
    func oneClass() throws {
        let found = problems([0, 0, 0, 1, 2], training: [0, 1, 2])
        #expect(found.map(\.severity) == [.error])
        #expect(try #require(found.first).message.contains("'common'"))
    }

    @Test("a class without a training row is a warning, which names it")
    func absent() {
        let found = problems([0, 1, 0, 1, 2], training: [0, 1, 2, 3])
        #expect(found == [ExperimentProblem(.warning, key: "data.dataset", "no training row is of the class 'third'")])
    }

    @Test("nothing is said where every class is there")
    func complete() { #expect(problems([0, 1, 2, 0], training: [0, 1, 2]).isEmpty) }
}
