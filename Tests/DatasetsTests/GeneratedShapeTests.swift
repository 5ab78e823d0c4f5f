import Datasets
import Foundation
import Testing
import Tunables

@Suite("What the generators draw, without noise, lies where its formula says")
struct GeneratedShapeTests {
    private func load(_ name: String, _ more: [String: Value] = [:]) throws -> (rows: [[Double]], set: Dataset) {
        var settings = Settings(["data.dataset": .word(name)])
        for (key, value) in more { settings["data.\(key)"] = value }
        let set = try DatasetCatalogue.load(settings, directory: ".")
        let rows = (0..<set.count).map { row in
            set.features[row * set.featureCount..<(row + 1) * set.featureCount].map { Double($0) }
        }
        return (rows, set)
    }

    private func values(_ set: Dataset) -> [Double] {
        if case .values(let values, _) = set.target { return values.map { Double($0) } }
        return []
    }

    @Test("a point of a spiral turns as it leaves the center", arguments: [2, 3, 5])
    func spirals(arms: Int) throws {
        let (rows, set) = try load("spirals", ["arms": .integer(arms), "noise": 0, "turns": 0.6, "samples": 300])
        let classes = try #require(set.classes)
        for (row, label) in zip(rows, classes) {
            let radius = hypot(row[0], row[1])
            let angle = 2 * Double.pi * (Double(label) / Double(arms) + 0.6 * (radius - 0.15) / 0.85)
            #expect(abs(row[0] - radius * cos(angle)) < 1e-5 && abs(row[1] - radius * sin(angle)) < 1e-5)
        }
        #expect(rows.contains { hypot($0[0], $0[1]) > 0.95 } && rows.contains { hypot($0[0], $0[1]) < 0.17 })
    }

    @Test("moons are half circles of radius 1, the lower one's center at (1, 0.5)")
    func moons() throws {
        let (rows, set) = try load("moons", ["noise": 0])
        for (row, label) in zip(rows, try #require(set.classes)) {
            let isUpper = label == 0
            let center = isUpper ? (x: 0.0, y: 0.0) : (x: 1.0, y: 0.5)
            #expect(abs(hypot(row[0] - center.x, row[1] - center.y) - 1) < 1e-6)
            #expect(isUpper ? row[1] > -1e-6 : row[1] < 0.5 + 1e-6)
        }
    }

    @Test("circles have radius 1 and 'factor'")
    func circles() throws {
        let (rows, set) = try load("circles", ["noise": 0, "factor": 0.25])
        for (row, label) in zip(rows, try #require(set.classes)) {
            let radius = label == 0 ? 1 : 0.25
            #expect(abs(hypot(row[0], row[1]) - radius) < 1e-6)
        }
    }

    @Test("xor visits all four corners and is true where signs differ")
    func exclusiveOr() throws {
        let (rows, set) = try load("xor", ["noise": 0])
        #expect(Set(rows) == [[-1, -1], [-1, 1], [1, -1], [1, 1]])
        for (row, label) in zip(rows, try #require(set.classes)) { #expect((row[0] * row[1] < 0) == (label == 1)) }
    }

    @Test("parity counts ones, and shows every pattern equally often where all fit", arguments: [2, 4, 7])
    func parity(bits: Int) throws {
        let count = 3 << bits
        let (rows, set) = try load("parity", ["bits": .integer(bits), "samples": .integer(count)])
        for (row, label) in zip(rows, try #require(set.classes)) {
            #expect(row.count { $0 == 1 } % 2 == Int(label))
            #expect(row.allSatisfy { abs($0) == 1 })
        }
        let patterns = Dictionary(grouping: rows) { $0 }
        #expect(patterns.count == 1 << bits)
        #expect(patterns.values.allSatisfy { $0.count == 3 })
    }

    @Test("sine runs through its periods in order")
    func sine() throws {
        let (rows, set) = try load("sine", ["noise": 0, "cycles": 3])
        for (row, y) in zip(rows, values(set)) { #expect(abs(y - sin(row[0])) < 1e-5) }
        let x = rows.map { $0[0] }
        #expect(x == x.sorted() && (x.last ?? 0) > 18.5 && (x.last ?? 0) <= 6 * Double.pi + 1e-5)
    }

    @Test("Friedman's problem has its five terms, and noise of the deviation asked for")
    func friedman() throws {
        let (rows, set) = try load("friedman1", ["noise": 0])
        let formula = { (x: [Double]) in
            10 * sin(Double.pi * x[0] * x[1]) + 20 * pow(x[2] - 0.5, 2) + 10 * x[3] + 5 * x[4]
        }
        for (x, y) in zip(rows, values(set)) { #expect(abs(y - formula(x)) < 1e-4) }
        let (noisyRows, noisy) = try load("friedman1", ["noise": 2, "samples": 4000])
        let errors = zip(noisyRows, values(noisy)).map { $1 - formula($0) }
        let variance = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
        #expect(abs(variance.squareRoot() - 2) < 0.1)
    }

    @Test("blobs scatter around centers at the radius, far apart, in any dimension", arguments: [1, 2, 3, 20])
    func blobs(features: Int) throws {
        let (rows, set) = try load(
            "blobs", ["features": .integer(features), "sd": 0.1, "centers": 3, "samples": 900, "radius": 2])
        let classes = try #require(set.classes)
        let centers = (0..<3).map { label in
            let own = zip(rows, classes).filter { $1 == label }.map(\.0)
            return (0..<features).map { column in own.reduce(0) { $0 + $1[column] } / Double(own.count) }
        }
        let distance = { (a: [Double], b: [Double]) in
            zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        }
        if features > 1 { for center in centers { #expect(abs(distance(center, center.map { _ in 0 }) - 2) < 0.05) } }
        for a in 0..<3 { for b in 0..<a { #expect(distance(centers[a], centers[b]) > 1.5) } }
    }

    @Test("blobs come 8:1:1 where that is asked for, every stretch of rows alike")
    func imbalance() throws {
        let (_, set) = try load("blobs", ["weights": [8, 1, 1], "samples": 600])
        let classes = try #require(set.classes)
        #expect((0..<3).map { label in classes.count { $0 == label } } == [480, 60, 60])
        for start in stride(from: 0, to: 600, by: 100) {
            #expect(classes[start..<start + 100].count { $0 == 0 } == 80)
        }
        #expect(throws: DatasetError.wrongCount(key: "weights", found: 2, expected: 3)) {
            try load("blobs", ["weights": [8, 1]])
        }
    }

    /// The shapes that the benchmark of diagnoses is made of.
    static let benchmark: [(Settings, rows: Int, features: Int, classes: Int)] = [
        (Settings(["data.dataset": "spirals", "data.samples": 600, "data.arms": 3]), 600, 2, 3),
        (Settings(["data.dataset": "circles", "data.samples": 600]), 600, 2, 2),
        (Settings(["data.dataset": "blobs", "data.sd": 0.12]), 400, 2, 3),
        (Settings(["data.dataset": "blobs", "data.sd": 1.3, "data.centers": 4]), 400, 2, 4),
        (Settings(["data.dataset": "blobs", "data.weights": [8, 1, 1]]), 400, 2, 3),
        (Settings(["data.dataset": "parity", "data.bits": 4]), 512, 4, 2),
        (
            Settings([
                "data.dataset": "blobs", "data.features": 20, "data.centers": 2, "data.samples": 600,
                "data.train": 0.1, "data.validation": 0.45, "data.test": 0.45, "data.label_noise": 0.2,
            ]), 600, 20, 2
        ),
    ]

    @Test("every shape of the benchmark can be written as settings", arguments: benchmark)
    func benchmarkShapes(settings: Settings, rows: Int, features: Int, classes: Int) throws {
        let set = try DatasetCatalogue.load(settings, directory: ".")
        #expect(set.count == rows && set.featureCount == features && set.outputCount == classes)
        #expect(try PreparedData.load(settings, directory: ".").training.count > 0)
    }
}
