import CPseudoTerminal
import Terminal
import Testing

@testable import NcursesTerminal

@Suite("What a glyph takes on the terminal")
struct GlyphWidthTests {
    /// ncurses places characters by the C library's widths; a canvas that disagreed would shear.
    @Test("the widths of drawing glyphs and letters are the C library's")
    func widths() {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7e, 0xa1...0xac, 0xae...0x2ff, 0x370...0x377, 0x391...0x3a1, 0x2010...0x2027, 0x2030...0x205e,
            0x2070...0x208e, 0x2190...0x23e8, 0x2400...0x2426, 0x2460...0x25fc, 0x2600...0x2604, 0x2800...0x28ff,
            0x3041...0x3096, 0x4e00...0x4eff, 0xac00...0xacff, 0xff01...0xff5e,
        ]
        for code in ranges.joined() {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let expected = cp_width(code)
            if expected == -1 { continue }
            #expect(Character(scalar).columnWidth == Int(expected), "U+\(String(code, radix: 16))")
        }
    }

    @Test("a terminal's own delays are taken out of what a crash sends")
    func padding() {
        #expect(CrashGuard.withoutPadding("\u{1b}[m$<2>\u{1b}[K$<10/>") == "\u{1b}[m\u{1b}[K")
        #expect(CrashGuard.withoutPadding("plain") == "plain")
        #expect(CrashGuard.withoutPadding("odd$<") == "odd$<")
    }
}
