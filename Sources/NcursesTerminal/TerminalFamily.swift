/// Terminal types that are drawn for alike: where terminfo does not know one, a close relative serves.
public enum TerminalFamily {
    /// What to look up for a `TERM`, the closest first: itself, its name without endings, then what its family has.
    public static func candidates(for type: String) -> [String] {
        guard !type.isEmpty else { return [] }
        let root = type.lowercased().prefix { $0.isLetter }
        guard let family = families.first(where: { $0.roots.contains(String(root)) }) else { return [type] }
        var result = [type]
        var shorter = Substring(type)
        while let cut = shorter.lastIndex(where: isJoint) {
            shorter = shorter[..<cut]
            // The bare root has fewer colors than what its family offers.
            if shorter.contains(where: isJoint) { result.append(String(shorter)) }
        }
        for candidate in family.relatives where !result.contains(candidate) { result.append(candidate) }
        return result
    }

    private static func isJoint(_ character: Character) -> Bool { "-.+".contains(character) }

    private static let families: [(roots: [String], relatives: [String])] = [
        (["tmux"], ["tmux-256color", "screen-256color", "tmux", "screen"]),
        (["screen"], ["screen-256color", "screen"]),
        (["rxvt", "urxvt", "mrxvt", "aterm"], ["rxvt-256color", "rxvt", "xterm-256color", "xterm"]),
        (["linux", "fbterm", "yaft", "kmscon"], ["linux"]),
        (["vt"], ["vt220", "vt100"]),
        (
            [
                "xterm", "xterms", "alacritty", "kitty", "foot", "ghostty", "wezterm", "st", "stterm", "konsole",
                "gnome",
                "vte", "putty", "iterm", "nsterm", "apple", "mintty", "mlterm", "eterm", "contour", "rio", "warp",
                "hyper", "vscode", "dtterm", "kterm", "zutty", "terminator", "terminology", "tilix", "termite",
                "teraterm", "ms", "wt", "zellij", "mosh", "cygwin", "hterm", "simpleterm", "bobcat", "domterm",
                "qterminal", "xfce", "lxterminal",
            ], ["xterm-256color", "xterm", "xterm-color"]
        ),
    ]
}
