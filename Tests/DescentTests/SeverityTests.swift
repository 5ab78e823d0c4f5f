import Foundation
import Testing
import Training

@testable import descent

@Suite("Severities")
struct SeverityTests {
    /// Presets and settings that are worth a word, of both severities.
    private static let cases: [(preset: String, overrides: [String])] = [
        ("digits", []), ("digits", ["loss.name=mse"]), ("label-noise", []), ("xor", []),
    ]

    @Test("check, plain output and JSON Lines tell the same list, word for word", arguments: cases.indices)
    func agree(index: Int) throws {
        let (preset, overrides) = Self.cases[index]
        let prepared = try PreparedRun(preset, overrides: overrides.compactMap(Override.init(argument:)))
        let checked = prepared.remarks.map { "\($0.severity.rawValue): \($0.fault.message)" }
        let run = prepared.experiment.description
        #expect(PlainText.opening(run).dropFirst(2) == checked[...])
        let line = try JSONSerialization.jsonObject(with: Data("\(JSONLines.start(run))".utf8)) as? [String: Any]
        let notes = try #require(line?["notes"] as? [[String: String]])
        #expect(notes.map { "\($0["severity"] ?? ""): \($0["message"] ?? "")" } == checked)
        if !overrides.isEmpty { #expect(Set(prepared.remarks.map(\.severity)) == [.warning, .note]) }
    }
}
