import Terminal

/// A canvas as an SVG picture in the theme's colors, cell for cell: each run of like cells is one text of known width,
/// so that it looks the same whatever font the viewer has.
func svg(of canvas: Canvas, theme: Theme) -> String {
    let cell = (width: 8.4, height: 18.0)
    let paper = Paper(theme)
    let width = ChartNumber.fixed(Double(canvas.size.columns) * cell.width + 16, decimals: 1)
    let height = ChartNumber.fixed(Double(canvas.size.rows) * cell.height + 16, decimals: 1)
    var svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
        <rect width="100%" height="100%" fill="\(paper.background)"/>
        <g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14"
        xml:space="preserve" style="white-space: pre">

        """
    for row in 0..<canvas.size.rows {
        var column = 0
        while column < canvas.size.columns {
            let style = canvas[column, row].style
            var end = column
            var text = ""
            while end < canvas.size.columns, canvas[end, row].style == style || canvas[end, row] == .continuation {
                if canvas[end, row] != .continuation { text.append(canvas[end, row].character) }
                end += 1
            }
            let look = theme.appearance(of: style.role, depth: .indexed).emphasized(by: style)
            let ink = paper.colors(of: look)
            func x(_ column: Int) -> String { ChartNumber.fixed(Double(column) * cell.width + 8, decimals: 1) }
            func span(_ columns: Int) -> String { ChartNumber.fixed(Double(columns) * cell.width, decimals: 1) }
            if let fill = ink.background {
                let y = ChartNumber.fixed(Double(row) * cell.height + 8, decimals: 1)
                svg +=
                    "<rect x=\"\(x(column))\" y=\"\(y)\" width=\"\(span(end - column))\" height=\"\(cell.height)\" fill=\"\(fill)\"/>\n"
            }
            if let first = text.firstIndex(where: { $0 != " " }), let last = text.lastIndex(where: { $0 != " " }) {
                // Viewers may drop blanks at the ends of a text, and would stretch the rest over the whole length.
                let before = text.distance(from: text.startIndex, to: first)
                let after = text.distance(from: last, to: text.endIndex) - 1
                let length = span(end - column - before - after)
                let y = ChartNumber.fixed(Double(row) * cell.height + 22, decimals: 1)
                let emphasis =
                    (look.bold ? " font-weight=\"bold\"" : "")
                    + (look.underline ? " text-decoration=\"underline\"" : "")
                    + (look.dim ? " opacity=\"0.7\"" : "")
                svg +=
                    "<text x=\"\(x(column + before))\" y=\"\(y)\" textLength=\"\(length)\" lengthAdjust=\"spacingAndGlyphs\""
                svg += " fill=\"\(ink.foreground)\"\(emphasis)>\(String(text[first...last]).xmlEscaped)</text>\n"
            }
            column = end
        }
    }
    return svg + "</g>\n</svg>\n"
}

/// The ground a screenshot is drawn on.
private struct Paper {
    let background: String
    let foreground: String

    init(_ theme: Theme) {
        let isLight = theme.name == Theme.light.name
        background = isLight ? "#fafafa" : "#1b1d23"
        foreground = isLight ? "#24272e" : "#d4d7dd"
    }

    func colors(of look: Appearance) -> (foreground: String, background: String?) {
        let ink = look.foreground.map(indexedColor) ?? foreground
        let ground = look.background.map(indexedColor)
        return look.reverse ? (ground ?? background, ink) : (ink, ground)
    }
}

/// Color `index` of xterm's 256 as `#rrggbb`: 16 ANSI colors, the 6×6×6 cube, 24 grays.
func indexedColor(_ index: UInt8) -> String {
    let ansi = [
        "#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5", "#666666", "#f14c4c",
        "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
    ]
    let index = Int(index)
    if index < 16 { return ansi[index] }
    if index >= 232 {
        let gray = hex(8 + 10 * (index - 232))
        return "#\(gray)\(gray)\(gray)"
    }
    let levels = [0, 95, 135, 175, 215, 255]
    let place = index - 16
    return "#" + hex(levels[place / 36]) + hex(levels[place / 6 % 6]) + hex(levels[place % 6])
}

private func hex(_ number: Int) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }

extension String {
    fileprivate var xmlEscaped: String {
        var text = ""
        for character in self {
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.append(character)
            }
        }
        return text
    }
}
