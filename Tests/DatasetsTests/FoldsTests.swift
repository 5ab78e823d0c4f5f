import Datasets
import Testing

@Suite("Cross-validation folds")
struct FoldsTests {
    private let set = Dataset(
        name: "t", count: 43, featureCount: 1, features: (0..<43).map { Float($0) },
        target: .classes((0..<43).map { Int32($0 % 3 == 0 ? 1 : 0) }, names: ["a", "b"]))

    @Test("every row validates once and trains in all other folds", arguments: [2, 5, 10, 43])
    func kFold(k: Int) throws {
        for isStratified in [true, false] {
            let folds = try Folds(k: k, of: set, isStratified: isStratified, seed: 3)
            #expect(folds.count == k)
            #expect(folds.flatMap(\.validation).sorted() == Array(0..<43))
            for split in folds {
                #expect((split.training + split.validation).sorted() == Array(0..<43))
                #expect(split.validation.count == 43 / k || split.validation.count == 43 / k + 1)
                #expect(split.test.isEmpty)
            }
        }
    }

    @Test("stratified folds hold the classes in proportion")
    func stratified() throws {
        let classes = try #require(set.classes)
        for split in try Folds(k: 5, of: set, isStratified: true, seed: 3) {
            let rare = split.validation.count { classes[$0] == 1 }
            #expect(rare == 3)
        }
    }

    /// `count` rows of `classCount` classes in an order of the kind given.
    private func labels(_ count: Int, of classCount: Int, order: String) -> [Int32] {
        switch order {
        case "in turn": (0..<count).map { Int32($0 % classCount) }
        case "sorted": (0..<count).map { Int32($0 * classCount / count) }
        case "skewed": (0..<count).map { row in Int32((0..<classCount).last { row % (1 << $0) == 0 } ?? 0) }
        // A linear congruence mod 2³¹, its high bits.
        default: (0..<count).map { row in Int32((row * 1_103_515_245 + 12345) % (1 << 31) / 65_536 % classCount) }
        }
    }

    @Test(
        "stratified folds deal every class within one row, and all rows within one, whatever the order of the rows",
        arguments: ["in turn", "sorted", "skewed", "mixed"])
    func stratifiedProperty(order: String) throws {
        for classCount in [2, 3, 4, 7, 10] {
            for count in [12, 30, 45, 150, 307] {
                for k in [2, 3, 4, 5, 6, 10, 12] where k <= count {
                    for seed in [0, 7] as [UInt64] {
                        let classes = labels(count, of: classCount, order: order)
                        let data = Dataset(
                            name: "t", count: count, featureCount: 1, features: [Float](repeating: 0, count: count),
                            target: .classes(classes, names: (0..<classCount).map { "\($0)" }))
                        let folds = try Folds(k: k, of: data, isStratified: true, seed: seed)
                        let place = "\(classCount) classes, \(count) rows, \(k) folds, seed \(seed)"
                        #expect(folds.flatMap(\.validation).sorted() == Array(0..<count), "\(place)")
                        let sizes = folds.map(\.validation.count)
                        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(place)")
                        for label in 0..<Int32(classCount) {
                            let counts = folds.map { $0.validation.count { classes[$0] == label } }
                            #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(place): \(label) \(counts)")
                        }
                    }
                }
            }
        }
    }

    @Test("the rows of a class are dealt at random, by the seed")
    func stratifiedSeed() throws {
        func folds(_ seed: UInt64) throws -> [[Int]] {
            try Folds(k: 4, of: set, isStratified: true, seed: seed).map { $0.validation.sorted() }
        }
        #expect(try folds(1) == folds(1))
        #expect(try folds(1) != folds(2))
    }

    @Test("rows that train stand in an order that mixes the classes, also where they are not shuffled")
    func trainingOrder() throws {
        let classes = try #require(set.classes)
        for split in try Folds(k: 5, of: set, isStratified: true) {
            let half = split.training.prefix(split.training.count / 2).count { classes[$0] == 1 }
            #expect(abs(half - split.training.count { classes[$0] == 1 } / 2) <= 2)
        }
    }

    @Test("leave one out has a fold a row")
    func leaveOneOut() throws {
        let folds = try Folds.leaveOneOut(of: set)
        #expect(folds.count == 43)
        #expect(folds.map(\.validation) == (0..<43).map { [$0] })
    }

    @Test("folds in time train on all that came before")
    func time() throws {
        let folds = try Folds.time(k: 4, of: set)
        #expect(folds.count == 4)
        for split in folds {
            #expect(split.validation.count == 8)
            #expect(split.training == Array(0..<(split.validation.first ?? 0)))
        }
        #expect(folds.last?.validation.last == 42)
    }

    @Test("one fold, or more folds than rows, is an error")
    func errors() throws {
        #expect(throws: DatasetError.tooFewRows(rows: 43, folds: 1)) { try Folds(k: 1, of: set, isStratified: false) }
        #expect(throws: DatasetError.tooFewRows(rows: 43, folds: 44)) { try Folds(k: 44, of: set, isStratified: true) }
        #expect(throws: DatasetError.tooFewRows(rows: 43, folds: 43)) { try Folds.time(k: 43, of: set) }
    }
}
