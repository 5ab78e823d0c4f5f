import Terminal

/// Every sign the dashboard draws beside letters, in each character set. Panes name a sign, never a character.
struct Glyphs: Sendable {
    /// Filled and empty cells of a bar, and the parts of a cell from thin to nearly full.
    let barFull: Character
    let barEmpty: Character
    let barParts: [Character]
    let sliderLeft: Character
    let sliderLine: Character
    let sliderKnob: Character
    let sliderRight: Character
    let pointer: String
    let arrow: String
    let ellipsis: String
    let dot: String
    let check: String
    let cross: String
    let warning: String
    let note: String
    let pending: String
    let best: String
    let caret: Character
    let running: String
    let paused: String
    let ended: String
    let waiting: String
    let up: String
    let down: String
    /// Which set it is.
    let charset: Charset

    /// The signs of a character set.
    static func of(_ charset: Charset) -> Glyphs {
        switch charset {
        case .braille: rich
        case .block: block
        case .ascii: ascii
        }
    }

    /// An intervention's number: `①`, beyond twenty or in poorer sets `(21)`.
    func number(_ number: Int) -> String { ChartGlyphs.of(charset).number(number) }

    /// A bar of `columns` cells filled to `fraction`.
    func bar(_ fraction: Double, columns: Int) -> String {
        guard columns > 0 else { return "" }
        let parts = barParts.count + 1
        let clamped = fraction.isFinite ? min(1, max(0, fraction)) : 0
        let filled = Int((clamped * Double(columns * parts)).rounded(.down))
        var text = String(repeating: barFull, count: filled / parts)
        if filled % parts > 0 { text.append(barParts[filled % parts - 1]) }
        return text + String(repeating: barEmpty, count: columns - text.count)
    }

    /// A slider of `columns` cells with its knob at `fraction`.
    func slider(_ fraction: Double, columns: Int) -> String {
        guard columns >= 4 else { return "" }
        let room = columns - 2
        let at = Int((min(1, max(0, fraction)) * Double(room - 1)).rounded())
        return String(sliderLeft) + String(repeating: sliderLine, count: at) + String(sliderKnob)
            + String(repeating: sliderLine, count: room - at - 1) + String(sliderRight)
    }
}

extension Glyphs {
    private static let rich = Glyphs(
        barFull: "█", barEmpty: "░", barParts: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
        sliderLeft: "◂", sliderLine: "─", sliderKnob: "●", sliderRight: "▸",
        pointer: "▸", arrow: "→", ellipsis: "…", dot: "·", check: "✓", cross: "✗", warning: "⚠", note: "•",
        pending: "◌", best: "★", caret: "▏", running: "●", paused: "‖", ended: "■", waiting: "○", up: "↑", down: "↓",
        charset: .braille)

    /// What the fonts of text consoles have.
    private static let block = Glyphs(
        barFull: "█", barEmpty: "░", barParts: ["▌"],
        sliderLeft: "◄", sliderLine: "─", sliderKnob: "■", sliderRight: "►",
        pointer: "►", arrow: "→", ellipsis: "...", dot: "·", check: "√", cross: "x", warning: "!", note: "·",
        pending: "o", best: "*", caret: "▌", running: "■", paused: "=", ended: "■", waiting: "o", up: "↑", down: "↓",
        charset: .block)

    private static let ascii = Glyphs(
        barFull: "#", barEmpty: ".", barParts: [],
        sliderLeft: "<", sliderLine: "-", sliderKnob: "o", sliderRight: ">",
        pointer: ">", arrow: "->", ellipsis: "...", dot: "-", check: "ok", cross: "x", warning: "!", note: "*",
        pending: "?", best: "*", caret: "_", running: ">", paused: "=", ended: "#", waiting: "o", up: "^", down: "v",
        charset: .ascii)
}
