import Terminal

extension DashboardState {
    /// Puts pasted text in where text is typed; elsewhere it only says so: its letters are not keys.
    mutating func receive(paste text: String) -> [Effect] {
        // Nothing can be seen of what it would be put into.
        guard !Layout(size: size).isTooSmall else { return [] }
        guard let field = typedField else {
            notify("pasted text does nothing here; ':' opens the palette, which takes it")
            return []
        }
        let line = TextField.line(pasted: text)
        let room = TextField.longest - field.characters.count
        if line.count > room { notify("the pasted text was cut: a line takes \(TextField.longest) characters") }
        return line.prefix(room).flatMap { type(.character($0)) }
    }

    /// The line that is being typed, if any.
    private var typedField: TextField? {
        switch overlays.last {
        case .editor(let editor): editor.field
        case .palette(let palette): palette.field
        case .prompt(let prompt): prompt.field
        case nil where focus.view == .journal && journalView.isFiltering: journalView.filter
        case nil where focus.view == .runs && runsView.isFiltering: runsView.filter
        default: nil
        }
    }
}
