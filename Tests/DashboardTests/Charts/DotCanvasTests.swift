import Terminal
import Testing

@testable import Dashboard

@Suite("Dots on cells")
struct DotCanvasTests {
    private func text(_ charset: Charset, columns: Int = 4, rows: Int = 2, _ draw: (inout DotCanvas) -> Void) -> String
    {
        drawn(columns: columns, rows: rows) { rect, canvas in
            var dots = DotCanvas(area: rect, charset: charset)
            draw(&dots)
            dots.draw(on: &canvas)
        }.text
    }

    @Test("each dot of a Braille cell is the one Unicode names")
    func brailleDots() {
        let expected: [[Character]] = [["⠁", "⠈"], ["⠂", "⠐"], ["⠄", "⠠"], ["⡀", "⢀"]]
        for (y, row) in expected.enumerated() {
            for (x, sign) in row.enumerated() {
                #expect(text(.braille, columns: 1, rows: 1) { $0.set(x, y, .train) } == String(sign))
            }
        }
    }

    @Test("a rising line in every character set")
    func risingLine() {
        let braille = text(.braille) { $0.polyline([(x: 0, y: 7), (x: 7, y: 0)], .train) }
        #expect(braille == "  ⡠⠊\n⡠⠊")
        let block = text(.block) { $0.polyline([(x: 0, y: 3), (x: 3, y: 0)], .train) }
        #expect(block == "  ▄▀\n▄▀")
        let ascii = text(.ascii) { $0.polyline([(x: 0, y: 1), (x: 3, y: 0)], .train) }
        #expect(ascii == "  **\n**")
    }

    @Test("a line in front of a band takes the cell, the band does not blur it")
    func frontWins() {
        let canvas = drawn(columns: 1, rows: 1) { rect, canvas in
            var dots = DotCanvas(area: rect, charset: .braille)
            dots.column(0, from: 0, through: 3, .band)
            dots.set(1, 1, .train)
            dots.set(0, 2, .ghost)
            dots.draw(on: &canvas)
        }
        #expect(canvas[0, 0] == Cell("⠐", Style(.train)))
    }

    @Test("lines differ without color: the validation line is dashed")
    func dashes() {
        let solid = text(.braille, columns: 6, rows: 1) { $0.polyline([(x: 0, y: 0), (x: 11, y: 0)], .train) }
        let dashed = text(.braille, columns: 6, rows: 1) { $0.polyline([(x: 0, y: 0), (x: 11, y: 0)], .validation) }
        #expect(solid == "⠉⠉⠉⠉⠉⠉")
        #expect(dashed == "⠉⠁⠉⠉⠁⠉" || dashed == "⠉⠈⠁⠉⠈⠁")
    }

    @Test("what lies outside is cut off, however far", arguments: Charset.allCases)
    func clipping(charset: Charset) {
        _ = text(charset) { dots in
            dots.polyline([(x: -1_000_000, y: 3), (x: 1_000_000, y: -1_000_000), nil, (x: 2, y: 1_000_000)], .train)
            dots.column(1, from: -50, through: 50, .band)
            dots.column(99, from: 0, through: 1, .band)
            dots.set(-1, -1, .train)
        }
        _ = text(charset, columns: 0, rows: 0) { $0.polyline([(x: 0, y: 0), (x: 5, y: 5)], .train) }
    }

    @Test("ASCII stays ASCII, each curve with a sign of its own")
    func asciiSigns() {
        let inks: [DotInk] = [.ghost, .band, .train, .validation]
        let signs = inks.map { ink in text(.ascii, columns: 1, rows: 1) { $0.set(0, 0, ink) } }
        #expect(Set(signs).count == inks.count)
        #expect(signs.joined().allSatisfy { $0.isASCII })
    }
}
