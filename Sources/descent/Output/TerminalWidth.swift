import Glibc

/// How wide the terminal is that a standard stream goes to.
enum TerminalWidth {
    /// What is taken for a width: nobody has a terminal beyond it.
    private static let sensible = 1...2000

    /// The columns at this moment: of the window, else of `COLUMNS`, else 80.
    static func columns(of descriptor: Int32) -> Int {
        var window = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, sensible.contains(Int(window.ws_col)) {
            return Int(window.ws_col)
        }
        return Environment.current.columns ?? 80
    }

    /// The columns for a help screen, which is not set in fewer than it can be read in.
    static func forProse(on descriptor: Int32) -> Int { max(leastProse, columns(of: descriptor)) }

    private static let leastProse = 40

    /// Takes `COLUMNS` and `LINES` out of the environment where they are no size, so that no library believes them.
    static func distrustEnvironment() {
        for name in ["COLUMNS", "LINES"] {
            guard let text = getenv(name) else { continue }
            if !(Int(String(cString: text)).map(sensible.contains) ?? false) { unsetenv(name) }
        }
        // The argument parser asks for itself, and traps where a word has no room.
        if columns(of: STDOUT_FILENO) < leastProse { setenv("COLUMNS", "\(leastProse)", 1) }
    }
}
