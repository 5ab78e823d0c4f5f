import Foundation
import Glibc
import PseudoTerminal
import Terminal
import Testing

@Suite("However it is started", .serialized)
struct StartTests {
    private func shell(_ program: Program, _ script: String, _ changes: [String: String?] = [:]) throws {
        try program.terminal.start(
            "/bin/sh", ["-c", script.replacing("DESCENT", with: "'\(Program.path)'")],
            environment: program.environment.merging(changes.compactMapValues { $0 }) { $1 },
            directory: program.folder.path)
    }

    @Test(
        "closed descriptors do no harm: nothing that is opened later gets their numbers",
        arguments: [("<&-", 0), ("2>&-", 0), ("<&- 2>&-", 0), (">&-", 74), ("<&- >&- 2>&-", 74)])
    func closedDescriptors(_ redirection: String, _ code: Int) throws {
        let program = try Program()
        try shell(program, "DESCENT run iris --epochs 2 --plain \(redirection); echo \"code $?\"; DESCENT show last")
        #expect(program.terminal.waitForExit() == .code(0), program.sight)
        #expect(program.terminal.screen.contains("code \(code)"), program.sight)
        #expect(program.terminal.screen.contains(": finished"), program.sight)
        let database = try Data(
            contentsOf: program.folder.appendingPathComponent("data/descent/runs.sqlite"))
        #expect(database.starts(with: Data("SQLite format 3\0".utf8)))
    }

    @Test("the dashboard opens without standard input and error")
    func dashboardWithoutDescriptors() throws {
        let program = try Program()
        try shell(program, "DESCENT run iris --epochs 2 <&- 2>&-; echo \"code $?\"")
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("finished") }, program.sight)
        program.terminal.type("q")
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(program.terminal.screen.contains("code 0"), program.sight)
    }

    @Test(
        "a size in the environment that is none is not believed",
        arguments: ["0", "-1", "999999999", "abc", "1", "65535"])
    func absurdSizes(_ size: String) throws {
        let absurd = ["COLUMNS": size, "LINES": size]
        let program = try Program()
        try program.start(Program.endlessRun, absurd)
        #expect(
            program.terminal.wait { $0.isAlternate && $0.contains("digits") && $0.contains("Controls") }, program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        for command in [["--help"], ["run"], ["cv", "iris", "--folds", "2", "--epochs", "2"]] {
            let other = try Program()
            try other.start(command, absurd, output: "log")
            let exit = other.terminal.waitForExit()
            #expect(exit == .code(command == ["run"] ? 64 : 0))
        }
    }

    @Test(
        "an unknown TERM is drawn as a relative, and said so",
        arguments: [
            ("xterm-nonesuch", "xterm-256color"), ("screen-nonesuch", "screen-256color"),
            ("wezterm-x", "xterm-256color"),
        ])
    func relatives(_ type: String, _ relative: String) throws {
        let program = try Program()
        try program.start(Program.endlessRun, ["TERM": type])
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.isRestored)
        #expect(program.terminal.screen.contains("'\(type)' is not known here; drawn as \(relative)"), program.sight)
    }

    @Test("a locale that is not installed is UTF-8 where its name says so, else the reason is given")
    func locales() throws {
        let unicode = try Program()
        try unicode.start(Program.endlessRun, ["LC_ALL": "xx_XX.UTF-8"])
        #expect(unicode.terminal.wait { $0.isAlternate && $0.contains("─") }, unicode.sight)
        unicode.terminal.signal(SIGTERM)
        #expect(unicode.terminal.waitForExit() == .code(128 + SIGTERM))
        let plain = try Program()
        try plain.start(Program.endlessRun, ["LC_ALL": "xx_XX"])
        #expect(plain.terminal.wait { $0.isAlternate && $0.contains("digits") }, plain.sight)
        plain.terminal.signal(SIGTERM)
        #expect(plain.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(plain.terminal.screen.contains("the locale 'xx_XX' is not installed"), plain.sight)
    }

    @Test("pasted text is text: it steers nothing, is typed in the palette, and its mode ends with the program")
    func paste() throws {
        let paste = "\u{1b}[200~see the +d flag in test/eval: dropout=0.1\rq\u{1b}[201~"
        let program = try Program()
        try program.start(Program.endlessRun)
        #expect(program.terminal.wait { $0.isAlternate && $0.contains("digits") }, program.sight)
        #expect(program.terminal.screen.isPasteBracketed)
        program.terminal.type(paste)
        #expect(program.terminal.wait(for: "pasted text does nothing here"), program.sight)
        program.terminal.type(":")
        program.terminal.type(paste)
        #expect(program.terminal.wait(for: "dropout=0.1 q"), program.sight)
        program.terminal.type(Keys.escape)
        // Far more than a line takes, with sequences inside, and never ended.
        program.terminal.type("\u{1b}[200~" + String(repeating: "q\u{1b}[Ax\u{1b}OP", count: 20_000))
        program.terminal.wait { _ in true }
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.isRestored, program.sight)
        #expect(!program.terminal.screen.contains("interventions"), program.sight)
    }
}
