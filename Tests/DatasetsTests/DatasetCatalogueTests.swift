import Datasets
import Testing
import Tunables

@Suite("The catalogue of datasets")
struct DatasetCatalogueTests {
    /// Sources that need no file of the user's.
    static let standing = DatasetCatalogue.descriptors.filter { $0.tunable("path") == nil }.map(\.name)
    static let generated = DatasetCatalogue.descriptors.filter { $0.tunable("samples") != nil }.map(\.name)

    private func load(_ name: String, _ more: [String: Value] = [:]) throws -> Dataset {
        var settings = Settings(["data.dataset": .word(name)])
        for (key, value) in more { settings["data.\(key)"] = value }
        return try DatasetCatalogue.load(settings, directory: ".")
    }

    @Test("every entry has its own name, words for people, and defaults that it accepts itself")
    func declarations() throws {
        #expect(Set(DatasetCatalogue.names).count == DatasetCatalogue.names.count)
        let common = Set(PreparedData.preparation.map(\.key))
        for descriptor in DatasetCatalogue.descriptors {
            #expect(!descriptor.summary.isEmpty)
            #expect(Set(descriptor.tunables.map(\.key)).count == descriptor.tunables.count)
            for tunable in descriptor.tunables {
                #expect(try tunable.check(tunable.defaultValue) == tunable.defaultValue)
                #expect(!tunable.help.isEmpty)
                #expect(tunable.change == .restart, "\(descriptor.name).\(tunable.key)")
                #expect(!common.contains("data.\(tunable.key)"), "\(descriptor.name).\(tunable.key)")
            }
        }
    }

    @Test("every standing set is whole: as many numbers, names and labels as it says, all finite", arguments: standing)
    func wholeness(name: String) throws {
        let dataset = try load(name)
        #expect(dataset.name == name)
        #expect(dataset.features.count == dataset.count * dataset.featureCount)
        #expect(dataset.featureNames.count == dataset.featureCount)
        #expect(Set(dataset.featureNames).count == dataset.featureCount)
        #expect(dataset.features.allSatisfy { $0.isFinite })
        switch dataset.target {
        case .classes(let classes, let names):
            #expect(classes.count == dataset.count)
            #expect(Set(classes).sorted() == (0..<Int32(names.count)).map { $0 })
        case .values(let values, let columns):
            #expect(values.count == dataset.count * columns)
            #expect(values.allSatisfy { $0.isFinite })
        }
    }

    @Test("a generated set is decided by its seed and has the samples asked for", arguments: generated)
    func seeds(name: String) throws {
        let first = try load(name, ["samples": 101, "noise": 0.1])
        let again = try load(name, ["samples": 101, "noise": 0.1])
        let other = try load(name, ["samples": 101, "noise": 0.1, "seed": 1])
        #expect(first.count == 101)
        #expect(first.features == again.features && first.target == again.target)
        #expect(first.features != other.features)
    }

    @Test("classes of generated sets are equally many but for what does not divide", arguments: generated)
    func balance(name: String) throws {
        let dataset = try load(name, ["samples": 100])
        guard let classes = dataset.classes else { return }
        let counts = (0..<dataset.outputCount).map { label in classes.count { Int($0) == label } }
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }

    @Test("an unknown name is answered with the nearest")
    func unknownName() throws {
        #expect(throws: DatasetError.unknownDataset(name: "spiral")) { try load("spiral") }
        #expect(DatasetError.unknownDataset(name: "spiral").description.contains("did you mean 'spirals'?"))
    }

    @Test("'limit' keeps so many rows, each at most once, in their order")
    func limit() throws {
        let all = try load("iris")
        let some = try load("iris", ["limit": 40, "seed": 3])
        #expect(some.count == 40)
        let rows = (0..<all.count).map { Array(all.features[$0 * 4..<($0 + 1) * 4]) }
        var place = 0
        for row in 0..<some.count {
            let features = Array(some.features[row * 4..<(row + 1) * 4])
            let found = rows[place...].firstIndex(of: features)
            place = try #require(found) + 1
        }
        #expect(try load("iris", ["limit": "all"]).count == 150)
        #expect(try load("iris", ["limit": 5000]).count == 150)
    }

    @Test("one class only is refused by name")
    func oneClass() throws {
        #expect(throws: DatasetError.oneClass(dataset: "blobs", className: "blob 2")) {
            try load("blobs", ["centers": 2, "weights": [0, 1]])
        }
    }

    @Test("a generated set too large for memory is refused", arguments: ["blobs", "friedman1"])
    func tooLarge(name: String) throws {
        #expect(throws: DatasetError.tooManyNumbers(rows: 1_000_000, features: 1000)) {
            try load(name, ["samples": 1_000_000, "features": 1000])
        }
    }
}
