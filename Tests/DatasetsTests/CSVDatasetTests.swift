import Tensors
import Testing
import Tunables

@testable import Datasets

@Suite("A user's own table")
struct CSVDatasetTests {
    private func parse(_ text: String, _ settings: [String: Value] = [:]) throws -> Dataset {
        try CSVDataset.parse(
            Array(text.utf8), path: "t.csv", values: Values(CSVDataset.descriptor, settings: Settings(settings)))
    }

    private func cell(_ line: Int, _ column: Int, _ name: String) -> DatasetError.Cell {
        DatasetError.Cell(path: "t.csv", line: line, column: column, name: name)
    }

    @Test("a header, numbers and classes as text: the last column is the target")
    func plain() throws {
        let set = try parse("height,width,kind\n1,2,oak\n3,4.5,elm\n-5e-1,6,oak\n")
        #expect(set.count == 3 && set.featureCount == 2)
        #expect(set.featureNames == ["height", "width"])
        #expect(set.features == [1, 2, 3, 4.5, -0.5, 6])
        #expect(set.target == .classes([1, 0, 1], names: ["elm", "oak"]))
    }

    @Test("mark, CRLF, semicolons and quotes change nothing")
    func dialects() throws {
        let plain = try parse("a,b,kind\n1,2,x\n3,4,y\n")
        let other = try parse("\u{FEFF}\"a\";\"b\";\"kind\"\r\n1;2;\"x\"\r\n3;4;y")
        #expect(plain.features == other.features && plain.target == other.target)
        #expect(plain.featureNames == other.featureNames)
    }

    @Test("the target by name, by number, from the end")
    func targets() throws {
        let text = "kind,a,b\nx,1,2\ny,3,4\n"
        for target in ["kind", "1", "-3"] {
            let set = try parse(text, ["target": .word(target)])
            #expect(set.featureNames == ["a", "b"])
            #expect(set.target == .classes([0, 1], names: ["x", "y"]))
        }
    }

    @Test("columns are left out by name and number")
    func ignore() throws {
        let set = try parse("id,a,note,kind\n7,1,hm,x\n8,2,ah,y\n", ["ignore": "note, 1"])
        #expect(set.featureNames == ["a"] && set.features == [1, 2])
        #expect(throws: DatasetError.noFeatures(path: "t.csv")) {
            try parse("a,kind\n1,x\n2,y\n", ["ignore": "a"])
        }
    }

    @Test("a first line of names is seen, a first line of data too")
    func headers() throws {
        #expect(try parse("5.1,3.5,setosa\n4.9,3.0,virginica\n").count == 2)
        #expect(try parse("5.1,3.5,setosa\n4.9,3.0,virginica\n").featureNames == ["column 1", "column 2"])
        #expect(try parse("1,2,3\n4,5,6\n7,8,9\n", ["task": "regression"]).count == 3)
        #expect(try parse("1,2,3\n4,5,6\n7,8,9\n", ["task": "regression", "header": "yes"]).count == 2)
        #expect(
            try parse("1,2,3\n4,5,6\n7,8,9\n", ["task": "regression", "header": "yes", "target": "1"])
                .featureNames == ["2", "3"])
        #expect(throws: DatasetError.notANumber(cell(1, 1, "column 1"), text: "a")) {
            try parse("a,k\n1,x\n2,y\n", ["header": "no"])
        }
    }

    @Test("few whole numbers are classes, other numbers are values, and a note says so")
    func tasks() throws {
        let classes = try parse("a,k\n1,3\n2,10\n3,3\n4,10\n")
        #expect(classes.target == .classes([0, 1, 0, 1], names: ["3", "10"]))
        #expect(classes.notes.count == 1)
        let values = try parse("a,k\n1,3\n2,10.5\n")
        #expect(values.target == .values([3, 10.5], columns: 1))
        #expect(values.notes.count == 1)
        let many = "a,k\n" + (0..<50).map { "\($0),\($0)\n" }.joined()
        #expect(try parse(many).outputCount == 1)
        #expect(try parse(many, ["task": "classification"]).outputCount == 50)
        #expect(try parse("a,k\n1,3\n2,10\n", ["task": "regression"]).target == .values([3, 10], columns: 1))
    }

    @Test("every mistake is told with its line and column")
    func mistakes() throws {
        #expect(throws: DatasetError.raggedRow(path: "t.csv", line: 3, found: 2, expected: 3)) {
            try parse("a,b,k\n1,2,x\n3,y\n")
        }
        #expect(throws: DatasetError.missingValue(cell(3, 2, "b"))) { try parse("a,b,k\n1,2,x\n3,,y\n") }
        #expect(throws: DatasetError.missingValue(cell(2, 1, "a"), text: "NA")) { try parse("a,b,k\nNA,2,x\n3,4,y\n") }
        #expect(throws: DatasetError.missingValue(cell(3, 3, "k"), in: .target)) { try parse("a,b,k\n1,2,x\n3,4,\n") }
        #expect(throws: DatasetError.missingValue(cell(3, 2, "b"), text: "nan")) {
            try parse("a,b,k\n1,2,x\n3,nan,y\n")
        }
        #expect(throws: DatasetError.notFinite(cell(3, 1, "a"), text: "-inf")) {
            try parse("a,b,k\n1,2,x\n-inf,4,y\n")
        }
        #expect(throws: DatasetError.tooLargeNumber(cell(3, 1, "a"), text: "1e60")) {
            try parse("a,b,k\n1,2,x\n1e60,4,y\n")
        }
        #expect(throws: DatasetError.notANumber(cell(3, 2, "b"), text: "tall")) {
            try parse("a,b,k\n1,2,x\n3,tall,y\n")
        }
        #expect(throws: DatasetError.missingValue(cell(3, 2, "k"), text: "nan", in: .target)) {
            try parse("a,k\n1,2.5\n3,nan\n")
        }
        #expect(throws: DatasetError.tooLargeNumber(cell(3, 1, "a"), text: "1e400")) {
            try parse("a,b,k\n1,2,x\n1e400,4,y\n")
        }
        #expect(throws: DatasetError.notANumber(cell(3, 2, "b"), text: "0x1f")) {
            try parse("a,b,k\n1,2,x\n3,0x1f,y\n")
        }
        #expect(throws: DatasetError.notANumber(cell(3, 2, "k"), text: "oak", in: .target)) {
            try parse("a,k\n1,2.5\n3,oak\n", ["task": "regression"])
        }
        #expect(throws: DatasetError.empty(path: "t.csv")) { try parse("") }
        #expect(throws: DatasetError.empty(path: "t.csv")) { try parse("a,b,k\n") }
        #expect(throws: DatasetError.notText(path: "t.csv")) {
            try CSVDataset.parse([0x61, 0xFF, 0xFE], path: "t.csv", values: Values(CSVDataset.descriptor))
        }
        #expect(throws: DatasetError.notText(path: "t.csv")) { try parse("a,b\n1\0,2\n") }
    }

    @Test("columns in use that share a name are told by their numbers; left out by number they do no harm")
    func duplicateNames() throws {
        #expect(throws: DatasetError.duplicateColumn(path: "t.csv", name: "a", columns: [1, 3])) {
            try parse("a,b,a,k\n1,2,3,x\n4,5,6,y\n")
        }
        #expect(throws: DatasetError.duplicateColumn(path: "t.csv", name: "k", columns: [1, 2])) {
            try parse("k,k\n1,2.5\n4,5\n")
        }
        #expect(try parse("a,b,a,k\n1,2,3,x\n4,5,6,y\n", ["ignore": "3"]).featureNames == ["a", "b"])
        #expect(try parse("a,,,k\n1,2,3,x\n4,5,6,y\n").featureNames == ["a", "column 2", "column 3"])
    }

    @Test("text in a target of numbers is not told to be ignored, rows too short or long are told what to do")
    func remedies() {
        let target = DatasetError.notANumber(cell(3, 2, "k"), text: "oak", in: .target).description
        #expect(!target.contains("ignore") && target.contains("task: classification"))
        let needed = DatasetError.notANumber(cell(3, 2, "k"), text: "oak", in: .required).description
        #expect(!needed.contains("ignore") && needed.contains("take the row out"))
        #expect(DatasetError.raggedRow(path: "t.csv", line: 3, found: 2, expected: 3).description.contains("fill in"))
        #expect(DatasetError.raggedRow(path: "t.csv", line: 3, found: 4, expected: 3).description.contains("quotes"))
        #expect(DatasetError.unpaired(images: 3, labels: 2, folder: "f").description.contains("one download"))
        #expect(DatasetError.tooLargeNumber(cell(3, 2, "k"), text: "1e39").description.contains("up to 3.4e38"))
    }

    @Test("the words of an error say what would do")
    func words() throws {
        let unknown = DatasetError.unknownColumn(
            path: "t.csv", key: "target", name: "speces", columns: ["a", "b", "species"])
        #expect(throws: unknown) { try parse("a,b,species\n1,2,x\n2,3,y\n", ["target": "speces"]) }
        #expect(unknown.description.contains("did you mean 'species'?"))
        #expect(unknown.key == "data.target")
        let comma = DatasetError.notANumber(cell(2, 1, "a"), text: "1,5")
        #expect(comma.description.hasPrefix("t.csv:2: column 1 'a': '1,5' is not a number; it has a decimal comma"))
        let huge = DatasetError.notANumber(cell(2, 1, "a"), text: String(repeating: "x", count: 100_000))
        #expect(huge.description.count < 200)
    }

    @Test("files: relative to the folder, gzip or not, missing, a folder, too curious a path")
    func files() throws {
        let folder = try TemporaryFolder()
        let text = "a,k\n1,x\n2,y\n"
        try folder.write(text, to: "plants.v2.csv")
        folder.writeGzip(Array(text.utf8), to: "plants.csv.gz")
        let load = { (path: String) in
            try DatasetCatalogue.load(
                Settings(["data.dataset": "csv", "data.path": .word(path)]), directory: folder.path)
        }
        #expect(try load("plants.v2.csv").name == "plants")
        #expect(try load("plants.csv.gz").features == [1, 2])
        #expect(try load(folder.path + "/plants.v2.csv").count == 2)
        #expect(throws: DatasetError.missingFile(path: "\(folder.path)/none.csv")) { try load("none.csv") }
        #expect(throws: DatasetError.unreadable(path: "\(folder.path)/.", reason: "it is a folder")) { try load(".") }
        #expect(throws: DatasetError.unreadable(path: "/dev/null", reason: "it is not a file")) {
            try load("/dev/null")
        }
        #expect(throws: DatasetError.noPath(dataset: "csv")) { try load("") }
    }

    @Test("damaged gzip is told from damaged text")
    func damagedGzip() throws {
        let folder = try TemporaryFolder()
        folder.writeGzip(Array((0..<5000).map { "\($0),x\n" }.joined().utf8), to: "t.gz")
        let bytes = try folder.read("t.gz")
        try folder.write(Array(bytes.prefix(bytes.count / 2)), to: "cut.gz")
        var damaged = bytes
        for index in bytes.count / 2..<bytes.count / 2 + 8 { damaged[index] ^= 0xFF }
        try folder.write(damaged, to: "damaged.gz")
        for name in ["cut.gz", "damaged.gz"] {
            #expect(throws: DatasetError.damagedGzip(path: "\(folder.path)/\(name)")) {
                try DatasetCatalogue.load(
                    Settings(["data.dataset": "csv", "data.path": .word(name)]), directory: folder.path)
            }
        }
    }

    @Test("whatever the bytes, there is an error or a dataset that is whole")
    func fuzz() throws {
        let pieces = ["1", "2.5", "x", ",", ",", ";", "\n", "\n", "\r\n", "\"", "é", " ", "-", "nan", "\u{FEFF}", "\t"]
        for seed in 0..<400 {
            var random = RandomSource(seed: UInt64(seed), stream: .generator)
            let length = random.below(60)
            var bytes: [UInt8] =
                seed % 4 == 0
                ? (0..<length).map { _ in UInt8(random.below(256)) }
                : (0..<length).flatMap { _ in Array(pieces[random.below(pieces.count)].utf8) }
            if seed % 7 == 0 { bytes = Array("a,b,k\n1,2,x\n3,4,y\n".utf8) + bytes }
            if seed % 50 == 0 { bytes += [UInt8](repeating: UInt8(ascii: "9"), count: 200_000) }
            do {
                let set = try CSVDataset.parse(bytes, path: "t.csv", values: Values(CSVDataset.descriptor))
                #expect(set.count > 0 && set.features.count == set.count * set.featureCount)
                #expect(set.features.allSatisfy { $0.isFinite })
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test("a table cut off anywhere is an error or a shorter table")
    func truncation() throws {
        let text = Array("a,\"b\",k\n1,2,x\n3,4,\"y\"\n5,6,x\n".utf8)
        for length in text.indices {
            let bytes = Array(text.prefix(length))
            do {
                let set = try CSVDataset.parse(bytes, path: "t.csv", values: Values(CSVDataset.descriptor))
                #expect(set.count <= 3)
            } catch {
                continue
            }
        }
    }
}
