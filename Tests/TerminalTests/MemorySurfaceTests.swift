import Terminal
import Testing

@Suite("The terminal in memory")
struct MemorySurfaceTests {
    @Test("it sends everything first, then only what changed")
    func diffing() {
        let surface = MemorySurface(Size(columns: 4, rows: 2))
        var canvas = Canvas(surface.size)
        surface.show(canvas)
        canvas.write("x", column: 1, row: 1)
        surface.show(canvas)
        surface.show(canvas)
        surface.invalidate()
        surface.show(canvas)
        #expect(surface.sentCells == [8, 1, 0, 8])
        #expect(surface.screen.text == "\n x")
    }

    @Test("events come out in order, once")
    func events() {
        let surface = MemorySurface(Size(columns: 4, rows: 2))
        surface.enter(.key(.enter), .key(.character("q")))
        surface.resize(to: Size(columns: 9, rows: 9))
        #expect(
            surface.readEvents() == [
                .key(.enter), .key(.character("q")), .resize(Size(columns: 9, rows: 9)),
            ])
        #expect(surface.readEvents().isEmpty)
        #expect(surface.size == Size(columns: 9, rows: 9))
    }
}
