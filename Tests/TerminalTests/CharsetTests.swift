import Terminal
import Testing

@Suite("Character sets")
struct CharsetTests {
    @Test(
        "the locale's codeset decides, and the terminal's font",
        arguments: [
            ("UTF-8", "xterm-256color", Charset.braille), ("utf8", "tmux", .braille), ("UTF-8", "linux", .block),
            ("UTF-8", "linux-16color", .block), ("ANSI_X3.4-1968", "xterm", .ascii), ("ISO-8859-1", "xterm", .ascii),
            ("", "", .ascii),
        ])
    func choice(_ codeset: String, _ terminal: String, _ expected: Charset) {
        #expect(Charset(codeset: codeset, terminal: terminal) == expected)
    }

    @Test("every character has an ASCII twin of one column")
    func transliteration() {
        for value in UInt32(0x20)..<0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let character = Character(scalar)
            guard character.columnWidth > 0 else { continue }
            let twin = character.transliterated
            #expect(twin.isASCII && twin.columnWidth == 1, "U+\(String(value, radix: 16))")
        }
    }

    @Test(
        "frames, curves and marks stay recognizable",
        arguments: [
            ("┌─┬┐", "+-++"), ("│┃║", "|||"), ("①②⑨", "129"), ("⠉", "'"), ("⣀", "."), ("⡇⣿", "::"), ("░▒█", ".:#"),
            ("1 → 2", "1 > 2"), ("R²", "R2"), ("naïve", "naive"), ("漢", "?"), ("plain", "plain"),
        ])
    func twins(_ text: String, _ expected: String) {
        #expect(String(text.map(\.transliterated)) == expected)
    }
}
