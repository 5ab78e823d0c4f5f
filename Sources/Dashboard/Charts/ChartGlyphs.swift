import Terminal

/// The signs charts are drawn with, in each character set.
struct ChartGlyphs: Sendable {
    /// Frames: upper left, upper right, lower left, lower right; heavier where the pane is focused.
    let horizontal: Character
    let vertical: Character
    let corners: [Character]
    let focusedHorizontal: Character
    let focusedVertical: Character
    let focusedCorners: [Character]
    /// Axes.
    let axis: Character
    let axisTick: Character
    let axisCorner: Character
    let axisBase: Character
    let axisBaseTick: Character
    /// The dotted line of an intervention, the line of the cursor.
    let markLine: Character
    let cursorLine: Character
    let best: Character
    let nonFinite: Character
    /// A value beyond the upper or lower end of a scale.
    let above: Character
    let below: Character
    let beyondLeft: Character
    let beyondRight: Character
    /// Where a trend goes.
    let rising: Character
    let level: Character
    let falling: Character
    /// A layer's bar: its cells, its half cell, the part that clipping took off.
    let bar: Character
    let barHalf: Character?
    let barClipped: Character
    let healthy: Character
    let grid: Character
    /// Eight heights from low to high.
    let heights: [Character]
    /// How far a gauge is filled.
    let gaugeFull: Character
    let gaugeEmpty: Character
    let separator: String
    let more: Character
    let ellipsis: Character
    /// Samples of the curves for legends.
    let trainSample: String
    let validationSample: String
    let ghostSample: String
    /// `R²`, `‖g‖`, where the set has the letters.
    let rSquared: String
    let norm: String
    let hasCircledNumbers: Bool

    static func of(_ charset: Charset) -> ChartGlyphs {
        switch charset {
        case .braille: braille
        case .block: block
        case .ascii: ascii
        }
    }

    /// An intervention's number: `①`, beyond twenty or in poorer sets `(21)`.
    func number(_ number: Int) -> String {
        guard hasCircledNumbers, (1...20).contains(number), let scalar = Unicode.Scalar(0x245f + number) else {
            return "(\(number))"
        }
        return String(Character(scalar))
    }

    private static let braille = ChartGlyphs(
        horizontal: "─", vertical: "│", corners: ["┌", "┐", "└", "┘"],
        focusedHorizontal: "━", focusedVertical: "┃", focusedCorners: ["┏", "┓", "┗", "┛"],
        axis: "│", axisTick: "┤", axisCorner: "└", axisBase: "─", axisBaseTick: "┬", markLine: "┊", cursorLine: "│",
        best: "★", nonFinite: "✗", above: "▲", below: "▼", beyondLeft: "◂", beyondRight: "▸",
        rising: "↗", level: "→", falling: "↘", bar: "━", barHalf: "╸", barClipped: "╌", healthy: "░", grid: "·",
        heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], gaugeFull: "█", gaugeEmpty: "░", separator: "·", more: "⋮",
        ellipsis: "…", trainSample: "⠒⠒", validationSample: "⠒⠂", ghostSample: "⠒⠒", rSquared: "R²", norm: "‖g‖",
        hasCircledNumbers: true)

    /// What the fonts of text consoles have.
    private static let block = ChartGlyphs(
        horizontal: "─", vertical: "│", corners: ["┌", "┐", "└", "┘"],
        focusedHorizontal: "═", focusedVertical: "║", focusedCorners: ["╔", "╗", "╚", "╝"],
        axis: "│", axisTick: "┤", axisCorner: "└", axisBase: "─", axisBaseTick: "┬", markLine: ":", cursorLine: "│",
        best: "*", nonFinite: "x", above: "▲", below: "▼", beyondLeft: "◄", beyondRight: "►",
        rising: "↑", level: "→", falling: "↓", bar: "▄", barHalf: nil, barClipped: "─", healthy: "░", grid: "·",
        heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], gaugeFull: "█", gaugeEmpty: "░", separator: "·", more: ":",
        ellipsis: "…", trainSample: "▄▄", validationSample: "▄ ", ghostSample: "▄▄", rSquared: "R²", norm: "|g|",
        hasCircledNumbers: false)

    private static let ascii = ChartGlyphs(
        horizontal: "-", vertical: "|", corners: ["+", "+", "+", "+"],
        focusedHorizontal: "=", focusedVertical: "|", focusedCorners: ["#", "#", "#", "#"],
        axis: "|", axisTick: "+", axisCorner: "+", axisBase: "-", axisBaseTick: "+", markLine: "|", cursorLine: "|",
        best: "#", nonFinite: "X", above: "^", below: "v", beyondLeft: "<", beyondRight: ">",
        rising: "/", level: "-", falling: "\\", bar: "=", barHalf: "-", barClipped: "-", healthy: ":", grid: ".",
        heights: [".", ":", "-", "=", "+", "*", "%", "@"], gaugeFull: "#", gaugeEmpty: ".", separator: "-", more: ":",
        ellipsis: ".", trainSample: "**", validationSample: "oo", ghostSample: ",,", rSquared: "R2", norm: "|g|",
        hasCircledNumbers: false)
}
