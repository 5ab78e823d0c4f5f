import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("The keys of dialogs")
struct DialogKeyTests {
    /// Sessions that each ask one of the questions there are.
    private static let asking: [(question: String, session: Session)] = {
        var asking: [(String, Session)] = []
        func add(_ question: String, _ prepare: (inout Session) -> Void) {
            var session = Session()
            session.train(200)
            prepare(&session)
            session.forgetEffects()
            asking.append((question, session))
        }
        add("Quit?") { $0.press(.character("q")) }
        add("save & quit") {
            $0.state.options.canSave = true
            $0.press(.character("q"))
        }
        add("Stop now?") { $0.press(.character("S")) }
        for changes in ["", "+"] {
            add("Not a number") {
                $0.type(changes)
                $0.run.diverge()
                $0.deliver()
            }
        }
        add("Fork") {
            $0.press(.character("+"), .character("F"))
            $0.train(300)
        }
        add("Resume") { $0.press(.character("5"), .down, .character("R")) }
        add("Replay") { $0.press(.character("5"), .down, .character("p")) }
        add("Delete") { $0.press(.character("5"), .down, .character("D")) }
        return asking
    }()

    @Test("hjkl and arrows only move between the buttons, in every dialog; each letter stands in its label, once")
    func letters() {
        for (question, session) in Self.asking {
            guard case .dialog(let dialog)? = session.state.overlays.last else {
                Issue.record("\(question) is not asked")
                continue
            }
            #expect(session.shows(question))
            let letters = dialog.buttons.map(\.hotkey)
            #expect(Set(letters).count == letters.count, "\(dialog.title)")
            for button in dialog.buttons {
                #expect(button.label.contains(button.hotkey), "\(dialog.title): \(button.label)")
                let other = Keymap.binding(for: .character(button.hotkey), in: session.state.contexts)
                #expect(other == nil, "\(dialog.title): \(button.hotkey) also means \(other?.label ?? "")")
            }
            for key in [Key.left, .right, .up, .down, .tab, .backTab] + "hjkl".map({ .character($0) }) {
                var session = session
                let commands = session.commands.count
                session.press(key)
                guard case .dialog(let moved)? = session.state.overlays.last else {
                    Issue.record("\(dialog.title): \(key.name) presses a button")
                    continue
                }
                #expect(moved.selected != dialog.selected, "\(dialog.title): \(key.name) does not move")
                #expect(session.effects.isEmpty && session.commands.count == commands)
            }
        }
    }
}
