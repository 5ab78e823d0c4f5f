import Foundation
import Glibc
import PseudoTerminal
import Testing

@Suite("Runs that last", .serialized)
struct LastingTests {
    private static let run = ["run", "digits", "--epochs", "400", "--set", "pace=all"]

    /// A command of the program on what was recorded in a folder; what it printed, and how it ended.
    private func command(_ arguments: [String], in program: Program) throws -> (output: String, code: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = arguments
        process.currentDirectoryURL = program.folder
        process.environment = program.environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (output, process.terminationStatus)
    }

    private func record(_ program: Program) throws -> [String: Any] {
        let (output, code) = try command(["runs", "--json"], in: program)
        #expect(code == 0)
        let line = try #require(output.split(separator: "\n").first)
        return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test(
        "left with 'save & quit' after an undo and an intervention, a run goes on elsewhere, and its replay is the same"
    )
    func saveAndGoOn() throws {
        let program = try Program()
        try program.start(["run", "digits", "--epochs", "1200", "--set", "pace=all"])
        #expect(program.terminal.wait { $0.contains("RUNNING") }, program.sight)
        program.terminal.type("+")
        #expect(program.terminal.wait { $0.contains("at step") }, program.sight)
        program.terminal.type("u")
        #expect(program.terminal.wait { $0.contains("undone") }, program.sight)
        program.terminal.type("-")
        #expect(program.terminal.wait { $0.contains("0.001") }, program.sight)
        program.terminal.type("q")
        #expect(program.terminal.wait(for: "save & quit"), program.sight)
        program.terminal.type("q")
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(program.terminal.screen.contains("it goes on with: descent resume"), program.sight)
        let left = try record(program)
        #expect(left["state"] as? String == "running" || left["state"] as? String == "interrupted")
        #expect((left["steps"] as? Int ?? 0) > 0)
        let resumed = try command(["resume", "--plain"], in: program)
        #expect(resumed.code == 0)
        #expect(resumed.output.contains("resuming \(left["id"] as? String ?? "?") from step"), "\(resumed.output)")
        #expect(!resumed.output.contains("made again"), "nothing was lost: \(resumed.output)")
        #expect(resumed.output.contains("1 intervention:"))
        let replayed = try command(["replay", "--verify"], in: program)
        #expect(replayed.code == 0, "\(replayed.output)")
        #expect(replayed.output.contains("and at the end"))
        let after = try record(program)
        #expect(after["state"] as? String == "finished")
        #expect((after["weights_sha256"] as? String)?.count == 64)
    }

    @Test("a run that is over opens at its end; more epochs make it go on, and its replay follows")
    func extended() throws {
        let program = try Program()
        #expect(try command(["run", "iris", "--epochs", "4", "--plain"], in: program).code == 0)
        try program.start(["resume", "last"])
        #expect(program.terminal.wait { $0.contains("FINISHED") && $0.contains("4/4") }, program.sight)
        program.terminal.type(":epochs 9\r")
        #expect(program.terminal.wait { $0.contains("FINISHED") && $0.contains("9/9") }, program.sight)
        program.terminal.type("q")
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(try record(program)["epochs"] as? Int == 9)
        let replayed = try command(["replay", "--verify"], in: program)
        #expect(replayed.code == 0, "\(replayed.output)")
    }

    @Test("a signal saves before the program leaves", arguments: [SIGTERM, SIGINT, SIGHUP])
    func signals(_ signal: Int32) throws {
        let program = try Program()
        try program.start(Program.endlessRun + ["--plain"])
        #expect(program.terminal.wait(for: "epoch       3/1000000"), program.sight)
        program.terminal.signal(signal)
        #expect(program.terminal.waitForExit() == .code(128 + signal))
        let shown = try command(["show"], in: program)
        #expect(shown.output.contains(": interrupted"))
        let steps = try #require(try record(program)["steps"] as? Int)
        let last = shown.output.split(separator: "\n").first { $0.hasPrefix("checkpoints:") } ?? ""
        let grouped = last.split(separator: "step ").last?.split(separator: " (").first ?? ""
        #expect(Int(grouped.filter(\.isNumber)) == steps, "\(shown.output)")
    }

    @Test("what cannot be recorded is trained all the same, and it is said")
    func unrecordable() throws {
        let program = try Program()
        try "no folder".write(
            to: program.folder.appendingPathComponent("file"), atomically: true, encoding: .utf8)
        let plain = try command(["run", "digits", "--epochs", "2", "--plain", "--runs", "file"], in: program)
        #expect(plain.code == 0)
        #expect(plain.output.contains("warning: this run is not recorded: "), "\(plain.output)")
        #expect(plain.output.contains("finished after 2 epochs"))
        let silent = try command(["run", "digits", "--epochs", "2", "--plain", "--no-record"], in: program)
        #expect(silent.code == 0 && !silent.output.contains("run 2"))
        #expect(!FileManager.default.fileExists(atPath: program.folder.appendingPathComponent("data").path))
        try program.start(Self.run + ["--runs", "file"])
        #expect(program.terminal.wait { $0.contains("not recorded") }, program.sight)
        program.terminal.type(Keys.control("c"))
        #expect(program.terminal.wait(for: "quit now"), program.sight)
        program.terminal.type(Keys.control("c"))
        #expect(program.terminal.waitForExit() == .code(0))
    }

    @Test("runs are listed, tagged, noted, exported and removed")
    func commands() throws {
        let program = try Program()
        #expect(try command(["run", "iris", "--epochs", "4", "--plain"], in: program).code == 0)
        #expect(try command(["run", "digits", "--epochs", "3", "--plain"], in: program).code == 0)
        #expect(try command(["tag", "last", "good", "first"], in: program).output.contains("first good"))
        #expect(try command(["note", "last", "a note"], in: program).code == 0)
        let listed = try command(["runs", "--filter", "good"], in: program).output.split(separator: "\n")
        #expect(listed.count == 2)
        #expect(listed.last?.contains("#first #good a note") == true, "\(listed)")
        let files = ["--csv", "a.csv", "--epochs", "e.csv", "--jsonl", "b.jsonl", "--weights", "w.safetensors"]
        let others = ["--report", "r.html", "--preset", "p.yaml", "--tensorboard", "board"]
        let exported = try command(["export", "last"] + files + others, in: program)
        #expect(exported.code == 0, "\(exported.output)")
        for file in ["a.csv", "e.csv", "b.jsonl", "w.safetensors", "r.html", "p.yaml"] {
            #expect(FileManager.default.fileExists(atPath: program.folder.appendingPathComponent(file).path))
        }
        #expect(try command(["check", "p.yaml"], in: program).code == 0)
        #expect(try command(["show", "nothing"], in: program).code == 66)
        #expect(try command(["rm", "last"], in: program).output.contains("--yes"))
        #expect(try command(["rm", "--yes", "last"], in: program).output.contains("removed"))
        #expect(try record(program)["preset"] as? String == "iris")
    }

    @Test("each restart is a run of its own, with a note which one")
    func restarts() throws {
        let program = try Program()
        let trained = try command(["run", "iris", "--epochs", "3", "--restarts", "2", "--plain"], in: program)
        #expect(trained.code == 0)
        let listed = try command(["runs", "--tag", "restart"], in: program).output
        #expect(listed.contains("restart 1 of 2") && listed.contains("restart 2 of 2"), "\(listed)")
        #expect(try command(["replay", "--verify"], in: program).code == 0)
    }
}
