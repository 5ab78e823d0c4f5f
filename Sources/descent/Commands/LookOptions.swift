import ArgumentParser
import Terminal

/// How the dashboard looks.
struct LookOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Colors: \(Theme.all.map(\.name).joined(separator: ", ")). Key 't' changes them; NO_COLOR turns them off.",
            valueName: "name"),
        completion: .list(Theme.all.map(\.name)))
    var theme: ThemeName = ThemeName(theme: .standard)

    @Option(help: "Glyphs: braille, block or ascii; by default what the locale can show.")
    var charset: Charset?
}

/// A theme as an argument.
struct ThemeName: ExpressibleByArgument {
    let theme: Theme

    init(theme: Theme) { self.theme = theme }

    init?(argument: String) {
        guard let theme = Theme.named(argument) else { return nil }
        self.theme = theme
    }

    var defaultValueDescription: String { theme.name }
}

extension Charset: ExpressibleByArgument {}
