import Glibc
import PseudoTerminal
import Terminal
import Testing

@Suite("The pseudo-terminal itself")
struct PseudoTerminalTests {
    private let environment = ["TERM": "xterm-256color", "PATH": "/usr/bin:/bin"]

    @Test("what is typed comes back from a program that repeats it")
    func echo() throws {
        let terminal = try PseudoTerminal()
        try terminal.start("/bin/cat", environment: environment)
        terminal.type("hello\r")
        #expect(terminal.wait { $0.rows.filter { $0.hasPrefix("hello") }.count == 2 })
        terminal.signal(SIGTERM)
        #expect(terminal.waitForExit() == .signal(SIGTERM))
    }

    @Test("its modes are those stty speaks of")
    func modes() throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        try terminal.start("/bin/sh", ["-c", "stty raw -echo; echo raw; read x; stty sane"], environment: environment)
        #expect(terminal.wait(for: "raw"))
        #expect(terminal.modes != before)
        terminal.type("\n")
        #expect(terminal.waitForExit() == .code(0))
    }

    @Test("its size is the window's, and a signal tells of a new one")
    func size() throws {
        let terminal = try PseudoTerminal(Size(columns: 77, rows: 11))
        try terminal.start(
            "/bin/sh", ["-c", "trap 'stty size' WINCH; stty size; while :; do read x; done"], environment: environment)
        #expect(terminal.wait(for: "11 77"))
        terminal.resize(to: Size(columns: 90, rows: 20))
        terminal.type("\r")
        #expect(terminal.wait(for: "20 90"))
    }

    @Test("the emulator shows what the sequences of xterm draw")
    func emulation() {
        var screen = VirtualScreen(Size(columns: 10, rows: 4))
        func rows(_ text: String) -> [String] {
            screen.feed(Array(text.utf8))
            return screen.rows.map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
        }
        #expect(rows("ab\r\n\u{1b}[3;4Hxyz\u{1b}[2D\u{1b}[K") == ["ab", "", "   x", ""])
        #expect(rows("\u{1b}[H\u{1b}[2J-\u{1b}[4b\u{1b}[3X") == ["-----", "", "", ""])
        #expect(rows("\u{1b}[H\u{1b}(0lqk\u{1b}(B\u{1b}[4;10H漢") == ["┌─┐--", "", "", "漢"].scrolled)
        #expect(rows("\u{1b}[?1049h\u{1b}[?25l") == ["", "", "", ""])
        #expect(screen.isAlternate && !screen.isCursorVisible)
        screen.feed(Array("\u{1b}[?1049l\u{1b}[?25h".utf8))
        #expect(!screen.isAlternate && screen.isCursorVisible)
    }
}

extension [String] {
    /// As after one line more than there is room for.
    fileprivate var scrolled: [String] { [self[1], self[2], "", self[3]] }
}
