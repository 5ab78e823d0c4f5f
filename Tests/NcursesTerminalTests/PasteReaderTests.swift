import Terminal
import Testing

@testable import NcursesTerminal

@Suite("Pasted text")
struct PasteReaderTests {
    private static let start = "\u{1b}[200~"
    private static let end = "\u{1b}[201~"

    private static func codes(_ text: String) -> [InputCode] { text.unicodeScalars.map { .character($0.value) } }

    private func decode(_ reads: [(text: String, now: Double)]) -> [TerminalEvent] {
        var decoder = EventDecoder()
        return reads.flatMap { decoder.decode(Self.codes($0.text), now: $0.now) }
    }

    private func keys(_ text: String) -> [TerminalEvent] { text.map { .key(.character($0)) } }

    @Test("comes as one event between the keys around it, its lines apart, nothing in it that acts")
    func whole() {
        let text = Self.start + "a\r\nb\tc\u{1b}[31m\u{7}d\u{9b}\u{202e}花" + Self.end
        #expect(decode([("x" + text + "y", 0)]) == keys("x") + [.paste("a\n\nb\tc[31md花")] + keys("y"))
        #expect(decode([(Self.start + Self.end, 0)]) == [.paste("")])
        #expect(decode([(Self.start + "a" + Self.end + Self.start + "b" + Self.end, 0)]) == [.paste("a"), .paste("b")])
    }

    @Test("comes the same wherever the reads are cut", arguments: 1...24)
    func cutAnywhere(_ length: Int) {
        let whole = Array(("x" + Self.start + "+d d0.1" + Self.end + "y").unicodeScalars)
        guard length < whole.count, length != 2, length != 3 else { return }
        let parts = [whole[..<length], whole[length...]].map { String(String.UnicodeScalarView($0)) }
        #expect(decode(parts.map { ($0, 0) }) == keys("x") + [.paste("+d d0.1")] + keys("y"))
    }

    @Test("what ncurses makes of sequences in it is no key and no mouse")
    func decoded() {
        var decoder = EventDecoder()
        let inner: [InputCode] = [.key(0o403), .mouse(MouseEvent(.press, Point(column: 1, row: 1))), .character(0x61)]
        let codes = Self.codes(Self.start) + inner + Self.codes(Self.end)
        #expect(decoder.decode(codes, now: 0) == [.paste("a")])
    }

    @Test("an end within the text does not make keys of the rest")
    func endWithin() {
        #expect(decode([(Self.start + "a" + Self.end + "q" + Self.end + "x", 0)]) == [.paste("aq")] + keys("x"))
    }

    @Test("cut off, it swallows neither the next key of a person nor what comes after a long pause")
    func cutOff() {
        #expect(decode([(Self.start + "abc", 0), ("q", 1)]) == [.paste("abc")] + keys("q"))
        #expect(decode([(Self.start + "abc", 0), ("\u{1b}[A", 1)]) == [.paste("abc"), .key(.up)])
        #expect(decode([(Self.start + "abc", 0), ("qq", 6)]) == [.paste("abc")] + keys("qq"))
        // A slow line: the rest is still text.
        #expect(decode([(Self.start + "abc", 0), ("defg" + Self.end, 2)]) == [.paste("abcdefg")])
    }

    @Test("however long, only its beginning is kept")
    func huge() {
        var decoder = EventDecoder()
        var events = decoder.decode(Self.codes(Self.start), now: 0)
        for _ in 0..<100 { events += decoder.decode(Self.codes(String(repeating: "x", count: 4096)), now: 0) }
        events += decoder.decode(Self.codes(Self.end), now: 0)
        #expect(events == [.paste(String(repeating: "x", count: 16_384))])
    }
}

@Suite("Terminal types")
struct TerminalFamilyTests {
    @Test(
        "an unknown one has relatives that are drawn for alike, the richest first",
        arguments: [
            ("xterm-nonesuch", "xterm-256color"), ("xterm-256color-italic", "xterm-256color"),
            ("screen.nonesuch", "screen-256color"), ("tmux-nonesuch", "tmux-256color"),
            ("rxvt-nonesuch", "rxvt-256color"), ("xterm-kitty", "xterm-256color"), ("alacritty", "xterm-256color"),
            ("xterm-ghostty", "xterm-256color"), ("wezterm", "xterm-256color"), ("foot-extra", "xterm-256color"),
            ("iTerm2.app", "xterm-256color"), ("linux-nonesuch", "linux"), ("vt220-nonesuch", "vt220"),
        ])
    func relatives(_ type: String, _ relative: String) {
        let candidates = TerminalFamily.candidates(for: type)
        #expect(candidates.first == type)
        #expect(candidates.dropFirst().first == relative)
    }

    @Test("one of no known family stands alone", arguments: ["no-such-terminal", "dumb", "stuff", "unknown"])
    func strangers(_ type: String) { #expect(TerminalFamily.candidates(for: type) == [type]) }
    @Test("without a name there is none")
    func nameless() { #expect(TerminalFamily.candidates(for: "").isEmpty) }

    @Test(
        "a locale's name says UTF-8 in any spelling", arguments: ["de_DE.UTF-8", "en_US.utf8", "ja_JP.UTF8@x", "UTF-8"])
    func localeNames(_ name: String) { #expect(TerminalLocale.saysUTF8(name)) }
    @Test(
        "and does not where it names another codeset or none",
        arguments: ["", "C", "de_DE", "de_DE.ISO-8859-1", "utf8.C"])
    func otherLocaleNames(_ name: String) { #expect(!TerminalLocale.saysUTF8(name)) }
}
