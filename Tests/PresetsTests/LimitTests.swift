import Presets
import Testing

@Suite("Hostile YAML is refused at once")
struct LimitTests {
    private func faults(_ text: String) -> [PresetFault] {
        let errors = #expect(throws: PresetErrors.self) { try PresetDecoder.decode(text: text, path: "p.yaml") }
        return errors?.diagnostics.map(\.fault) ?? []
    }

    @Test("Ten laughs in ten lists are refused at once, however few lines they take")
    func tenLinesOfLaughs() {
        var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (name, inner) in zip("bcdefghij", "abcdefghi") {
            let list = (0..<10).map { _ in "*\(inner)" }.joined(separator: ", ")
            text += "\(name): &\(name) [\(list)]\n"
        }
        let found = faults(text)
        #expect(!found.isEmpty && found.allSatisfy { $0 == .syntax(.anchor) })
    }

    @Test(
        "No text, comment or quote hides an alias of lists from the look before composing",
        arguments: ["t: |\n  \"\n", "t: x\n  \"y\n", "# \"\n", "t: 'it''s'\n", "t: >-\n  [ {\n"])
    func hiddenAliases(text: String) {
        var text = text + "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "? &a\(level) [*a\(level - 1), *a\(level - 1)]\n: 1\n" }
        let found = faults(text)
        #expect(!found.isEmpty && found.allSatisfy { $0 == .syntax(.anchor) })
    }

    @Test("A billion laughs are refused")
    func billionLaughs() {
        var text = "a0: &a0 [lol, lol]\n"
        for level in 1...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
        #expect(faults(text) == Array(repeating: .syntax(.anchor), count: 16))
    }

    @Test("Aliases of nested keys do not explode either")
    func aliasedKeys() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...30 { text += "? &a\(level) [*a\(level - 1), *a\(level - 1)]\n: 1\n" }
        #expect(faults(text) == Array(repeating: .syntax(.anchor), count: 16))
    }

    @Test(
        "Deep nesting is refused, however it is written",
        arguments: [
            String(repeating: "[", count: 100_000), "a: " + String(repeating: "{b: ", count: 50_000),
            String(repeating: "- ", count: 50_000) + "x", String(repeating: "? ", count: 50_000) + "x",
            (0..<1_000).map { String(repeating: " ", count: $0) + "k:\n" }.joined(),
        ])
    func deepNesting(text: String) { #expect(faults(text) == [.syntax(.tooDeep(limit: 32))]) }

    @Test("A file larger than any preset is refused")
    func largeFile() {
        #expect(faults(String(repeating: "# nothing\n", count: 200_000)) == [.syntax(.tooLarge(limit: 1 << 20))])
    }

    @Test("Brackets, ampersands and stars inside texts and comments count for nothing")
    func harmlessSigns() throws {
        let signs = String(repeating: "[ & * { ", count: 100)
        let text = DecodingTests.small + "title: \"\(signs)\" # \(signs)\n"
        #expect(try PresetDecoder.decode(text: text, path: "p.yaml").experiment.title == signs)
        let block = DecodingTests.small + "title: |\n  &a *b [\n  - *c\n  \"\n"
        #expect(try PresetDecoder.decode(text: block, path: "p.yaml").experiment.title == "&a *b [\n- *c\n\"\n")
    }

    @Test("A network of thousands of layers is refused")
    func manyLayers() {
        let text = "version: 1\ndata: {dataset: digits}\nlayers:\n" + String(repeating: "  - dense\n", count: 600)
        #expect(faults(text) == [.tooManyLayers(limit: 512)])
    }

    @Test("Of thousands of mistakes a hundred are told, the rest are counted")
    func manyMistakes() throws {
        let text = DecodingTests.small + (1...5_000).map { "unknown\($0): 1\n" }.joined()
        let found = faults(text)
        #expect(found.count == 101 && found.last == .furtherMistakes(4_900))
        let errors = #expect(throws: PresetErrors.self) { try PresetDecoder.decode(text: text, path: "p.yaml") }
        #expect(errors?.diagnostics.last?.description.contains("4900 more mistakes from here on") == true)
        #expect(faults(DecodingTests.small + "a1: 1\na2: 1\n").count == 2)
    }

    /// Each of them costs a look-up. Were the line, the script or the list of layers gone through anew for each, this would
    /// take minutes.
    @Test("Tens of thousands of keys on one line, and of interventions in any order, are read in one go")
    func long() throws {
        let keys = (0..<20_000).map { "k\($0): 1" }.joined(separator: ", ")
        let found = faults("{version: 1, \(keys)}\n")
        #expect(found.count == 101 && found.last == .furtherMistakes(20_000 + 2 - 100))
        let moments = (1...5_000).reversed().map { "  - {at: {step: \($0)}, set: {optimizer.lr: 0.1}}\n" }.joined()
        let text = DecodingTests.small + "interventions:\n" + moments
        let script = try PresetDecoder.decode(
            text: text, path: "p.yaml", overrides: [("optimizer.lr", "0.2")]
        ).experiment.interventions
        #expect(script.map(\.moment) == (1...5_000).map { .step($0) })
    }

    @Test("Of a script's mistakes, too, a hundred are told, and searched for what was meant")
    func scriptedMistakes() {
        let items = (1...1_000).map { "  - {at: {step: \($0)}, set: {optimizer.lx\($0): 1}}\n" }.joined()
        let found = faults(DecodingTests.small + "interventions:\n" + items)
        #expect(found.count == 101 && found.last == .furtherMistakes(900))
    }

    @Test("Thousands of duplicates end too")
    func manyDuplicates() {
        let text = DecodingTests.small + (1...2_000).map { "unknown\($0): 1\nunknown\($0): 1\n" }.joined()
        #expect(faults(text).contains { if case .duplicateKey = $0 { true } else { false } })
    }

    @Test("A message shows only the neighborhood of a mistake in a very long line")
    func longLine() throws {
        let text =
            "{version: 1, title: " + String(repeating: "x", count: 5_000) + ", epohcs: 3, data: {dataset: digits}, "
            + "layers: [dense], name: " + String(repeating: "y", count: 5_000) + "}"
        let errors = #expect(throws: PresetErrors.self) { try PresetDecoder.decode(text: text, path: "p.yaml") }
        let lines = errors?.description.split(separator: "\n").map(String.init) ?? []
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("  1 | …xxx") && lines[1].hasSuffix("yyy…") && lines[1].count < 140)
        let column = lines[2].prefix { $0 != "^" }.count
        #expect(lines[1].dropFirst(column).hasPrefix("epohcs: 3"))
    }

    @Test("Control characters never reach the terminal")
    func controlCharacters() {
        let text = "version: 1\n\"\\e[31mred\": 2\ntitle: \u{1B}[31m\n"
        let errors = #expect(throws: PresetErrors.self) { try PresetDecoder.decode(text: text, path: "p.yaml") }
        #expect(errors?.diagnostics.map(\.fault) == [.syntax(.controlCharacter(0x1B))])
        #expect(errors?.description.contains("\u{1B}") == false)
        let escaped = #expect(throws: PresetErrors.self) {
            try PresetDecoder.decode(text: DecodingTests.small + "\"\\e[31mred\": 2\n", path: "p.yaml")
        }
        #expect(escaped?.description.contains("\u{1B}") == false)
    }
}
