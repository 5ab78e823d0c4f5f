import Glibc
import PseudoTerminal
import Terminal
import Testing

@Suite("The dashboard in a real terminal", .serialized)
struct DashboardLifeTests {
    @Test("it opens, is left by pressing ^C twice, restores the terminal and leaves a summary")
    func openAndLeave() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        #expect(program.terminal.modes != program.modesBefore)
        program.terminal.type(Keys.control("c"))
        program.terminal.type(Keys.control("c"))
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(program.isRestored, program.sight)
        #expect(program.terminal.screen.contains("digits: stopped after"), program.sight)
    }

    @Test("restarts follow each other by themselves; what stays says which is kept")
    func restarts() throws {
        let program = try Program()
        try program.start(["run", "iris", "--epochs", "3", "--restarts", "3", "--set", "pace=all"])
        // What the end panel says, so that no frame of the restart before is taken for the last one's.
        #expect(program.terminal.wait(for: "3 of 3, best seed"), program.sight)
        program.terminal.type("q")
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(program.isRestored, program.sight)
        #expect(program.terminal.screen.contains("restarts, 3 of 3:"), program.sight)
        #expect(program.terminal.screen.contains("kept: seed "), program.sight)
    }

    @Test(
        "a signal from outside ends it: terminal restored, summary left, the code names the signal",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func leavingSignals(_ signal: Int32) throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.signal(signal)
        #expect(program.terminal.waitForExit() == .code(128 + signal))
        #expect(program.isRestored, program.sight)
        #expect(program.terminal.screen.contains("digits: "), program.sight)
    }

    @Test("a crash restores the terminal and remains a crash", arguments: [SIGSEGV, SIGABRT, SIGTRAP, SIGBUS])
    func crashes(_ signal: Int32) throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.signal(signal)
        #expect(program.terminal.waitForExit() == .signal(signal))
        #expect(program.isRestored, program.sight)
    }

    @Test("^\\ is the way out of a program that no longer answers")
    func emergencyExit() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.type(Keys.control("\\"))
        #expect(program.terminal.waitForExit() == .signal(SIGQUIT))
        #expect(program.isRestored, program.sight)
    }

    @Test("a terminal that goes away ends it")
    func hangUp() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.hangUp()
        #expect(program.terminal.waitForExit() == .code(128 + SIGHUP))
    }

    @Test("the size of the window may change at any moment, down to a single cell")
    func resizing() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        for (columns, rows) in [(80, 24), (20, 5), (1, 1), (300, 3), (2, 90), (200, 60)] {
            program.terminal.resize(to: Size(columns: columns, rows: rows))
            program.terminal.type(Keys.control("l"))
        }
        #expect(program.terminal.wait { $0.size.columns == 200 && $0.contains("digits") }, program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.isRestored, program.sight)
    }

    @Test("a terminal too small to show anything still trains and can be left", arguments: [(1, 1), (20, 5)])
    func tinyTerminals(_ columns: Int, _ rows: Int) throws {
        let program = try Program(Size(columns: columns, rows: rows))
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate })
        program.terminal.resize(to: Size(columns: 120, rows: 36))
        #expect(program.terminal.wait { $0.contains("digits") }, program.sight)
        program.terminal.signal(SIGINT)
        #expect(program.terminal.waitForExit() == .code(128 + SIGINT))
        #expect(program.isRestored)
    }

    @Test("random keys and sizes neither crash it nor leave the terminal in disorder", arguments: [1, 2, 3])
    func noise(_ seed: UInt64) throws {
        let program = try Program()
        var generator = SplitMix(state: seed)
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        let special = [
            Keys.enter, Keys.escape, Keys.up, Keys.down, Keys.left, Keys.right, Keys.home, Keys.end, Keys.pageUp,
            Keys.delete, Keys.backTab, Keys.f1, Keys.backspace, "\t", "\u{1b}[", "\u{1b}O", "\u{0}", "é漢",
            Keys.mouse(0, column: 30, row: 9), Keys.mouse(32, column: 31, row: 9),
            Keys.mouse(0, column: 32, row: 9, isRelease: true), Keys.mouse(64, column: 9, row: 9),
            Keys.mouse(65, column: 999, row: 999),
        ]
        for _ in 0..<400 {
            switch generator.next() % 20 {
            case 0:
                program.terminal.resize(
                    to: Size(columns: Int(generator.next() % 160) + 1, rows: Int(generator.next() % 50) + 1))
            case 1...8: program.terminal.type(special[Int(generator.next() % UInt64(special.count))])
            default: program.terminal.type(String(Unicode.Scalar(UInt8(32 + generator.next() % 95))))
            }
            program.terminal.wait { _ in true }
        }
        program.terminal.signal(SIGTERM)
        let exit = program.terminal.waitForExit()
        // The keys may have led out of it, which is as good.
        #expect(exit == .code(128 + SIGTERM) || exit == .code(0))
        #expect(program.isRestored, program.sight)
    }
}

/// A small generator with a seed (Steele, Lea & Flood 2014).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
