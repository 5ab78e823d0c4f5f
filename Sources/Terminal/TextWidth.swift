extension Character {
    /// How many columns a terminal gives the character: 0, 1 or 2.
    ///
    /// Combining marks are 0; East Asian wide and emoji are 2. The dashboard's own glyphs (Braille, blocks, box lines,
    /// circled digits, arrows) are 1.
    public var columnWidth: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        let code = scalar.value
        if code < 0x20 || (code >= 0x7f && code < 0xa0) { return 0 }
        if code < 0x300 || Self.isDrawingGlyph(code), unicodeScalars.dropFirst().isEmpty { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch code {
        case 0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
            0xa000...0xa4cf,
            0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff,
            0x20000...0x3fffd:
            return 2
        default:
            if scalar.properties.isEmojiPresentation { return 2 }
            return unicodeScalars.contains { $0.value == 0xfe0f } && scalar.properties.isEmoji ? 2 : 1
        }
    }
}

extension Character {
    /// Arrows, box lines, blocks and Braille: what a frame is full of, told without a look into Unicode's tables.
    fileprivate static func isDrawingGlyph(_ code: UInt32) -> Bool {
        (0x2500...0x25fc).contains(code) || (0x2800...0x28ff).contains(code) || (0x2190...0x21ff).contains(code)
    }
}

extension StringProtocol {
    /// How many columns the text takes.
    public var columnWidth: Int { reduce(0) { $0 + $1.columnWidth } }
}
