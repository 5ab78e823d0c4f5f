import Terminal

extension Keymap {
    /// How the run is looked at.
    static let looking: [Binding] = [
        Binding([.character("1")], .showOverview, in: [.global], .look, "overview", "the overview"),
        Binding([.character("5")], .showRuns, in: [.global], .look, "runs", "recorded runs", footer: 15),
        Binding([.character("6")], .showJournal, in: [.global], .look, "journal", "the journal", footer: 16),
        Binding(
            [.character("y")], .toggleScale, in: [.overview, .runs], .look, "log",
            "loss on a logarithmic / linear axis",
            footer: 9),
        Binding(
            [.character("s")], .cycleSmoothing, in: [.overview], .look, "smooth", "smoothing 0, 0.6, 0.9, 0.99",
            footer: 10),
        Binding(
            [.character("x")], .cycleAxis, in: [.overview], .look, "axis", "time axis in steps, epochs, wall time",
            footer: 11),
        Binding(
            [.character("z")], .zoomIn, in: [.overview], .look, "zoom", "zoom in / out around the cursor",
            footer: 14, shownAs: "z Z"),
        Binding(
            [.character("Z")], .zoomOut, in: [.overview], .look, "zoom out", "zoom in / out around the cursor",
            shownAs: "z Z", unless: { $0.chart.visible == nil ? "all steps are in view" : nil }),
        Binding(
            [.character("0")], .resetView, in: [.overview], .look, "reset view", "all steps, no cursor", footer: 15,
            unless: { $0.reasonNotToResetView }),
        Binding(
            [.character("P")], .screenshot, in: [.global], .look, "screenshot", "screenshot as SVG and text",
            footer: 18),
        Binding(
            [.character("t")], .cycleTheme, in: [.global], .look, "theme", "next color theme", footer: 17,
            unless: { $0.options.hasColor ? nil : "this terminal shows no color" }),
    ]

    /// Focus, selection and cursor.
    static let moving: [Binding] =
        [
            Binding(
                [.tab], .focusNext, in: [.overview], .move, "next pane", "next / previous pane", shownAs: "Tab S-Tab"),
            Binding(
                [.backTab], .focusPrevious, in: [.overview], .move, "previous pane", "next / previous pane",
                shownAs: "Tab S-Tab"),
        ]
        + arrows(
            in: [.overview], .move,
            "to the neighboring pane; in the controls select; in a zoomed or inspected chart pan and move the cursor")
        + arrows(in: [.journal, .runs], .move, "move the selection", vertical: true)
        + [
            Binding(
                [.home], .moveToStart, in: [.overview, .journal, .runs], .move, "start",
                "first / last step of a chart, first / last row of a list", shownAs: "Home End"),
            Binding(
                [.end], .moveToEnd, in: [.overview, .journal, .runs], .move, "end",
                "first / last step of a chart, first / last row of a list", shownAs: "Home End"),
            Binding(
                [.pageUp], .pageUp, in: [.controls, .journal, .runs], .move, "page up", "a page of a list",
                shownAs: "PgUp PgDn"),
            Binding(
                [.pageDown], .pageDown, in: [.controls, .journal, .runs], .move, "page down", "a page of a list",
                shownAs: "PgUp PgDn"),
            Binding(
                [.enter], .activate, in: [.controls], .move, "change",
                "change the selected control: toggle, choose or type", footer: 1),
            Binding(
                [.enter], .activate, in: [.chart], .move, "inspect", "in a chart: inspect exact values", footer: 1),
            Binding(
                [.enter], .activate, in: [.journal], .move, "go to step",
                "in the journal: put the charts' cursor on that step", footer: 1),
            Binding([.character("/")], .filter, in: [.journal], .move, "filter", "filter the list", footer: 2),
            Binding(
                [.escape], .back, in: [.overview, .journal, .runs], .move, "back", "one level back; never quits",
                footer: 30,
                unless: { $0.canGoBack ? nil : "nothing to go back from" }),
        ]

    /// The program itself.
    static let program: [Binding] = [
        Binding(
            [.character("?"), .function(1)], .help, in: [.global, .menu, .dialog, .rateSearch, .picker], .program,
            "help",
            "help for what is focused", footer: 100),
        Binding(
            [.character("q"), .function(10)], .quit, in: [.global], .program, "quit", "quit (asks while training)",
            footer: 101),
        Binding(
            [.control("c")], .interrupt, in: [.always, .picker, .pickerFilter], .program, "quit",
            "quit (asks while training); a second time leaves at once"),
        Binding(
            [.control("l")], .repaint, in: [.always, .picker, .pickerFilter], .program, "repaint", "repaint the screen"),
        Binding(
            [.control("z")], .suspend, in: [.always, .picker, .pickerFilter], .program, "suspend",
            "suspend to the shell"),
        Binding([.character("m")], .toggleMouse, in: [.global], .program, "mouse", "mouse on / off", footer: 19),
    ]

    /// The four directions by arrows and by hjkl.
    static func arrows(
        in contexts: [KeyContext], _ group: KeyGroup, _ description: String, vertical: Bool = false
    ) -> [Binding] {
        let up = Binding(
            [.up, .character("k")], .moveUp, in: contexts, group, "up", description,
            shownAs: vertical ? "up down k j" : "arrows hjkl")
        let down = Binding(
            [.down, .character("j")], .moveDown, in: contexts, group, "down", description,
            shownAs: vertical ? "up down k j" : "arrows hjkl")
        if vertical { return [up, down] }
        return [
            up, down,
            Binding(
                [.left, .character("h")], .moveLeft, in: contexts, group, "left", description, shownAs: "arrows hjkl"),
            Binding(
                [.right, .character("l")], .moveRight, in: contexts, group, "right", description,
                shownAs: "arrows hjkl"),
        ]
    }
}
