import Terminal

/// A text being typed about a recorded run.
struct TextPrompt: Sendable, Hashable {
    enum Topic: Sendable, Hashable { case tags, note }

    let topic: Topic
    /// The run's id.
    let run: String
    var field: TextField

    init(_ topic: Topic, of run: String, text: String) {
        self.topic = topic
        self.run = run
        field = TextField(text)
    }

    var title: String { topic == .tags ? "Tags" : "Note" }

    fileprivate var help: String {
        switch topic {
        case .tags: "Words by which to find the run again; an empty line takes them away."
        case .note: "A line about the run; an empty one takes it away."
        }
    }
}

/// The prompt on the screen.
struct PromptOverlay {
    let prompt: TextPrompt
    let glyphs: Glyphs

    func render(in screen: Rect, on canvas: inout Canvas) {
        let columns = min(60, max(1, screen.columns - 4))
        let lines =
            ["of \(prompt.run)".fitted(to: columns, ellipsis: glyphs.ellipsis)] + prompt.help.wrapped(to: columns)
        let rect = OverlayBox.rect(columns: columns, rows: lines.count + 2, in: screen)
        let inner = OverlayBox(title: prompt.title, legend: "Enter set, esc back", glyphs: glyphs)
            .draw(in: rect, on: &canvas)
        canvas.write(prompt.field, in: inner.slice(row: 0, rows: 1), prompt: "= ", glyphs: glyphs)
        for (index, line) in lines.enumerated() {
            canvas.write(line, column: inner.column, row: inner.row + 2 + index, style: Style(.dim), clip: inner)
        }
    }
}
