import Terminal
import Testing

@testable import Dashboard

@Suite("Screenshots")
struct ScreenshotTests {
    @Test("the text is the screen; the picture holds the same texts, escaped, in the theme's colors")
    func screenshot() {
        var session = Session()
        session.train(300)
        let screen = session.screen
        session.press(.character("P"))
        var contents: [String] = []
        for case .saveScreenshot(_, let text) in session.effects { contents.append(text) }
        #expect(contents.count == 2)
        #expect(contents[0] == screen + "\n")
        #expect(contents[1].hasPrefix("<svg xmlns"))
        #expect(contents[1].contains("RUNNING"))
        #expect(contents[1].hasSuffix("</svg>\n"))
    }

    @Test("texts are escaped, tags are closed, reversed cells have a ground")
    func svgIsWellFormed() {
        var canvas = Canvas(Size(columns: 20, rows: 2))
        canvas.write("a<b & c>d", column: 0, row: 0, style: Style(.train))
        canvas.write("漢x", column: 0, row: 1, style: Style(.selection))
        for theme in Theme.all {
            let picture = svg(of: canvas, theme: theme)
            #expect(picture.contains("a&lt;b &amp; c&gt;d"))
            #expect(picture.contains("漢x"))
            for tag in ["text", "g", "svg"] {
                #expect(picture.count(of: "<\(tag) ") == picture.count(of: "</\(tag)>"), "\(tag)")
            }
            #expect(picture.count(of: "<rect ") == 2)
        }
    }

    @Test(
        "xterm's colors",
        arguments: [
            (0, "#000000"), (15, "#ffffff"), (16, "#000000"), (196, "#ff0000"), (231, "#ffffff"), (232, "#080808"),
            (255, "#eeeeee"),
        ] as [(UInt8, String)])
    func colors(index: UInt8, hex: String) { #expect(indexedColor(index) == hex) }
}

extension String {
    fileprivate func count(of text: String) -> Int {
        var rest = self[...]
        var count = 0
        while let first = rest.firstIndex(of: text.first ?? " ") {
            rest = rest[first...]
            if rest.hasPrefix(text) { count += 1 }
            rest = rest.dropFirst()
        }
        return count
    }
}
