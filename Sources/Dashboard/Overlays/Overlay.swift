/// Something that lies over the view and takes the keys until it is put away.
enum Overlay: Sendable, Hashable {
    case menu(Menu)
    case dialog(Dialog)
    case editor(ValueEditor)
    case prompt(TextPrompt)
    case palette(PaletteState)
    case help(HelpState)
    case rateSearch(RateSearch)

    /// The contexts whose keys work while it lies on top.
    var context: KeyContext {
        switch self {
        case .menu: .menu
        case .dialog: .dialog
        case .editor, .prompt: .editor
        case .palette: .palette
        case .help: .help
        case .rateSearch: .rateSearch
        }
    }
}
