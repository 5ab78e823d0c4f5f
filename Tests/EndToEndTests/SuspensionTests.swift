import Glibc
import PseudoTerminal
import Testing

@Suite("Stopping and continuing", .serialized)
struct SuspensionTests {
    /// A shell with job control: a program that leads its session cannot be stopped. It says when the program stops,
    /// with the modes that stty sees, waits for a line, and continues it.
    private func startShell(_ program: Program) throws {
        let words = ([Program.path] + Program.endlessRun).joined(separator: " ")
        let script = """
            set -m; before=$(stty -g); \(words); echo "stopped $?"; [ "$(stty -g)" = "$before" ] && echo "modes equal"
            read line; fg >/dev/null; echo "ended $?"; [ "$(stty -g)" = "$before" ] && echo "modes equal again"
            """
        try program.terminal.start(
            "/bin/sh", ["-c", script], environment: program.environment, directory: program.folder.path)
    }

    @Test("^Z gives the terminal back and stops; fg paints everything anew, at the size of then")
    func keyboard() throws {
        let program = try Program()
        try startShell(program)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.type(Keys.control("z"))
        #expect(program.terminal.wait(for: "modes equal"), program.sight)
        #expect(program.terminal.screen.contains("stopped \(128 + SIGTSTP)"), program.sight)
        #expect(!program.terminal.screen.isAlternate && program.terminal.screen.isCursorVisible)
        #expect(!program.terminal.screen.isMouseReported)
        program.terminal.resize(to: .init(columns: 100, rows: 30))
        program.terminal.type("\r")
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        #expect(program.terminal.screen.isMouseReported)
        program.terminal.type(Keys.control("c"))
        program.terminal.type(Keys.control("c"))
        #expect(program.terminal.wait(for: "modes equal again"), program.sight)
        #expect(program.terminal.screen.contains("ended 0"), program.sight)
        #expect(program.terminal.waitForExit() == .code(0))
    }

    @Test("where nothing could continue it, a stop is refused by the system and the dashboard goes on")
    func orphan() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.signal(SIGTSTP)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.isRestored, program.sight)
    }
}
