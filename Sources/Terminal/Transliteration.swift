extension Character {
    /// The nearest ASCII character of one column: what a terminal without Unicode is sent.
    public var transliterated: Character {
        if isASCII { return self }
        if let known = Self.asciiTwins[self] { return known }
        guard let scalar = unicodeScalars.first?.value else { return " " }
        switch scalar {
        case 0x2500...0x257f: return Self.boxTwin(scalar)
        case 0x2800: return " "
        case 0x2801...0x28ff: return Self.brailleTwin(scalar)
        case 0x2581...0x2588: return scalar < 0x2584 ? "." : scalar < 0x2587 ? "=" : "#"
        case 0x2589...0x258f: return scalar < 0x258c ? "#" : "|"
        case 0x2580, 0x2590...0x259f: return "#"
        case 0x2460...0x2468: return Character(Unicode.Scalar(UInt8(0x31 + scalar - 0x2460)))
        case 0x2469...0x2473: return "#"
        case 0x2070...0x2079: return Character(Unicode.Scalar(UInt8(0x30 + scalar - 0x2070)))
        case 0x2080...0x2089: return Character(Unicode.Scalar(UInt8(0x30 + scalar - 0x2080)))
        default:
            // Letters with marks keep their letter.
            let base = Self.withoutMarks(self)
            return base ?? "?"
        }
    }

    private static let asciiTwins: [Character: Character] = [
        "·": ".", "•": "*", "●": "*", "○": "o", "◉": "*", "★": "*", "☆": "*", "▲": "^", "△": "^", "▼": "v", "▽": "v",
        "▸": ">", "▶": ">", "▹": ">", "◂": "<", "◀": "<", "←": "<", "→": ">", "↑": "^", "↓": "v", "↗": "/", "↘": "\\",
        "↙": "/", "↖": "\\", "↔": "-", "↵": "<", "⏎": "<", "⏸": "=", "■": "#", "□": "o", "◆": "*", "◇": "o", "▪": "*",
        "░": ".", "▒": ":", "▓": "%", "–": "-", "—": "-", "−": "-", "×": "x", "÷": "/", "±": "+", "≤": "<", "≥": ">",
        "≈": "~", "≠": "!", "∞": "8", "…": ".", "‖": "|", "∥": "|", "⚠": "!", "✓": "v", "✔": "v", "✗": "x", "✘": "x",
        "‘": "'", "’": "'", "“": "\"", "”": "\"", "«": "<", "»": ">", "°": "o", "²": "2", "³": "3", "¹": "1",
        "√": "V", "∇": "V", "Σ": "S", "σ": "s", "μ": "u", "µ": "u", "λ": "l", "ε": "e", "β": "b", "α": "a", "γ": "g",
        "η": "n", "θ": "t", "δ": "d", "Δ": "D", "π": "p", "ρ": "r", "ω": "w", "⌫": "<", "⇧": "^", "\u{a0}": " ",
    ]

    /// Lines become `-` and `|`, everything that turns or crosses `+`.
    private static func boxTwin(_ scalar: UInt32) -> Character {
        switch scalar {
        case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254c, 0x254d, 0x2550, 0x2574, 0x2576, 0x2578, 0x257a,
            0x257c, 0x257e:
            "-"
        case 0x2502, 0x2503, 0x2506, 0x2507, 0x250a, 0x250b, 0x254e, 0x254f, 0x2551, 0x2575, 0x2577, 0x2579, 0x257b,
            0x257d, 0x257f:
            "|"
        case 0x2571: "/"
        case 0x2572: "\\"
        case 0x2573: "X"
        default: "+"
        }
    }

    /// By where most dots stand: above, below, or both.
    private static func brailleTwin(_ scalar: UInt32) -> Character {
        let dots = scalar - 0x2800
        let upper = (dots & 0b0001_1011).nonzeroBitCount
        let lower = (dots & 0b1110_0100).nonzeroBitCount
        if upper > 0, lower > 0 { return ":" }
        return upper > 0 ? "'" : "."
    }

    private static func withoutMarks(_ character: Character) -> Character? {
        switch character {
        case "à", "á", "â", "ã", "ä", "å": "a"
        case "è", "é", "ê", "ë": "e"
        case "ì", "í", "î", "ï": "i"
        case "ò", "ó", "ô", "õ", "ö", "ø": "o"
        case "ù", "ú", "û", "ü": "u"
        case "ç": "c"
        case "ñ": "n"
        case "ß": "s"
        case "À", "Á", "Â", "Ã", "Ä", "Å": "A"
        case "È", "É", "Ê", "Ë": "E"
        case "Ö", "Ó", "Ò", "Ô": "O"
        case "Ü", "Ú", "Ù", "Û": "U"
        default: nil
        }
    }
}
