import Terminal
import Testing

@Suite("Text that a terminal only shows")
struct HarmlessTests {
    /// By hand from Unicode's charts: C0, DEL, C1, ALM, LRM, RLM, line and paragraph separator, embeddings and overrides, isolates.
    private static let acting: [ClosedRange<UInt32>] = [
        0...0x1f, 0x7f...0x9f, 0x61c...0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069,
    ]

    @Test("every scalar a terminal acts upon is replaced, every other one kept")
    func everyScalar() {
        for value in UInt32(0)...0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isActing = Self.acting.contains { $0.contains(value) }
            let text = "a" + String(scalar) + "b"
            let wanted = isActing ? (value == 9 ? "a b" : "a\u{FFFD}b") : text
            if text.harmless != wanted { Issue.record("U+\(String(value, radix: 16)) gives \(text.harmless)") }
        }
    }

    @Test("a text of several lines keeps its line feeds and tabs, and nothing else that acts")
    func lines() {
        #expect(
            "a\n\tb\r\u{1b}[2J\u{9b}1m\u{202e}c\u{7f}".harmlessLines
                == "a\n\tb\u{FFFD}\u{FFFD}[2J\u{FFFD}1m\u{FFFD}c\u{FFFD}")
        // A carriage return and a line feed are one character of Swift's.
        #expect("a\r\nb".harmlessLines == "a\u{FFFD}\nb")
        #expect("a\r\nb".harmless == "a\u{FFFD}\u{FFFD}b")
    }

    @Test("letters of any script, marks and emoji stay")
    func letters() {
        for text in ["花びら", "é e\u{301}", "👩‍👩‍👧‍👦 🇯🇵 1️⃣", "שלום", "→ R² ±", ""] {
            #expect(text.harmless == text)
            #expect(text.harmlessLines == text)
        }
    }
}

@Suite("Fitting text into columns")
struct FittingTests {
    private static let texts = ["", "abc", "花びらの長さ", "a花b", "e\u{301}e\u{301}", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "🇯🇵🇯🇵🇯🇵"]

    @Test("what is cut is never wider than asked for, and whole where it has room", arguments: texts)
    func fitted(_ text: String) {
        for columns in 0...14 {
            let fitted = text.fitted(to: columns)
            #expect(fitted.columnWidth <= columns)
            #expect(text.columnWidth > columns || fitted == text)
        }
    }

    @Test("what is filled up takes the same columns on either side, whatever its letters", arguments: texts)
    func padded(_ text: String) {
        #expect(text.padded(to: 20).columnWidth == 20)
        #expect(text.leftPadded(to: 20).columnWidth == 20)
        #expect(text.padded(to: 1).hasPrefix(text) && text.leftPadded(to: 1).hasSuffix(text))
    }
}
