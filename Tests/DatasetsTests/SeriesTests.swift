import Foundation
import Testing
import Tunables

@testable import Datasets

@Suite("Series and sequences")
struct SeriesTests {
    private func load(_ name: String, _ more: [String: Value] = [:]) throws -> Dataset {
        var settings = Settings(["data.dataset": .word(name)])
        for (key, value) in more { settings["data.\(key)"] = value }
        return try DatasetCatalogue.load(settings, directory: ".")
    }

    @Test("the Mackey–Glass series follows its equation: Euler's method at a hundredth of the step agrees")
    func mackeyGlass() {
        let steps = 1000
        let lag = 17 * steps
        var history = [Double](repeating: 1.2, count: lag + 1)
        for _ in 0..<60 * steps {
            let x = history[history.count - 1]
            let delayed = history[history.count - 1 - lag]
            history.append(x + (0.2 * delayed / (1 + pow(delayed, 10)) - 0.1 * x) / Double(steps))
        }
        let series = MackeyGlass.series(count: 60, delay: 17, start: 1.2)
        for t in 1...60 { #expect(abs(series[t - 1] - history[lag + t * steps]) < 2e-3) }
    }

    @Test("Mackey–Glass stays on its attractor and its windows slide by one")
    func mackeyGlassWindows() throws {
        let set = try load("mackey_glass", ["samples": 300, "window": 8, "horizon": 3])
        #expect(set.sequenceShape == Dataset.SequenceShape(steps: 8, channels: 1) && set.isTimeSeries)
        #expect(set.features.allSatisfy { $0 > 0.2 && $0 < 1.5 })
        guard case .values(let values, _) = set.target else { return }
        for row in 0..<set.count - 3 {
            #expect(set.features[(row + 1) * 8 + 6] == set.features[row * 8 + 7])
            #expect(values[row] == set.features[(row + 3) * 8 + 7])
        }
    }

    @Test("a split at random of overlapping windows is noted, one in time is not")
    func leakNote() throws {
        var settings = Settings(["data.dataset": "mackey_glass", "data.samples": 100])
        #expect(try PreparedData.load(settings, directory: ".").notes.contains { $0.contains("split: time") })
        settings["data.split"] = "time"
        #expect(try PreparedData.load(settings, directory: ".").notes.isEmpty)
    }

    @Test("recall's class is its first token, whatever follows", arguments: [2, 5])
    func recall(tokens: Int) throws {
        let set = try load("recall", ["tokens": .integer(tokens), "length": 12, "samples": 50])
        #expect(set.sequenceShape == Dataset.SequenceShape(steps: 12, channels: tokens))
        let classes = try #require(set.classes)
        for row in 0..<50 {
            let start = row * 12 * tokens
            #expect(set.features[start + Int(classes[row])] == 1)
            for step in 0..<12 {
                let token = set.features[start + step * tokens..<start + (step + 1) * tokens]
                #expect(token.reduce(0, +) == 1 && token.count { $0 == 1 } == 1)
            }
        }
    }

    @Test("adding's target is the sum of its two marked numbers, one in each half", arguments: [2, 9, 40])
    func adding(length: Int) throws {
        let set = try load("adding", ["length": .integer(length), "samples": 200])
        guard case .values(let sums, _) = set.target else { return }
        var squares = 0.0
        for row in 0..<200 {
            let steps = (0..<length).map { step in
                (value: set.features[(row * length + step) * 2], mark: set.features[(row * length + step) * 2 + 1])
            }
            let marked = steps.indices.filter { steps[$0].mark == 1 }
            #expect(marked.count == 2 && marked[0] < length / 2 && marked[1] >= length / 2)
            #expect(steps[marked[0]].value + steps[marked[1]].value == sums[row])
            squares += Double((sums[row] - 1) * (sums[row] - 1)) / 200
        }
        #expect(abs(squares - 1.0 / 6) < 0.05)
    }

    @Test("sequences are scaled by channel, the same at every step")
    func scaling() throws {
        let set = Dataset(
            name: "t", count: 2, featureCount: 4, features: [1, 10, 3, 10, 5, 20, 7, 20],
            sequenceShape: Dataset.SequenceShape(steps: 2, channels: 2), target: .values([0, 1], columns: 1))
        let data = PreparedData(
            set, split: Split(training: [0, 1], validation: [], test: []), normalization: .minmax)
        #expect(data.preprocessing.normalizer.offsets == [1, 10] && data.preprocessing.normalizer.scales == [6, 10])
        #expect(data.training.features == [0, 0, Float(2.0 / 6), 0, Float(4.0 / 6), 1, 1, 1])
    }
}

@Suite("A user's own series")
struct CSVSeriesTests {
    private func parse(_ text: String, _ settings: [String: Value]) throws -> Dataset {
        try CSVDataset.parse(
            Array(text.utf8), path: "t.csv", values: Values(CSVDataset.descriptor, settings: Settings(settings)))
    }

    private let text = "day,rain,level\n2024-01-03,3,30.5\n2024-01-01,1,10.5\n2024-01-02,2,20.5\n2024-01-04,4,40.5\n"

    @Test("a date column puts the rows in order and is no feature")
    func order() throws {
        let set = try parse(text, ["date": "day"])
        #expect(set.featureNames == ["rain"] && set.features == [1, 2, 3, 4])
        #expect(set.target == .values([10.5, 20.5, 30.5, 40.5], columns: 1))
        #expect(set.notes.contains("rows are put in order of their dates"))
        #expect(try Split(.time, of: set, shares: .init(training: 0.5, validation: 0.25, test: 0.25)).test == [3])
    }

    @Test("windows hold the past of features and target; the target lies ahead")
    func windows() throws {
        let set = try parse(text, ["date": "day", "window": 2, "horizon": 1])
        #expect(set.count == 2 && set.sequenceShape == Dataset.SequenceShape(steps: 2, channels: 2))
        #expect(set.features == [1, 10.5, 2, 20.5, 2, 20.5, 3, 30.5])
        #expect(set.target == .values([30.5, 40.5], columns: 1))
        #expect(set.featureNames == ["rain t−1", "level t−1", "rain t−0", "level t−0"])
        let alone = try parse("day,level\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n", ["date": "1", "window": 2])
        #expect(alone.features == [1.5, 2.5, 2.5, 3.5])
        let classes = try parse("x,k\n1,a\n2,b\n3,a\n4,b\n", ["window": 2, "horizon": 0])
        #expect(classes.features == [1, 2, 2, 3, 3, 4])
        #expect(classes.target == .classes([1, 0, 1], names: ["a", "b"]))
        let now = try parse(text, ["date": "day", "window": 2, "horizon": 0])
        #expect(now.featureNames == ["rain t−1", "rain t−0"], "the answer is among the features")
    }

    @Test("too short a series and a date that is none are errors")
    func errors() throws {
        #expect(throws: DatasetError.shortSeries(name: "t", rows: 4, needed: 5)) {
            try parse(text, ["date": "day", "window": 3])
        }
        let cell = DatasetError.Cell(path: "t.csv", line: 3, column: 1, name: "day")
        #expect(throws: DatasetError.notADate(cell, text: "1st of May")) {
            try parse("day,a,k\n2024-01-01,1,x\n1st of May,2,y\n", ["date": "day"])
        }
        #expect(throws: DatasetError.self) { try parse(text, ["date": "date"]) }
    }

    /// Seconds from `date -u -d … +%s` (GNU coreutils).
    @Test(
        "dates are read as GNU date reads them",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -86400), ("2000-02-29", 951_782_400), ("2024-03-31", 1_711_843_200),
            ("2024/03/31", 1_711_843_200), ("2024-03-31 18:30", 1_711_909_800),
            ("2024-03-31T18:30:05Z", 1_711_909_805), ("2024-03-31T18:30:00+02:00", 1_711_902_600),
            ("2024-03-31T18:30:00-05:30", 1_711_929_600), ("1600-03-01", -11_670_912_000), ("42.5", 42.5),
        ] as [(String, Double)])
    func dates(text: String, seconds: Double) {
        #expect(moment(of: text) == seconds)
    }

    @Test(
        "what is no date is not taken for one",
        arguments: [
            "", "2024", "x", "2024-13-01", "2023-02-29", "2024-00-10", "2024-01-32", "24-01-01", "2024-01-01T25:00",
            "2024-01-01 12", "2024-01-01 12:61", "2024-01-01 12:00 pm", "nan", "2024-01-01T12:00+x",
        ].filter { $0 != "2024" })
    func notDates(text: String) {
        #expect(moment(of: text) == nil)
    }
}
