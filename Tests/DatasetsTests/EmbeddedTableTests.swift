import Datasets
import Testing
import Tunables

@Suite("The tables that travel inside the program")
struct EmbeddedTableTests {
    struct Expected: Sendable {
        let name: String
        let features: Int
        /// Rows of each class, in order of the class names.
        let classes: [String: Int]
        /// The sum of all features: any slip in a number shows.
        let sum: Double
    }

    /// Counts from the tables' UCI descriptions; sums from scikit-learn 1.9.1's own copies of the same tables.
    static let tables = [
        Expected(
            name: "digits", features: 64,
            classes: [
                "0": 178, "1": 182, "2": 177, "3": 183, "4": 181, "5": 182, "6": 181, "7": 179, "8": 174, "9": 180,
            ], sum: 561718),
        Expected(
            name: "breast_cancer", features: 30, classes: ["benign": 357, "malignant": 212], sum: 1_056_474.4596356),
        Expected(name: "iris", features: 4, classes: ["setosa": 50, "versicolor": 50, "virginica": 50], sum: 2078.7),
        Expected(
            name: "wine", features: 13, classes: ["cultivar_1": 59, "cultivar_2": 71, "cultivar_3": 48],
            sum: 159975.295999),
    ]

    @Test("have the documented rows, features and classes, and the right numbers", arguments: tables)
    func contents(expected: Expected) throws {
        let dataset = try DatasetCatalogue.load(Settings(["data.dataset": .word(expected.name)]), directory: ".")
        #expect(dataset.count == expected.classes.values.reduce(0, +))
        #expect(dataset.featureCount == expected.features)
        guard case .classes(let classes, let names) = dataset.target else {
            Issue.record("no classes")
            return
        }
        #expect(names == expected.classes.keys.sorted())
        for (label, name) in names.enumerated() {
            #expect(classes.count { Int($0) == label } == expected.classes[name], "\(name)")
        }
        let sum = dataset.features.reduce(0.0) { $0 + Double($1) }
        #expect(abs(sum - expected.sum) < 1e-6 * expected.sum)
    }

    @Test("digits are images of 8×8")
    func images() throws {
        let digits = try DatasetCatalogue.load(Settings(), directory: ".")
        #expect(digits.name == "digits")
        #expect(digits.imageShape == Dataset.ImageShape(channels: 1, height: 8, width: 8))
        #expect(digits.featureNames[63] == "pixel_7_7")
    }
}
