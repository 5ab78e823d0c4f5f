import Foundation
import Glibc
import PseudoTerminal
import Terminal
import Testing

@Suite("Steering a run from the keyboard", .serialized)
struct SteeringTests {
    @Test("a key changes the learning rate, the screen says at which step, and undo takes it back")
    func rateAndUndo() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.contains("RUNNING") && $0.contains("learning rate") }, program.sight)
        program.terminal.type("+")
        #expect(program.terminal.wait(for: "applied at step"), program.sight)
        program.terminal.type("u")
        #expect(program.terminal.wait(for: "undone: lr"), program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(!program.terminal.screen.contains("1 intervention"), program.sight)
    }

    @Test("space parks the run and lets it go on")
    func pause() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait(for: "RUNNING"), program.sight)
        program.terminal.type(" ")
        #expect(program.terminal.wait(for: "PAUSED"), program.sight)
        program.terminal.type(" ")
        #expect(program.terminal.wait(for: "RUNNING"), program.sight)
        program.terminal.signal(SIGINT)
        #expect(program.terminal.waitForExit() == .code(128 + SIGINT))
    }

    @Test("a value typed into the palette is applied; a bad one is refused with the reason, and training goes on")
    func palette() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.contains("RUNNING") && $0.contains("learning rate") }, program.sight)
        program.terminal.type(":lr 0.0123" + Keys.enter)
        #expect(
            program.terminal.wait { $0.contains("→ 0.0123: applied at step ") && $0.contains("in force") },
            program.sight)
        program.terminal.type(":lr -1" + Keys.enter)
        #expect(program.terminal.wait { $0.contains("at least 0") }, program.sight)
        program.terminal.type(Keys.escape)
        #expect(program.terminal.wait(for: "RUNNING"), program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.terminal.screen.contains("0.0123; in force "), program.sight)
    }

    @Test("the picker opens the preset that is chosen; leaving it leaves nothing behind")
    func picker() throws {
        let program = try Program()
        try program.start([])
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("spirals") }, program.sight)
        program.terminal.type("/moons" + Keys.enter)
        #expect(program.terminal.wait { $0.contains("RUNNING") && $0.contains("moons ·") }, program.sight)
        program.terminal.type(Keys.control("c"))
        program.terminal.type(Keys.control("c"))
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(program.isRestored && program.terminal.screen.contains("moons: "), program.sight)

        let other = try Program()
        try other.start([])
        #expect(other.terminal.wait { $0.isAlternate && $0.contains("spirals") }, other.sight)
        other.terminal.type("q")
        #expect(other.terminal.waitForExit() == .code(0))
        #expect(other.isRestored, other.sight)
    }

    @Test("the same run has the same weights with and without the dashboard")
    func sameWeights() throws {
        let arguments = ["run", "moons", "--epochs", "4", "--seed", "9"]
        let plain = try Program()
        try plain.start(arguments + ["--plain"])
        #expect(plain.terminal.waitForExit() == .code(0))
        let watched = try Program()
        try watched.start(arguments)
        #expect(watched.terminal.wait(for: "FINISHED"), watched.sight)
        watched.terminal.signal(SIGTERM)
        #expect(watched.terminal.waitForExit() == .code(128 + SIGTERM))
        let fingerprints = [plain, watched].map { program in
            program.terminal.screen.rows.first { $0.hasPrefix("weights sha256 ") }
        }
        #expect(fingerprints[0] != nil)
        #expect(fingerprints[0] == fingerprints[1])
    }

    @Test("screenshots are written into the current folder, never over another")
    func screenshots() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait(for: "RUNNING"), program.sight)
        program.terminal.type(" ")
        #expect(program.terminal.wait(for: "PAUSED"), program.sight)
        program.terminal.type("P")
        #expect(program.terminal.wait(for: "saved descent-digits"), program.sight)
        program.terminal.type("P")
        #expect(program.terminal.wait { $0.contains("-2.svg") }, program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        let files = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        #expect(files.filter { $0.hasSuffix(".svg") }.count == 2)
        #expect(files.filter { $0.hasSuffix(".txt") }.count == 2)
    }

    @Test("a click focuses the pane under it, and a drag in a chart inspects it")
    func mouse() throws {
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.contains("RUNNING") && $0.contains("┌ Learning rate") }, program.sight)
        let row = try #require(program.terminal.screen.rows.firstIndex { $0.contains("┌ Learning rate") })
        program.terminal.type(Keys.mouse(0, column: 5, row: row + 1))
        program.terminal.type(Keys.mouse(0, column: 5, row: row + 1, isRelease: true))
        #expect(program.terminal.wait(for: "┏ Learning rate"), program.sight)
        program.terminal.type(Keys.mouse(0, column: 20, row: 5) + Keys.mouse(32, column: 30, row: 5))
        #expect(program.terminal.wait(for: "┏ Loss"), program.sight)
        program.terminal.type(Keys.mouse(0, column: 30, row: 5, isRelease: true))
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.isRestored, program.sight)
    }
}
