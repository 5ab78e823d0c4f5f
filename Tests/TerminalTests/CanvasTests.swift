import Testing

@testable import Terminal

@Suite("Canvas")
struct CanvasTests {
    @Test("text is cut at the canvas and at its clip, and nothing outside is touched")
    func clipping() {
        var canvas = Canvas(Size(columns: 6, rows: 2))
        #expect(canvas.write("abcdefghij", column: -2, row: 0) == 6)
        canvas.write("xyz", column: 4, row: 1, clip: Rect(column: 4, row: 1, columns: 1, rows: 1))
        canvas.write("no", column: 0, row: 7)
        #expect(canvas.text == "cdefgh\n    x")
    }

    @Test("a wide character takes two cells, and is left out where it does not fit")
    func wideCharacters() {
        var canvas = Canvas(Size(columns: 5, rows: 1))
        #expect(canvas.write("a漢字b", column: 0, row: 0) == 5)
        #expect(canvas[1, 0].character == "漢")
        #expect(canvas[2, 0] == .continuation)
        var narrow = Canvas(Size(columns: 2, rows: 1))
        narrow.write("a漢", column: 0, row: 0)
        #expect(narrow.text == "a")
    }

    @Test("a canvas without cells takes drawing without complaint", arguments: [(0, 0), (0, 5), (5, 0), (1, 1)])
    func empty(_ columns: Int, _ rows: Int) {
        var canvas = Canvas(Size(columns: columns, rows: rows))
        canvas.write("text", column: 0, row: 0)
        canvas.fill(Rect(column: -3, row: -3, columns: 99, rows: 99), with: Cell("#"))
        #expect(canvas.cells.count == columns * rows)
        #expect(canvas.changes(since: canvas).isEmpty)
    }
}

@Suite("Changes between canvases")
struct CanvasChangesTests {
    private let size = Size(columns: 10, rows: 3)

    @Test("only cells that differ are changes, neighbors together")
    func runs() {
        let old = Canvas(size)
        var new = old
        new.write("ab", column: 2, row: 1)
        new.write("z", column: 9, row: 1)
        #expect(
            new.changes(since: old) == [
                Canvas.Change(row: 1, columns: 2..<4), Canvas.Change(row: 1, columns: 9..<10),
            ])
    }

    @Test("a change of style alone is a change")
    func styles() {
        let old = Canvas(size)
        var new = old
        new[4, 2] = Cell(" ", Style(.bad))
        #expect(new.changes(since: old) == [Canvas.Change(row: 2, columns: 4..<5)])
    }

    @Test("another size changes everything")
    func sizes() {
        let changes = Canvas(size).changes(since: Canvas(Size(columns: 9, rows: 3)))
        #expect(changes.map(\.columns) == [0..<10, 0..<10, 0..<10])
    }

    @Test("a row with a wide character on either side is drawn whole")
    func wideCharacters() {
        var old = Canvas(size)
        old.write("漢", column: 3, row: 0)
        var new = old
        new.write("x", column: 8, row: 0)
        #expect(new.changes(since: old) == [Canvas.Change(row: 0, columns: 0..<10)])
    }

    @Test("applying the changes to the old canvas gives the new one, whatever was drawn")
    func application() {
        for seed in 0..<50 {
            let (old, new) = (scribble(seed), scribble(seed * 31 + 7))
            var patched = old
            for change in new.changes(since: old) {
                for column in change.columns { patched[column, change.row] = new[column, change.row] }
            }
            #expect(patched == new)
        }
    }

    /// A canvas with something different on it for every number.
    private func scribble(_ seed: Int) -> Canvas {
        let texts = ["a", "漢字", "─", "⡇"]
        var canvas = Canvas(size)
        for mark in 0..<6 {
            let number = (seed + 1) * 7919 >> mark
            canvas.write(
                texts[number % texts.count], column: number % 11 - 1, row: number / 11 % 3,
                style: Style(Role.allCases[number % Role.allCases.count]))
        }
        return canvas
    }
}
