import Terminal

extension Keymap {
    /// Keys of what lies over a view, and of the preset picker.
    static let overlays: [Binding] =
        arrows(in: [.menu, .help, .picker], .overlay, "move", vertical: true)
        + [
            Binding(
                [.home, .character("g")], .moveToStart, in: [.menu, .help, .picker], .overlay, "first", "first / last",
                shownAs: "Home End g G"),
            Binding(
                [.end, .character("G")], .moveToEnd, in: [.menu, .help, .picker], .overlay, "last", "first / last",
                shownAs: "Home End g G"),
            Binding(
                [.pageUp], .pageUp, in: [.menu, .help, .picker], .overlay, "page up", "a page", shownAs: "PgUp PgDn"),
            Binding(
                [.pageDown], .pageDown, in: [.menu, .help, .picker], .overlay, "page down", "a page",
                shownAs: "PgUp PgDn"),
            Binding([.enter], .activate, in: [.menu], .overlay, "choose", "choose", footer: 0),
            Binding(
                [.left, .up, .character("h"), .character("k")], .moveUp, in: [.rateSearch], .overlay, "proposal",
                "in the range test: the other proposal", footer: 1, shownAs: "arrows hjkl"),
            Binding(
                [.right, .down, .character("l"), .character("j")], .moveDown, in: [.rateSearch], .overlay, "proposal",
                "in the range test: the other proposal", shownAs: "arrows hjkl"),
            Binding(
                [.enter], .activate, in: [.rateSearch], .overlay, "take it", "in the range test: take the proposal",
                footer: 0),
            Binding(
                [.character(" ")], .pick, in: [.menu], .overlay, "pick", "pick one of several", footer: 1,
                unless: { $0.isMenuOfSeveral ? nil : "Enter chooses" }),
            Binding(
                [.left, .up, .backTab, .character("h"), .character("k")], .moveLeft, in: [.dialog], .overlay,
                "move", "move between buttons; a button's letter presses it", footer: 1,
                shownAs: "arrows hjkl Tab"),
            Binding(
                [.right, .down, .tab, .character("l"), .character("j")], .moveRight, in: [.dialog], .overlay, "move",
                "move between buttons; a button's letter presses it", shownAs: "arrows hjkl Tab"),
            Binding([.enter], .activate, in: [.dialog], .overlay, "press", "press the button", footer: 0),
            Binding([.enter], .activate, in: [.editor], .overlay, "set", "set the value typed", footer: 0),
            Binding([.enter], .activate, in: [.palette], .overlay, "run", "run the line typed", footer: 0),
            Binding([.tab], .complete, in: [.palette], .overlay, "complete", "complete the word", footer: 1),
            Binding(
                [.up, .control("p")], .moveUp, in: [.palette], .overlay, "history", "earlier / later lines",
                footer: 2, shownAs: "up down ^P ^N"),
            Binding(
                [.down, .control("n")], .moveDown, in: [.palette], .overlay, "history", "earlier / later lines",
                shownAs: "up down ^P ^N"),
            Binding(
                [.enter], .activate, in: [.filter, .pickerFilter], .overlay, "done", "keep the filter", footer: 0),
            Binding(
                [.escape], .back,
                in: [.menu, .dialog, .editor, .palette, .filter, .rateSearch, .pickerFilter, .picker], .overlay, "back",
                "one level back", footer: 3),
            Binding(
                [.escape, .character("q"), .character("?"), .function(1)], .back, in: [.help], .overlay, "close",
                "close the help", footer: 3),
            Binding([.enter], .activate, in: [.picker], .overlay, "open", "open the preset", footer: 0),
            Binding([.character("/")], .filter, in: [.picker], .overlay, "filter", "filter the presets", footer: 1),
            Binding(
                [.character("q"), .function(10)], .quit, in: [.picker], .overlay, "quit", "leave the picker",
                footer: 101),
        ]
}
