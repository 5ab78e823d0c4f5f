import Testing
import Tunables

@testable import Datasets

@Suite("A target that never changes")
struct ConstantTargetTests {
    private func notes(_ targets: [String]) throws -> [String] {
        let text = "a,k\n" + targets.enumerated().map { "\($0),\($1)\n" }.joined()
        let set = try CSVDataset.parse(
            Array(text.utf8), path: "t.csv",
            values: Values(CSVDataset.descriptor, settings: Settings(["task": "regression"])))
        return PreparedData(set, split: try Split(.ratio, of: set), normalization: .none).notes
    }

    @Test("is a note: there is nothing to explain")
    func note() throws {
        #expect(
            try notes(Array(repeating: "0.1", count: 30)).contains {
                $0.contains("every training row has the target 0.1")
            })
        #expect(try notes((0..<30).map { "\($0).5" }).isEmpty)
    }
}
