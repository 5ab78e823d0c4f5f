import Datasets
import Testing

@Suite("Dealing rows into training, validation and test")
struct SplitTests {
    /// 10 % of class 0, 30 % of class 1, the rest class 2.
    private func dataset(_ count: Int) -> Dataset {
        let classes = (0..<count).map { Int32($0 % 10 == 0 ? 0 : $0 % 10 <= 3 ? 1 : 2) }
        return Dataset(
            name: "t", count: count, featureCount: 1, features: (0..<count).map { Float($0) },
            target: .classes(classes, names: ["a", "b", "c"]))
    }

    @Test("every row is in one part, parts have their shares", arguments: Split.Method.allCases)
    func shares(method: Split.Method) throws {
        for count in [10, 37, 150, 569] {
            let split = try Split(method, of: dataset(count))
            #expect((split.training + split.validation + split.test).sorted() == Array(0..<count))
            #expect(abs(Double(split.training.count) - 0.8 * Double(count)) < 1)
            #expect(abs(Double(split.validation.count) - 0.1 * Double(count)) < 1)
        }
    }

    @Test("a seed decides the random methods, and only them", arguments: Split.Method.allCases)
    func seeds(method: Split.Method) throws {
        let first = try Split(method, of: dataset(100), seed: 1)
        #expect(try Split(method, of: dataset(100), seed: 1) == first)
        #expect(try (Split(method, of: dataset(100), seed: 2) == first) == (method == .time))
    }

    @Test("a stratified split has the classes in proportion in every part")
    func stratified() throws {
        let set = dataset(200)
        let classes = try #require(set.classes)
        let split = try Split(.stratified, of: set, seed: 5)
        for (rows, expected) in [
            (split.training, [16, 48, 96]), (split.validation, [2, 6, 12]), (split.test, [2, 6, 12]),
        ] {
            #expect((0..<3).map { label in rows.count { classes[$0] == label } } == expected)
        }
    }

    @Test("a stratified split misses a class's share by one row at most", arguments: [23, 41, 97, 333])
    func stratifiedRemainders(count: Int) throws {
        let set = dataset(count)
        let classes = try #require(set.classes)
        let split = try Split(
            .stratified, of: set, shares: Split.Shares(training: 0.6, validation: 0.25, test: 0.15), seed: 5)
        for (rows, share) in [(split.training, 0.6), (split.validation, 0.25), (split.test, 0.15)] {
            for label in 0..<3 {
                let found = rows.count { classes[$0] == label }
                #expect(abs(Double(found) - share * Double(classes.count { $0 == label })) <= 1.0001)
            }
        }
    }

    @Test("in time nothing of the future trains")
    func time() throws {
        let split = try Split(.time, of: dataset(100))
        #expect(split.training == Array(0..<80))
        #expect(split.validation == Array(80..<90))
        #expect(split.test == Array(90..<100))
    }

    @Test("shares may leave rows unused, and may be 0 but for training")
    func leftover() throws {
        let split = try Split(
            .ratio, of: dataset(100), shares: Split.Shares(training: 0.29, validation: 0.1, test: 0))
        #expect(split.training.count == 29 && split.validation.count == 10 && split.test.isEmpty)
    }

    @Test("too much and too little are errors that name the part")
    func errors() throws {
        #expect(throws: DatasetError.sharesExceedOne(total: 1.5)) {
            try Split(.ratio, of: dataset(10), shares: Split.Shares(training: 0.75, validation: 0.5, test: 0.25))
        }
        let error = DatasetError.emptySplit(part: "test", share: 0.1, rows: 4)
        #expect(throws: error) { try Split(.ratio, of: dataset(4)) }
        #expect(error.key == "data.test")
        #expect(error.description == "the test split is empty: 0.1 of 4 rows is less than one row")
    }
}
