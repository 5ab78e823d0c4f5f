import Foundation
import Testing

@testable import Dashboard

@Suite("The README")
struct ReadmeTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("README.md")

    /// With DESCENT_RECORD_README set, the table is written instead of compared.
    @Test("its key table is the keymap's")
    func keyTable() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let start = try #require(text.range(of: "<!-- keys -->\n"))
        let end = try #require(text.range(of: "<!-- /keys -->"))
        let table = keyTableMarkdown().trimmingCharacters(in: .newlines) + "\n"
        if ProcessInfo.processInfo.environment["DESCENT_RECORD_README"] != nil {
            let recorded = text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: table)
            try recorded.write(to: Self.file, atomically: true, encoding: .utf8)
            return
        }
        #expect(String(text[start.upperBound..<end.lowerBound]) == table)
    }
}
