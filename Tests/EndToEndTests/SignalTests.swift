import Glibc
import PseudoTerminal
import Terminal
import Testing

@Suite("Signals", .serialized)
struct SignalTests {
    /// By signal(7): what ends a process by default, but for those that leave in order and have tests of their own.
    private static let fatal: [Int32] = [
        SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGUSR2, SIGPIPE, SIGALRM, SIGSTKFLT,
        SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR, 34, 64,
    ]

    private func expectRestored(_ program: Program, after signal: Int32) {
        program.terminal.signal(signal)
        #expect(program.terminal.waitForExit() == .signal(signal), program.sight)
        #expect(program.isRestored, "\(signal)")
    }

    @Test(
        "in the dashboard whatever ends the process restores the terminal, the status is the signal's", arguments: fatal
    )
    func dashboard(_ signal: Int32) throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        #expect(program.terminal.screen.isPasteBracketed)
        expectRestored(program, after: signal)
    }

    @Test("so in the picker, which has no run to save", arguments: [SIGUSR1, SIGUSR2, SIGALRM, SIGQUIT, SIGSEGV])
    func picker(_ signal: Int32) throws {
        let program = try Program()
        try program.start([])
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("choose a preset") }, program.sight)
        expectRestored(program, after: signal)
    }

    @Test("so while a dialog asks, or text is typed", arguments: [("q", SIGXCPU), (":", SIGUSR2), ("o", SIGQUIT)])
    func dialogs(_ key: String, _ signal: Int32) throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        let before = program.terminal.screen.text
        program.terminal.type(key)
        #expect(program.terminal.wait { $0.text != before }, program.sight)
        expectRestored(program, after: signal)
    }

    @Test(
        "the runtime's own backtrace keeps neither the process alive nor the terminal",
        arguments: [SIGQUIT, SIGSEGV, SIGABRT])
    func backtrace(_ signal: Int32) throws {
        let program = try Program()
        try program.start(
            Program.endlessRun, ["SWIFT_BACKTRACE": "enable=yes,interactive=no,symbolicate=off,threads=crashed"])
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        expectRestored(program, after: signal)
    }

    @Test("without a screen ^\\ ends the program under the runtime's backtrace as well")
    func quitWithoutScreen() throws {
        let program = try Program()
        try program.start(Program.endlessRun + ["--plain"], ["SWIFT_BACKTRACE": "enable=yes,interactive=no"])
        #expect(program.terminal.wait(for: "epoch       2/1000000"), program.sight)
        program.terminal.type(Keys.control("\\"))
        #expect(program.terminal.waitForExit() == .signal(SIGQUIT))
    }

    @Test("what was said on standard error meanwhile is shown after a signal as well")
    func errorsReplayed() throws {
        let program = try Program()
        // Nothing can be recorded there: a warning that waits until the screen is left.
        try program.start(Program.endlessRun, ["TERM": "xterm-nonesuch"])
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        expectRestored(program, after: SIGUSR2)
        #expect(program.terminal.screen.contains("'xterm-nonesuch' is not known here; drawn as xterm"), program.sight)
    }

    @Test(
        "USR1 writes a checkpoint and ends with 75; the run goes on from it", arguments: [[], ["--plain"], ["--json"]])
    func requeue(_ options: [String]) throws {
        let program = try Program()
        try program.start(Program.endlessRun + options)
        let mark = options == ["--json"] ? "\"epoch\":2" : options.isEmpty ? "digits" : "epoch       2/1000000"
        #expect(program.terminal.wait { $0.isAlternate == options.isEmpty && $0.contains(mark) }, program.sight)
        program.terminal.signal(SIGUSR1)
        #expect(program.terminal.waitForExit() == .code(75), program.sight)
        #expect(program.isRestored)
        let resumed = try Program()
        try resumed.start(
            ["resume", "last", "--plain", "--runs", program.folder.path + "/data/descent"])
        #expect(resumed.terminal.wait(for: "/1000000"), resumed.sight)
        resumed.terminal.signal(SIGTERM)
        #expect(resumed.terminal.waitForExit() == .code(128 + SIGTERM))
    }

    @Test("USR1 without a record is what it is by default")
    func requeueUnrecorded() throws {
        let program = try Program()
        try program.start(Program.endlessRun + ["--no-record"])
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        expectRestored(program, after: SIGUSR1)
    }
}
