import Glibc
import PseudoTerminal
import Testing

@Suite("How it looks on different terminals", .serialized)
struct LookTests {
    private func output(of arguments: [String], _ changes: [String: String?]) throws -> String {
        let program = try Program()
        try program.start(arguments, changes)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.isRestored, program.sight)
        return String(decoding: program.terminal.output, as: UTF8.self)
    }

    @Test("in a locale without Unicode it sends nothing but ASCII", arguments: ["C", "POSIX"])
    func plainLocale(_ locale: String) throws {
        let screen = try output(of: Program.endlessRun, ["LANG": locale])
        let strangers = screen.text(until: "\u{1b}[?1049l").unicodeScalars.filter { !$0.isASCII }
        #expect(strangers.isEmpty)
    }

    @Test("it draws in Braille where the locale allows")
    func unicode() throws {
        let screen = try output(of: Program.endlessRun, [:])
        #expect(screen.unicodeScalars.contains { !$0.isASCII })
        #expect(screen.contains("\u{1b}[38;5;"))
    }

    @Test("NO_COLOR is honored, and so is a terminal without color", arguments: ["xterm-256color", "xterm-mono"])
    func withoutColor(_ type: String) throws {
        let screen = try output(of: Program.endlessRun, ["NO_COLOR": "1", "TERM": type])
        #expect(!screen.contains("\u{1b}[38;5;"))
        for color in 30...37 { #expect(!screen.contains("\u{1b}[\(color)m")) }
    }
}

extension String {
    /// The text before another, or all of it.
    fileprivate func text(until mark: String) -> Substring {
        firstRange(of: mark).map { self[..<$0.lowerBound] } ?? self[...]
    }
}
