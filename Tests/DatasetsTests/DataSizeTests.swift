import Testing
import Tunables

@testable import Datasets

@Suite("Data against the memory there is")
struct DataSizeTests {
    @Test("what does not fit is refused with the rows that do, and those do")
    func fitting() throws {
        try DataSize.check(rows: 1000, features: 50, memory: 1000 * 50 * 12)
        let error = #expect(throws: DatasetError.self) {
            try DataSize.check(rows: 1001, features: 50, memory: 1000 * 50 * 12)
        }
        #expect(error == .beyondMemory(rows: 1001, features: 50, fitting: 1000))
        #expect(error?.description.contains("at most 1000 rows fit") == true)
        #expect(throws: DatasetError.tooManyNumbers(rows: .max, features: 2)) {
            try DataSize.check(rows: .max, features: 2, memory: .infinity)
        }
    }

    @Test("a text is read as far as memory allows, its length on disk or unpacked")
    func text() throws {
        #expect(DataSize.longestText(memory: .infinity) == 1 << 30)
        #expect(DataSize.longestText(memory: 1000) == 500 && DataSize.longestText(memory: -1) == 0)
        let folder = try TemporaryFolder()
        try folder.write("x,y\n1,2\n", to: "t.csv")
        let path = folder.path + "/t.csv"
        var file = try FileReader(path: path)
        #expect(throws: DatasetError.tooLarge(path: path, limit: 4)) { try file.readAll(limit: 4) }
    }

    /// Normalizing a copy would keep two at a time.
    @Test("rows are normalized where they lie, not copied")
    func inPlace() {
        let fitted = Dataset(
            name: "t", count: 4, featureCount: 1, features: [1, 2, 3, 5], target: .values([0, 1, 2, 3], columns: 1))
        let preprocessing = Preprocessing(of: fitted, fitting: fitted, normalization: .standard, scale: 1)
        var numbers: [Float] = (0..<4).map { Float($0 * $0) }
        let before = numbers.withUnsafeMutableBufferPointer { UnsafePointer($0.baseAddress) }
        let target = Dataset.Target.values([0, 1, 2, 3], columns: 1)
        let part = PreparedData.Part(
            Dataset(name: "t", count: 4, featureCount: 1, features: consume numbers, target: target),
            preprocessing: preprocessing)
        let after = part.features.withUnsafeBufferPointer { $0.baseAddress }
        #expect(before != nil && before == after)
        #expect(part.features != [0, 1, 4, 9])
    }
}
