import Foundation
import Presets
import Testing

@Suite("A wrong preset names every mistake with its place and the remedy")
struct PresetErrorTests {
    static let names = Fixtures.names(in: "invalid")

    @Test("Each fixture of a mistake is rendered exactly as written beside it", arguments: names)
    func rendering(name: String) throws {
        let text = try Fixtures.text("invalid/\(name).yaml")
        let expected = try Fixtures.text("invalid/\(name).txt")
        let errors = #expect(throws: PresetErrors.self) {
            try PresetDecoder.decode(text: text, path: "\(name).yaml")
        }
        #expect((errors?.description ?? "") + "\n" == expected)
    }

    @Test("There is a fixture for many kinds of mistakes")
    func fixturesAreFound() { #expect(Self.names.count > 50) }
}
