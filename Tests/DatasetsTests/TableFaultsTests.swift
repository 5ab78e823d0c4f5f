import Testing
import Tunables

@testable import Datasets

@Suite("All that is wrong with a table is told at once")
struct TableFaultsTests {
    private func errors(_ text: String, _ settings: [String: Value] = [:]) -> [String] {
        do throws(DatasetError) {
            _ = try CSVDataset.parse(
                Array(text.utf8), path: "t.csv", values: Values(CSVDataset.descriptor, settings: Settings(settings)))
            return []
        } catch {
            return error.descriptions
        }
    }

    @Test("Missing cells, texts among numbers and short rows, each with line and column")
    func several() {
        let found = errors("a,b,k\n1,2,x\n?,3,y\n4,,x\n5,6,\n7,8\n9,tall,y\n")
        #expect(found.count == 5)
        #expect(found[0].hasPrefix("t.csv:3: column 1 'a': '?' means a missing"))
        #expect(found[1].hasPrefix("t.csv:4: column 2 'b': missing"))
        #expect(found[2].hasPrefix("t.csv:5: column 3 'k': missing"))
        #expect(found[3].hasPrefix("t.csv:6: 2 columns"))
        #expect(found[4].hasPrefix("t.csv:7: column 2 'b': 'tall' is not a number"))
    }

    @Test("Texts in a target of numbers are told one by one too")
    func targets() {
        let found = errors("a,k\n1,2.5\n3,oak\n4,elm\n", ["task": "regression"])
        #expect(found.map { $0.prefix(8) } == ["t.csv:3:", "t.csv:4:"])
    }

    @Test("Reading stops after ten, and says so")
    func cutOff() {
        let found = errors("a,k\n1,x\n" + String(repeating: "?,y\n", count: 50))
        #expect(found.count == 10 && found[9].hasSuffix("reading stopped here"))
        #expect(found[8].hasSuffix("column out"))
    }

    @Test("Rows to predict are checked alike")
    func rowsToPredict() throws {
        let trained = try CSVDataset.parse(
            Array("a,b,k\n1,2,x\n".utf8), path: "t.csv", values: Values(CSVDataset.descriptor))
        let columns = try #require(trained.columns)
        let error = #expect(throws: DatasetError.self) {
            try TableRows(bytes: Array("a,b\n1,\n?,2\n".utf8), path: "p.csv", columns: columns)
        }
        #expect(error?.descriptions.count == 2)
    }
}
