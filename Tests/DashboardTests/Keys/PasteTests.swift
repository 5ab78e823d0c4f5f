import Terminal
import Testing

@testable import Dashboard

@Suite("Pasted text in the dashboard")
struct PasteTests {
    private static let text = "see the +d flag in test/eval: dropout=0.1\nq"

    /// Where no text is typed, by the keys that lead there.
    @Test("does nothing but say so where no text is typed", arguments: ["", "o", "q", "?", "5", "6"])
    func elsewhere(_ keys: String) {
        var session = Session()
        session.type(keys)
        let before = (session.commands.count, session.effects.count, session.state.overlays, session.state.focus)
        session.handle(.terminal(.paste(Self.text)))
        #expect(session.commands.count == before.0 && session.effects.count == before.1)
        #expect(session.state.overlays == before.2 && session.state.focus == before.3)
        #expect(session.state.toasts.all.contains { $0.text.hasPrefix("pasted text does nothing here") })
    }

    @Test("is typed where text is typed, its lines with blanks between them", arguments: [":", "6/", "5/", "5T", "5n"])
    func typed(_ keys: String) {
        var session = Session()
        session.type(keys)
        session.handle(.terminal(.paste("one\ttwo\n花 three\n")))
        #expect(session.shows("one two 花 three"))
        #expect(session.commands.isEmpty)
    }

    @Test("longer than a line takes, it is cut, and says so")
    func cut() {
        var session = Session()
        session.type(":")
        session.handle(.terminal(.paste(String(repeating: "ab ", count: 5000))))
        guard case .palette(let palette)? = session.state.overlays.last else {
            Issue.record("no palette")
            return
        }
        #expect(palette.field.characters.count == TextField.longest)
        #expect(session.state.toasts.all.contains { $0.text.contains("was cut") })
    }

    @Test("in the picker it is a filter while one is typed, else nothing")
    func picker() {
        var state = PickerState(
            entries: [
                PickerEntry(name: "one", title: "a", lesson: "b"), PickerEntry(name: "q", title: "c", lesson: "d"),
            ],
            options: DashboardOptions())
        #expect(updatePicker(&state, .paste("q\n")).isEmpty)
        #expect(state.notice != nil && state.shown.count == 2)
        #expect(updatePicker(&state, .key(.character("/"))).isEmpty)
        #expect(state.notice == nil)
        #expect(updatePicker(&state, .paste("one\n")).isEmpty)
        #expect(state.shown.map(\.name) == ["one"])
    }
}

@Suite("Keys below the least size")
struct TooSmallKeyTests {
    private static let letters: [Key] =
        (0x21...0x7e).map { .character(Character(Unicode.Scalar(UInt8($0)))) }
        + [.enter, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageUp, .delete, .function(1)]

    @Test("a key that is not shown does nothing", arguments: [(59, 40), (24, 5), (30, 8), (120, 15), (10, 2), (1, 1)])
    func unseen(_ columns: Int, _ rows: Int) {
        for key in Self.letters where key != .character("q") {
            var session = Session()
            session.handle(.terminal(.resize(Size(columns: columns, rows: rows))))
            session.press(key)
            #expect(session.commands.isEmpty && session.effects.isEmpty, "\(key)")
            #expect(session.state.overlays.isEmpty && session.state.focus.view == .overview, "\(key)")
        }
    }

    @Test("the keys that are shown act, from 24×5 on")
    func seen() {
        var session = Session()
        session.handle(.terminal(.resize(Size(columns: 24, rows: 5))))
        #expect(session.shows("q quits, space pauses"))
        session.press(.character(" "))
        #expect(session.lastAction == .pause)
        session.press(.character("q"))
        #expect(session.shows("q: quit now"))
        session.press(.character("x"))
        #expect(session.effects.isEmpty)
        session.press(.character("q"))
        #expect(session.effects == [.quit(.quit)])
    }

    @Test("where nothing can be shown, ^C still leaves")
    func nothing() {
        var session = Session()
        session.handle(.terminal(.resize(Size(columns: 1, rows: 1))))
        session.press(.character("q"), .character(" "))
        #expect(session.commands.isEmpty && session.effects.isEmpty)
        session.press(.control("c"), .control("c"))
        #expect(session.effects == [.quit(.quit)])
    }
}
