import Testing
import Tunables

@testable import Datasets

@Suite("Further rows for a trained network")
struct TableRowsTests {
    private static let path = "new.csv"

    private func data(_ text: String, _ settings: [String: Value] = [:]) throws -> PreparedData {
        let dataset = try CSVDataset.parse(
            Array(text.utf8), path: "trained.csv", values: Values(CSVDataset.descriptor, settings: Settings(settings)))
        let split = Split(training: Array(0..<dataset.count), validation: [], test: [])
        return PreparedData(dataset, split: split, settings: Settings(["data.normalize": "standard"]))
    }

    private func rows(
        _ text: String, _ data: PreparedData, target: String? = nil, needsTarget: Bool = false
    ) throws(DatasetError) -> TableRows {
        try TableRows(
            bytes: Array(text.utf8), path: Self.path, columns: data.preprocessing.columns, target: target,
            needsTarget: needsTarget)
    }

    private let trained = "a,kind,b\n1,cat,10\n3,dog,30\n"

    @Test("columns are found by name in any order; others are told, the target is none of them")
    func byName() throws {
        let data = try data(trained, ["target": "kind"])
        let rows = try rows("id;b;kind;a\n7;10;;1\n8;50;cat;5\n", data)
        #expect(rows.count == 2)
        #expect(rows.features == [1, 10, 5, 50])
        #expect(rows.notes == ["1 column the network was not trained on is not used: 'id'"])
        // Mean 2 and deviation 1, mean 20 and deviation 10: fitted on the training rows.
        #expect(try data.preprocessing.normalizing(rows) == [-1, -1, 3, 3])
    }

    @Test(
        "without a header columns are found by position, with the target's place as in the training data",
        arguments: ["1,dog,10\n5,cat,50\n", "1,10\n5,50\n"])
    func byPosition(_ text: String) throws {
        let data = try data(trained, ["target": "kind"])
        #expect(try rows(text, data).features == [1, 10, 5, 50])
    }

    @Test("a first row of gaps is no header where the data has no names")
    func firstRowMissing() throws {
        let data = try data("1,2,cat\n3,4,dog\n", ["header": "no"])
        #expect(try rows("1,2\n", data).features == [1, 2])
        #expect(try rows("left,right\n1,2\n", data).features == [1, 2])
        let error = #expect(throws: DatasetError.self) { try rows("?,\n1,2\n", data) }
        #expect(error?.description.contains("new.csv:1: column 1 'column 1': '?' means a missing value") == true)
    }

    @Test("data without a table takes its features in order, the target last")
    func generated() throws {
        let data = try PreparedData.load(Settings(["data.dataset": "moons"]), directory: ".")
        #expect(try rows("0.5,1\n0.25,2\n", data).features == [0.5, 1, 0.25, 2])
        let labeled = try rows("0.5,1,upper\n0.25,2,lower\n", data, needsTarget: true)
        #expect(labeled.features == [0.5, 1, 0.25, 2])
        #expect(try labeled.classes(named: data.classNames) == [0, 1])
    }

    @Test("the target is the column of that name, the one that is left, or the one asked for")
    func target() throws {
        let data = try data(trained, ["target": "kind"])
        let classes = data.classNames
        #expect(try rows("kind,x,a,b\ndog,1,1,1\n", data, needsTarget: true).classes(named: classes) == [1])
        #expect(try rows("animal,a,b\ndog,1,1\n", data, needsTarget: true).classes(named: classes) == [1])
        #expect(
            try rows("x,animal,a,b\n1,dog,1,1\n", data, target: "animal", needsTarget: true)
                .classes(named: classes) == [1])
    }

    @Test(
        "what cannot be predicted is refused with its place",
        arguments: [
            ("a,b\n1,2\n3,\n", "new.csv:3: column 2 'b': missing value"),
            ("a,b\n1,2\n?,2\n", "new.csv:3: column 1 'a': '?' means a missing value"),
            ("a,b\n1,x\n", "new.csv:2: column 2 'b': 'x' is not a number; the network was trained on numbers there"),
            ("a,b\n1,0x1f\n", "new.csv:2: column 2 'b': '0x1f' is not a number"),
            ("a,b\n1,1e99\n", "new.csv:2: column 2 'b': '1e99' is too large"),
            ("a,c\n1,2\n", "1 column the network was trained on is missing: b; columns: a, c"),
            ("1,2,3,4\n", "new.csv:1: 4 columns where 2 are expected"),
            ("a,b\n1,2\n1\n", "new.csv:3: 1 column where 2 are expected"),
            ("", "no rows"), ("a,b\n", "no rows"),
        ])
    func refused(_ text: String, _ words: String) throws {
        let data = try data(trained, ["target": "kind"])
        let error = #expect(throws: DatasetError.self) { try rows(text, data) }
        #expect(try #require(error).description.contains(words))
    }

    @Test("a table cut off anywhere, or with a byte changed, is an error or rows that are whole")
    func damaged() throws {
        let data = try data(trained, ["target": "kind"])
        let whole = Array("a,kind,b\n1,cat,10\n\"3\",dog,30\n5,cat,5e1\n".utf8)
        var damaged = whole.indices.map { Array(whole[..<$0]) }
        for place in whole.indices {
            for byte: UInt8 in [0, 10, 34, 44, 45, 97, 200] {
                var bytes = whole
                bytes[place] = byte
                damaged.append(bytes)
            }
        }
        for bytes in damaged {
            guard let rows = try? TableRows(bytes: bytes, path: Self.path, columns: data.preprocessing.columns) else {
                continue
            }
            #expect(rows.features.count == 2 * rows.count && rows.count > 0)
            #expect(rows.features.allSatisfy { $0.isFinite })
        }
    }

    @Test("a class that was not trained is refused, and a target that is not there")
    func unknownClass() throws {
        let data = try data(trained, ["target": "kind"])
        let table = try rows("a,b,kind\n1,2,dog\n1,2,dgo\n", data)
        let error = #expect(throws: DatasetError.self) { try table.classes(named: data.classNames) }
        #expect(
            error?.description
                == "new.csv:3: column 3 'kind': the network knows no class 'dgo'; did you mean 'dog'? classes: cat, dog"
        )
        #expect(throws: DatasetError.self) { try rows("a,b\n1,2\n", data, needsTarget: true) }
    }

    @Test("tokens are whole numbers of the vocabulary, and are not scaled")
    func tokens() throws {
        let data = try PreparedData.load(
            Settings(["data.dataset": "reviews", "data.samples": 40, "data.scale": 3]), directory: ".")
        let vocabulary = try #require(data.preprocessing.sequenceShape?.vocabulary.count)
        let width = data.preprocessing.featureCount
        let row = Array(repeating: "1", count: width)
        #expect(
            try data.preprocessing.normalizing(rows(row.joined(separator: ",") + "\n", data))
                == Array(repeating: 1, count: width))
        for wrong in ["\(vocabulary)", "-1", "0.5"] {
            let text = ([wrong] + row.dropFirst()).joined(separator: ",") + "\n"
            #expect(throws: DatasetError.self) { try data.preprocessing.normalizing(rows(text, data)) }
        }
    }
}
