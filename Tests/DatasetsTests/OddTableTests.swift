import Testing
import Tunables

@testable import Datasets

@Suite("Odd tables are read right or refused with place, reason and remedy")
struct OddTableTests {
    private func check(_ table: OddTable) throws {
        let values = Values(CSVDataset.descriptor, settings: Settings(table.settings))
        let result = Result { () throws(DatasetError) in
            try CSVDataset.parse(table.bytes, path: "t.csv", values: values)
        }
        switch (table.outcome, result) {
        case (.read(let features, let target, let notes), .success(let set)):
            #expect(set.features == features.flatMap { $0 })
            let texts: [String] =
                switch set.target {
                case .classes(let classes, let names): classes.map { names[Int($0)] }
                case .values(let numbers, _): numbers.map { "\($0)" }
                }
            #expect(texts == target)
            for words in notes { #expect(set.notes.contains { $0.contains(words) }, "\(set.notes)") }
            // Nothing is told that is not asked for here, but what the target is taken for.
            let other = set.notes.filter { note in !notes.contains { note.contains($0) } }
            let usual = ["predicted as a number", "taken for classes", "right target", "taken for"]
            #expect(other.allSatisfy { note in usual.contains { note.contains($0) } }, "\(other)")
        case (.refused(let words, let count), .failure(let error)):
            #expect(error.descriptions.count == count, "\(error)")
            for word in words { #expect(error.descriptions[0].contains(word), "\(error)") }
        case (_, .success(let set)): Issue.record("read: \(set.features) \(set.target) \(set.notes)")
        case (_, .failure(let error)): Issue.record("refused: \(error)")
        }
    }

    @Test("however it is written", arguments: OddTables.writing)
    func writing(_ table: OddTable) throws { try check(table) }

    @Test("whatever lines stand in it", arguments: OddTables.lines)
    func lines(_ table: OddTable) throws { try check(table) }

    @Test("whatever cells stand in it", arguments: OddTables.cells)
    func cells(_ table: OddTable) throws { try check(table) }

    @Test("a missing value is shown as it stands, and is never a class in silence", arguments: OddTables.missing)
    func missing(_ table: OddTable) throws { try check(table) }

    @Test("a last column without name and value is left out, and that is said", arguments: OddTables.ends)
    func ends(_ table: OddTable) throws { try check(table) }

    @Test(
        "decimal commas are read where they are certain, and told once a column where not",
        arguments: OddTables.decimals)
    func decimals(_ table: OddTable) throws { try check(table) }

    @Test("a first line is taken for names or data by what stands below it", arguments: OddTables.headers)
    func headers(_ table: OddTable) throws { try check(table) }

    @Test(
        "a setting that names the target for something else is refused in the words of that setting",
        arguments: ["date", "ignore"])
    func shared(_ key: String) throws {
        for (target, isDefault) in [("k", false), ("", true)] {
            let settings = Settings([key: "k", "target": .word(target)])
            let error = #expect(throws: DatasetError.self) {
                try CSVDataset.parse(
                    Array("a,k\n1,2\n2,3\n".utf8), path: "t.csv",
                    values: Values(CSVDataset.descriptor, settings: settings))
            }
            #expect(error == .sharedColumn(path: "t.csv", key: key, name: "k", isDefault: isDefault))
            #expect(error?.key == "data.\(key)")
            #expect(error?.description.contains("'\(key)' names the column 'k', which is to be predicted") == true)
        }
    }
}

@Suite("Tables to predict are read as the training table was written")
struct DialectTests {
    private func columns(_ text: String, _ settings: [String: Value] = [:]) throws -> TableColumns {
        let values = Values(CSVDataset.descriptor, settings: Settings(settings))
        return try #require(try CSVDataset.parse(Array(text.utf8), path: "t.csv", values: values).columns)
    }

    private func rows(_ text: String, _ columns: TableColumns) throws(DatasetError) -> TableRows {
        try TableRows(bytes: Array(text.utf8), path: "p.csv", columns: columns)
    }

    @Test("numbers follow the run's decimal mark, and others are refused with what to do")
    func decimal() throws {
        let german = try columns("a;b;k\n1,5;2;x\n2,5;3;y\n")
        #expect(try rows("a;b\n0,5;1\n", german).features == [0.5, 1])
        #expect(try rows("a,b\n\"0,5\",1\n", german).features == [0.5, 1])
        let point = #expect(throws: DatasetError.self) { try rows("a;b\n0.5;1\n", german) }
        #expect(point?.description.contains("trained on a table with decimal commas") == true)
        let plain = try columns("a,b,k\n1.5,2,x\n2.5,3,y\n")
        let comma = #expect(throws: DatasetError.self) { try rows("a;b\n0,5;1\n0,7;1\n", plain) }
        #expect(comma?.descriptions.count == 1)
        #expect(
            comma?.description.contains("p.csv:2: column 1 'a': '0,5' is not a number; the network was trained") == true
        )
    }

    @Test("missing words follow the run, quoted ones are texts")
    func missing() throws {
        let text = "a,k\n1,\"NA\"\n2,ZA\n"
        let usual = try columns(text)
        #expect(try rows("a,k\n1,\"NA\"\n2,ZA\n", usual).classes(named: ["NA", "ZA"]) == [0, 1])
        #expect(
            throws: DatasetError.missingValue(
                .init(path: "p.csv", line: 2, column: 2, name: "k"), text: "NA", in: .target)
        ) {
            try rows("a,k\n1,NA\n2,ZA\n", usual).classes(named: ["NA", "ZA"])
        }
        let other = try columns(text, ["missing_words": "-1"])
        #expect(try rows("a,k\n1,NA\n", other).classes(named: ["NA", "ZA"]) == [0])
        #expect(throws: DatasetError.missingValue(.init(path: "p.csv", line: 2, column: 1, name: "a"), text: "-1")) {
            try rows("a,k\n-1,NA\n", other)
        }
    }

    @Test("a header of numbers is found by the run's names, commas at the ends are left out")
    func headers() throws {
        let spectra = try columns("400,420,440,k\n0.5,0.1,0.7,x\n0.2,0.9,0.4,y\n0.3,0.3,0.1,x\n0.7,0.2,0.8,y\n")
        #expect(try rows("440,420,400,\n3,2,1,\n", spectra).features == [1, 2, 3])
        #expect(try rows("1,2,3\n", spectra).features == [1, 2, 3])
    }
}
