import Datasets
import Testing
import Tunables

@Suite("Data ready for training")
struct PreparedDataTests {
    private func dataset(_ classes: [Int32], names: [String] = ["a", "b"]) -> Dataset {
        Dataset(
            name: "t", count: classes.count, featureCount: 2,
            features: classes.indices.flatMap { [Float($0), Float($0 * $0 % 7)] }, featureNames: ["x", "y"],
            target: .classes(classes, names: names))
    }

    @Test("nothing of validation or test leaks into the scaling")
    func noLeak() throws {
        let set = dataset((0..<40).map { Int32($0 % 2) })
        let split = try Split(.ratio, of: set, seed: 3)
        var spoiled = set
        for row in split.validation + split.test {
            spoiled.features[row * 2] = 1e6
            spoiled.features[row * 2 + 1] = -1e6
        }
        for method in Normalizer.Method.allCases {
            let clean = PreparedData(set, split: split, normalization: method)
            let other = PreparedData(spoiled, split: split, normalization: method)
            #expect(clean.training.features == other.training.features)
            #expect(clean.preprocessing.normalizer == other.preprocessing.normalizer)
            #expect(clean.validation.features != other.validation.features)
        }
    }

    @Test("parts hold their rows in the split's order, features scaled, labels beside them")
    func parts() {
        let set = dataset([0, 1, 0, 1, 0, 1])
        let data = PreparedData(
            set, split: Split(training: [4, 1, 0], validation: [5], test: [2, 3]), normalization: .none, scale: 10)
        #expect(data.training.features == [40, 20, 10, 10, 0, 0])
        #expect(data.training.classes == [0, 1, 0] && data.training.values == [0, 1, 0])
        #expect(data.validation.classes == [1] && data.test.count == 2)
        #expect(data.isClassification && data.preprocessing.outputCount == 2)
    }

    @Test("flipped labels are as many as asked for, wrong, and in training alone")
    func labelNoise() throws {
        let set = dataset((0..<200).map { Int32($0 % 4) }, names: ["a", "b", "c", "d"])
        let split = try Split(.stratified, of: set)
        let clean = PreparedData(set, split: split, normalization: .standard)
        let noisy = PreparedData(set, split: split, normalization: .standard, labelNoise: 0.2, seed: 1)
        let other = PreparedData(set, split: split, normalization: .standard, labelNoise: 0.2, seed: 2)
        #expect(zip(clean.training.classes, noisy.training.classes).count { $0 != $1 } == 32)
        #expect(noisy.training.classes != other.training.classes)
        #expect(noisy.training.classes.allSatisfy { (0..<4).contains($0) })
        #expect(clean.validation.classes == noisy.validation.classes && clean.test.classes == noisy.test.classes)
        #expect(noisy.notes == ["32 training labels replaced by a wrong class"])
    }

    @Test("a large data seed is taken as it is", arguments: [1 << 53 + 1, Int.max - 1, Int.max])
    func largeSeed(seed: Int) throws {
        let set = dataset((0..<100).map { Int32($0 % 2) })
        let split = try Split(.stratified, of: set)
        let settings = Settings(["data.label_noise": 0.3, "data.seed": .integer(seed)])
        let expected = PreparedData(
            set, split: split, normalization: .standard, labelNoise: 0.3, seed: UInt64(seed))
        #expect(PreparedData(set, split: split, settings: settings).training.classes == expected.training.classes)
    }

    @Test("the digits' three blank pixels are a note; the defaults of the settings hold")
    func digits() throws {
        let data = try PreparedData.load(Settings(), directory: ".")
        #expect(data.training.count == 1437 || data.training.count == 1438)
        #expect(data.training.count + data.validation.count + data.test.count == 1797)
        #expect(data.preprocessing.normalizer.constantFeatures.count >= 3)
        #expect(data.notes.contains { $0.contains("pixel_0_0") })
        let mean = data.training.features.reduce(0.0) { $0 + Double($1) } / Double(data.training.features.count)
        #expect(abs(mean) < 1e-6)
    }

    @Test("targets of a regression stay in their own units")
    func regression() throws {
        let set = Dataset(
            name: "t", count: 4, featureCount: 1, features: [1, 2, 3, 4],
            target: .values([10, 200, 3000, 4], columns: 1))
        let data = PreparedData(
            set, split: Split(training: [0, 1, 2], validation: [3], test: []), normalization: .standard)
        #expect(data.training.values == [10, 200, 3000] && data.validation.values == [4])
        #expect(!data.isClassification && data.training.classes.isEmpty && data.preprocessing.outputCount == 1)
    }
}
