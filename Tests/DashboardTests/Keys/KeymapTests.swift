import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("Keymap")
struct KeymapTests {
    @Test("a key stands once in a context")
    func isUnambiguous() {
        for context in KeyContext.allCases {
            var seen: Set<Key> = []
            for binding in Keymap.bindings where binding.contexts.contains(context) {
                for key in binding.keys {
                    #expect(seen.insert(key).inserted, "\(key.name) stands twice in \(context)")
                }
            }
        }
    }

    @Test("every action has a key")
    func isComplete() {
        let actions = Set(Keymap.bindings.map(\.action))
        #expect(KeyAction.allCases.filter { !actions.contains($0) } == [])
    }

    @Test("the overview's keys are there, those of features to come are not")
    func hasTheKeysOfTheOverview() {
        let contexts: [KeyContext] = [.chart, .controls, .overview, .global, .always]
        let wanted: [Key] =
            " .>o+-=_deSrcLuUF:ysxz0?qmtPhjkl156".map { .character($0) } + [
                .left, .right, .up, .down, .home, .end, .tab, .backTab, .enter, .escape, .function(1), .function(10),
                .control("c"), .control("l"), .control("z"),
            ]
        for key in wanted { #expect(Keymap.binding(for: key, in: contexts) != nil, "\(key.name)") }
        for letter in "f234" { #expect(Keymap.binding(for: .character(letter), in: contexts) == nil) }
    }

    @Test("the generated table names every key once", arguments: Keymap.bindings.map(\.keysText))
    func markdown(keys: String) { #expect(keyTableMarkdown().contains("| `\(keys)` |")) }

    @Test("every binding does something where it says it works")
    func dispatches() {
        for binding in Keymap.bindings {
            for context in binding.contexts where context != .picker && context != .pickerFilter {
                for key in binding.keys {
                    var session = Stage.session(in: context, for: binding.action)
                    let name = "\(key.name) in \(context)"
                    #expect(session.shown.contexts.contains(context), "\(name)")
                    let found = Keymap.binding(for: key, in: session.shown.contexts)
                    // A dialog's letters press its buttons before they move.
                    #expect(found?.action == binding.action, "\(name)")
                    #expect(binding.disabledReason(session.shown) == nil, "\(name)")
                    let before = session
                    session.press(key)
                    #expect(Stage.differ(session, before), "\(name) does nothing")
                }
            }
        }
    }

    @Test("every binding of the picker does something")
    func dispatchesInThePicker() {
        for binding in Keymap.bindings {
            for context in [KeyContext.picker, .pickerFilter] where binding.contexts.contains(context) {
                for key in binding.keys {
                    var state = PickerState(entries: PickerTests.entries, options: DashboardOptions())
                    state.selected = 6
                    state.filter.set("e")
                    state.isFiltering = context == .pickerFilter
                    let before = "\(state.selected) \(state.filter.text) \(state.isFiltering) \(state.isHelpShown)"
                    let effects = updatePicker(&state, .key(key))
                    let after = "\(state.selected) \(state.filter.text) \(state.isFiltering) \(state.isHelpShown)"
                    #expect(before != after || !effects.isEmpty, "\(key.name) in \(context)")
                }
            }
        }
    }

    @Test("a key that cannot be used says why and sends nothing")
    func explainsDisabledKeys() {
        var session = Session()
        session.press(.character("."))
        #expect(session.commands.isEmpty)
        #expect(session.shows("pause first (space)"))
        session.press(.character("U"))
        #expect(session.shows("nothing was undone"))
    }

    @Test("the footer's hints lie side by side at every width and name the pane's own keys first")
    func footer() {
        let session = Session()
        for columns in 60...200 {
            let hints = FooterLine(session.state, columns: columns).hints
            for (hint, next) in zip(hints, hints.dropFirst()) {
                #expect(hint.columns.upperBound <= next.columns.lowerBound)
            }
            #expect(hints.allSatisfy { $0.columns.upperBound <= columns })
            #expect(hints.first?.action == .togglePause)
            #expect(hints.suffix(2).map(\.action) == [.help, .quit])
        }
    }

    @Test("the help is about what is focused and gives reasons")
    func help() {
        var session = Session(size: Size(columns: 120, rows: 60))
        session.press(.function(1))
        #expect(session.shows("Help: Controls"))
        #expect(session.shows("change the selected control"))
        #expect(session.shows("not now: pause first (space)"))
        #expect(!session.shows("inspect exact values"))
        session.press(.escape, .tab, .character("?"))
        #expect(session.shows("Help: Loss"))
        #expect(session.shows("inspect exact values"))
        session.press(.escape, .character("o"), .character("?"))
        #expect(session.shows("Help: optimizer"))
        #expect(session.shows("choose"))
    }
}

/// Sessions in which a given action has something to do.
enum Stage {
    static func session(in context: KeyContext, for action: KeyAction) -> Session {
        var session = Session()
        session.train(200)
        session.press(.character("+"))
        session.train(100)
        if action == .redo { session.press(.character("u")) }
        if action == .step || action == .finishEpoch { session.press(.character(" ")) }
        switch context {
        case .always, .global: session.press(.character(action == .showOverview ? "6" : "z"))
        case .overview, .chart:
            session.press(.tab)
            session.press(.character("z"))
            session.press(.enter, .left, .left)
        case .controls: session.state.controls.select(10)
        case .fork: session.press(.character("F"))
        case .runs:
            session.press(.character("5"), .down, .down)
            if action == .back { session.press(.character("/"), .character("e"), .enter) }
        case .journal, .filter:
            session.press(.character("6"), .up, .up)
            if context == .filter || action == .back {
                session.press(.character("/"), .character("e"))
                if context == .journal { session.press(.enter) }
            }
        case .recorded: session.press(.character("5"), .enter)
        case .menu:
            if action == .pick {
                session.state.controls.select(key: "early_stopping.monitor")
                session.press(.enter)
            } else {
                session.press(.character("r"))
                session.state.overlays = [.menu(longMenu)]
            }
        case .dialog: session.press(.character("q"))
        case .editor: session.press(.enter)
        case .palette:
            session.type(":smooth 0.6")
            session.press(.enter, .character(":"), .character("l"), .character("r"))
            if action == .moveDown { session.press(.up) }
        case .help:
            session.handle(.terminal(.resize(Size(columns: 80, rows: 20))))
            session.press(.character("?"), .down, .down)
        case .rateSearch:
            session.press(.character("L"))
            if action == .moveUp { session.press(.down) }
        case .picker, .pickerFilter: break
        }
        return session
    }

    private static var longMenu: Menu {
        var menu = Menu(
            title: "long",
            items: (0..<30).map {
                .init(label: "item \($0)", detail: "", outcome: .assign([.init("l2", .real(0.1))], source: .key))
            })
        menu.selected = 12
        return menu
    }

    /// Whether a key left any trace: in what was sent, in the state, or on the screen.
    static func differ(_ a: Session, _ b: Session) -> Bool {
        let x = a.state
        let y = b.state
        return a.effects != b.effects || a.commands != b.commands || x.overlays != y.overlays || x.focus != y.focus
            || x.chart != y.chart || x.controls.index != y.controls.index || x.journalView != y.journalView
            || x.runsView != y.runsView
            || x.options != y.options || a.screen != b.screen
    }
}
