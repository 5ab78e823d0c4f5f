import Terminal
import Testing

@testable import Dashboard

@Suite("Preset picker")
struct PickerTests {
    static let entries = (1...30).map {
        PickerEntry(
            name: "preset-\($0)", title: "the lesson number \($0)",
            lesson: "What you will see: curve \($0).\n\nPress + to raise the learning rate.")
    }

    private func state(_ size: Size = Size(columns: 100, rows: 24)) -> PickerState {
        PickerState(entries: Self.entries, options: DashboardOptions(), size: size)
    }

    private func screen(_ state: PickerState) -> String {
        var canvas = Canvas(state.size)
        renderPicker(state, into: &canvas)
        return canvas.text
    }

    @Test("shows the presets, the lesson of the selected one, and opens it")
    func opens() {
        var state = state()
        #expect(screen(state).contains("preset-1"))
        _ = updatePicker(&state, .key(.down))
        #expect(screen(state).contains("curve 2."))
        #expect(updatePicker(&state, .key(.enter)) == [.openPreset("preset-2")])
    }

    @Test("filters by every word typed; esc takes the filter back")
    func filters() {
        var state = state()
        for key in "/curve 17".map({ Key.character($0) }) { _ = updatePicker(&state, .key(key)) }
        #expect(state.shown.map(\.name) == ["preset-17"])
        #expect(updatePicker(&state, .key(.enter)) == [.openPreset("preset-17")])
        _ = updatePicker(&state, .key(.escape))
        #expect(state.shown.count == 30)
        for key in "/nonsense".map({ Key.character($0) }) { _ = updatePicker(&state, .key(key)) }
        #expect(screen(state).contains("nothing passes"))
        #expect(updatePicker(&state, .key(.enter)) == [])
    }

    @Test("a click selects, a second one opens, the wheel moves")
    func mouse() {
        var state = state()
        _ = updatePicker(&state, .mouse(MouseEvent(.wheelDown, Point(column: 3, row: 3))))
        #expect(state.selected == 1)
        #expect(updatePicker(&state, .mouse(MouseEvent(.press, Point(column: 3, row: 5)))) == [])
        #expect(state.selected == 3)
        #expect(
            updatePicker(&state, .mouse(MouseEvent(.press, Point(column: 3, row: 5)))) == [.openPreset("preset-4")])
    }

    @Test("draws at every size, in ASCII too, and with no presets at all")
    func sizes() {
        for columns in [1, 2, 5, 20, 60, 69, 70, 71, 120, 200] {
            for rows in [1, 2, 3, 4, 5, 8, 16, 24, 60] {
                var state = state(Size(columns: columns, rows: rows))
                state.options.charset = .ascii
                #expect(screen(state).unicodeScalars.allSatisfy { $0.isASCII })
                let empty = PickerState(entries: [], options: DashboardOptions(), size: state.size)
                _ = screen(empty)
            }
        }
    }

    @Test("q, ^C and a lost terminal leave")
    func leaves() {
        for event in [TerminalEvent.key(.character("q")), .key(.control("c")), .closed] {
            var state = state()
            #expect(updatePicker(&state, event) == [.quit(.quit)])
        }
    }
}
