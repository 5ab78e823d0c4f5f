import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("Meaning without color")
struct MeaningTests {
    private func text(_ change: (inout Session) -> Void, charset: Charset) -> String {
        var session = Session(options: DashboardOptions(charset: charset))
        session.train(100)
        change(&session)
        return session.screen
    }

    @Test("focus, selection, phase, judgment and availability show in the text alone", arguments: Charset.allCases)
    func textPlane(charset: Charset) {
        let plain = text({ _ in }, charset: charset)
        // Focus: another frame.
        var panes: Set<String> = []
        for pane in PaneID.allCases where pane != .metrics {
            panes.insert(text({ $0.state.focus.pane = pane }, charset: charset))
        }
        #expect(panes.count == 4)
        // Selection: a pointer.
        #expect(text({ $0.state.controls.select(2) }, charset: charset) != plain)
        // Phase: a word.
        #expect(text({ $0.press(.character(" ")) }, charset: charset).contains("PAUSED"))
        // Judgment: a sign before the words.
        let refused = text(
            { session in
                session.type(":lr 9999"); session.press(.enter)
            }, charset: charset)
        #expect(refused.contains(Glyphs.of(charset).cross + " 'optimizer.lr'"))
        // Availability: the reason.
        #expect(text({ $0.press(.character("U")) }, charset: charset).contains("nothing was undone"))
        // A selected button and a selected item are reversed and pointed at.
        #expect(text({ $0.press(.character("o")) }, charset: charset).contains(Glyphs.of(charset).pointer))
    }

    @Test("roles of the style plane: phase, selection, keys that cannot be used, buttons")
    func stylePlane() throws {
        var session = Session()
        session.train(100)
        var canvas = session.canvas
        #expect(canvas.style(of: "RUNNING")?.role == .running)
        #expect(canvas.style(of: "learning rate")?.role == .selection)
        #expect(canvas.style(of: "undo")?.role == .disabled)
        #expect(canvas.style(of: "pause")?.role == .text)
        session.press(.character("q"))
        canvas = session.canvas
        #expect(canvas.style(of: "[b] stop")?.role == .selection)
        #expect(canvas.style(of: "[c] cancel")?.role == .key)
        session.press(.escape, .character(" "))
        #expect(session.canvas.style(of: "PAUSED")?.role == .paused)
    }

    @Test("in ASCII nothing beyond ASCII is drawn, whatever lies on the screen")
    func ascii() {
        for keys in ["", "o", "r", ":l", "?", "q", "S", "6", "dddd"] {
            var session = Session(
                options: DashboardOptions(charset: .ascii), run: FakeRun(notes: ["naïve – “quoted” ≥ 漢字 note"]))
            session.train(500)
            session.type("+")
            session.type(keys)
            for size in [Size(columns: 120, rows: 36), Size(columns: 60, rows: 16), Size(columns: 20, rows: 5)] {
                session.handle(.terminal(.resize(size)))
                #expect(session.screen.unicodeScalars.allSatisfy { $0.isASCII }, "\(keys) at \(size)")
            }
        }
    }

    @Test("a bar fills by parts of a cell; a slider's knob stays inside")
    func bars() {
        let rich = Glyphs.of(.braille)
        #expect(rich.bar(0.5, columns: 4) == "██░░")
        #expect(rich.bar(0.54, columns: 4) == "██▏░")
        #expect(rich.bar(.nan, columns: 3) == "░░░")
        #expect(rich.bar(2, columns: 3) == "███")
        #expect(Glyphs.of(.ascii).bar(0.5, columns: 4) == "##..")
        for columns in 0...30 {
            for fraction in [-1, 0, 0.3, 1, 2] {
                let slider = rich.slider(fraction, columns: columns)
                #expect(slider.columnWidth == (columns >= 4 ? columns : 0))
            }
        }
    }

    @Test("every sign takes the columns it is counted for")
    func glyphWidths() {
        for charset in Charset.allCases {
            let glyphs = Glyphs.of(charset)
            for single in [glyphs.barFull, glyphs.barEmpty, glyphs.sliderKnob, glyphs.caret] + glyphs.barParts {
                #expect(single.columnWidth == 1)
            }
            if charset == .ascii {
                for sign in [glyphs.pointer, glyphs.arrow, glyphs.check, glyphs.cross, glyphs.warning, glyphs.pending] {
                    #expect(sign.unicodeScalars.allSatisfy { $0.isASCII })
                }
            }
        }
    }
}

extension Canvas {
    /// The style of a text's first cell, where the text first stands.
    func style(of text: String) -> Style? {
        let wanted = Array(text)
        for row in 0..<size.rows {
            for column in 0..<max(0, size.columns - wanted.count + 1)
            where wanted.indices.allSatisfy({ self[column + $0, row].character == wanted[$0] }) {
                return self[column, row].style
            }
        }
        return nil
    }
}
