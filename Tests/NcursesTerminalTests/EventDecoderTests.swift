import Terminal
import Testing

@testable import NcursesTerminal

@Suite("Reading keys")
struct EventDecoderTests {
    private func decode(_ text: String) -> [TerminalEvent] {
        var decoder = EventDecoder()
        return decoder.decode(text.unicodeScalars.map { .character($0.value) }, now: 0)
    }

    @Test(
        "control bytes are named keys or control keys",
        arguments: [
            ("\r", Key.enter), ("\n", .enter), ("\t", .tab), ("\u{8}", .backspace), ("\u{7f}", .backspace),
            ("\u{1b}", .escape), ("\u{3}", .control("c")), ("\u{1a}", .control("z")), ("\u{0}", .control(" ")),
            ("\u{1c}", .control("\\")), ("a", .character("a")), ("é", .character("é")), ("漢", .character("漢")),
        ])
    func bytes(_ text: String, _ key: Key) { #expect(decode(text) == [.key(key)]) }

    @Test(
        "sequences of other modes and modifiers are still their keys",
        arguments: [
            ("\u{1b}[A", Key.up), ("\u{1b}OB", .down), ("\u{1b}[1;5C", .right), ("\u{1b}[1;3D", .left),
            ("\u{1b}[1~", .home), ("\u{1b}[8~", .end), ("\u{1b}[3;2~", .delete), ("\u{1b}[Z", .backTab),
            ("\u{1b}OP", .function(1)), ("\u{1b}[21~", .function(10)),
        ])
    func sequences(_ text: String, _ key: Key) { #expect(decode(text) == [.key(key)]) }

    @Test(
        "what means no key does not act as one",
        arguments: [
            "\u{1b}[I", "\u{1b}[O", "\u{1b}[?62;4c", "\u{1b}[201~", "\u{1b}]11;rgb:0000/0000/0000\u{7}",
            "\u{1b}P1$r0m\u{1b}\\", "\u{301}",
        ])
    func reports(_ text: String) { #expect(decode(text).isEmpty) }

    @Test("an escape before a letter is the escape key and then the letter")
    func escapeThenLetter() {
        #expect(decode("\u{1b}q") == [.key(.escape), .key(.character("q"))])
        #expect(decode("\u{1b}\u{1b}") == [.key(.escape), .key(.escape)])
        #expect(decode("\u{1b}[") == [.key(.escape), .key(.character("["))])
    }

    @Test("what follows a sequence is read as before it")
    func neighbors() {
        #expect(decode("a\u{1b}[Ib") == [.key(.character("a")), .key(.character("b"))])
    }

    @Test("ncurses' key codes are named")
    func codes() {
        // KEY_UP, KEY_SRIGHT, KEY_F(10), KEY_COPY, as curses has always numbered them.
        var decoder = EventDecoder()
        #expect(decoder.decode([.key(0o403), .key(0o622)], now: 0) == [.key(.up), .key(.right)])
        #expect(decoder.decode([.key(0o410 + 10)], now: 0) == [.key(.function(10))])
        #expect(decoder.decode([.key(0o546)], now: 0).isEmpty)
        let press = MouseEvent(.press, Point(column: 3, row: 4))
        #expect(decoder.decode([.mouse(press)], now: 0) == [.mouse(press)])
    }

    @Test("no bytes whatever confuse it")
    func noise() {
        let pieces: [UInt32] = [27, 0x5b, 0x4f, 0x5d, 0x31, 0x3b, 0x7e, 0x41, 7, 0x301, 0x6f22, 0xd800, 0x11_0000]
        for seed in 0..<2000 {
            let codes = (0..<seed % 12).map { InputCode.character(pieces[(seed * 7919 >> $0) % pieces.count]) }
            var decoder = EventDecoder()
            #expect(decoder.decode(codes, now: 0).count <= codes.count)
        }
    }
}
