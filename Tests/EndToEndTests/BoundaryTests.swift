import Foundation
import Glibc
import PseudoTerminal
import Terminal
import Testing

@Suite("What reaches the terminal", .serialized)
struct BoundaryTests {
    /// Clears the screen, titles the window, reaches the clipboard; C1, DEL, a new line, bidirectional controls.
    private static let hostile =
        "a\u{1b}[2J\u{1b}]0;t\u{7}\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{85}\u{7f}\r\u{202e}b\u{2066}c\u{200f}\u{61c}\u{2028}d"

    /// A preset over a table whose name, title, columns and classes are hostile.
    private func prepare(_ program: Program) throws -> String {
        let file = "\(Self.hostile).csv"
        var table = "\"x\(Self.hostile)\",y\n"
        for row in 0..<40 { table += "\(row),\(row % 2 == 0 ? "\"花\(Self.hostile)\"" : "b")\n" }
        try Data(table.utf8).write(to: program.folder.appendingPathComponent(file))
        try Data("y\n\(Self.hostile)\n".utf8).write(to: program.folder.appendingPathComponent("wrong.csv"))
        let quoted = file.unicodeScalars.map { scalar in
            let digits = String(scalar.value, radix: 16)
            return scalar.isActedUpon
                ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits : String(scalar)
        }.joined()
        let text = """
            version: 1
            title: "t \\u001b[2J \\u009b31m \\u202e"
            data:
              dataset: csv
              path: "\(quoted)"
              target: y
            layers:
              - type: dense
                units: outputs
            loss: cross_entropy
            epochs: 1
            """
        let preset = "\(Self.hostile).yaml"
        try Data(text.utf8).write(to: program.folder.appendingPathComponent(preset))
        return preset
    }

    @Test("of hostile names nothing acts, whatever the command, on either stream")
    func everyCommand() throws {
        let folder = try Program()
        let preset = try prepare(folder)
        let name = Self.hostile
        let commands: [[String]] = [
            ["check", preset], ["run", preset, "--plain"], ["run", preset, "--json"], ["show"], ["show", "--json"],
            ["note", "last", name], ["tag", "last", name], ["show"], ["runs"], ["runs", "--json"],
            ["evaluate", "last"],
            ["evaluate", "last", "--json"], ["predict", "last", "--data", "\(name).csv"],
            ["predict", "last", "--data", "wrong.csv"], ["compare", "last", "last"], ["cv", preset, "--folds", "2"],
            ["lr-find", preset], ["export", "last", "--csv", "-"], ["export", "last", "--preset", "-"],
            ["export", "last", "--jsonl", "-"], ["export", "last", "--report", "-"], ["replay", "last", "--verify"],
            ["resume", "last", "--plain"], ["run", name], ["run", preset, "--set", name], ["run", preset, "--\(name)"],
            ["run", preset, "--set", "\(name)=1"], ["run", preset, "--epochs", name], [name], ["show", name],
            ["check", "digits", "--set", "optimizer.name=\(name)"], ["predict", "last", "--data", name],
            ["export", "last", "--csv", "/\(name)/x"], ["list", name], ["data", name], ["help", name],
            ["runs", "--runs", "/proc/\(name)"], ["rm", name, "--yes"], ["rm", "last", "--yes"],
        ]
        for command in commands {
            let program = try Program()
            try program.terminal.start(
                Program.path, command,
                environment: Program.environment(["DESCENT_RUNS": folder.folder.path + "/runs", "TERM": "dumb"]),
                directory: folder.folder.path)
            let exit = program.terminal.waitForExit()
            if case .code = exit {} else { Issue.record("\(command[0]): \(exit.debugDescription)") }
            // The terminal itself puts a carriage return before every line feed.
            let text = String(decoding: program.terminal.output, as: UTF8.self).replacing("\r\n", with: "\n")
            let acting = text.unicodeScalars.filter { $0.isActedUpon && $0 != "\n" && $0 != "\t" }
            #expect(
                acting.isEmpty,
                "\(command[0]): \(text.unicodeScalars.map { $0.isActedUpon && $0 != "\n" ? "<\($0.value)>" : String($0) }.joined())"
            )
        }
    }

    @Test("a table written to a file stays as it is; JSON escapes what a terminal would act upon")
    func files() throws {
        let program = try Program()
        let preset = try prepare(program)
        let runs = ["DESCENT_RUNS": program.folder.path + "/runs"]
        func output(_ command: [String]) throws -> String {
            let one = try Program()
            let file = program.folder.appendingPathComponent("out")
            try one.terminal.start(
                Program.path, command, environment: Program.environment(runs), directory: program.folder.path,
                output: file.path, errors: "/dev/null")
            #expect(one.terminal.waitForExit() == .code(0))
            return try String(contentsOf: file, encoding: .utf8)
        }
        let start = try output(["run", preset, "--json"])
        #expect(!start.unicodeScalars.contains { $0.isActedUpon && $0 != "\n" })
        #expect(try output(["predict", "last", "--data", "\(Self.hostile).csv"]).contains(Self.hostile))
        _ = try output(["note", "last", Self.hostile])
        let json = try output(["show", "--json"])
        #expect(!json.unicodeScalars.contains { $0.isActedUpon && $0 != "\n" })
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(object?["note"] as? String == Self.hostile)
    }

    @Test("tables stand in columns whatever script their names are in")
    func columns() throws {
        let program = try Program(Size(columns: 160, rows: 60))
        var table = "x,y\n"
        for row in 0..<60 { table += "\(row),\(["花びら", "e\u{301}a", "b"][row % 3])\n" }
        try Data(table.utf8).write(to: program.folder.appendingPathComponent("t.csv"))
        let text = """
            version: 1
            title: t
            data:
              dataset: csv
              path: t.csv
              target: y
            layers:
              - type: dense
                units: outputs
            loss: cross_entropy
            epochs: 1
            """
        try Data(text.utf8).write(to: program.folder.appendingPathComponent("p.yaml"))
        try program.start(["run", "p.yaml", "--plain"])
        #expect(program.terminal.waitForExit() == .code(0), program.sight)
        let second = try Program(Size(columns: 160, rows: 60))
        try second.start(["evaluate", "last", "--runs", program.folder.path + "/data/descent"])
        #expect(second.terminal.waitForExit() == .code(0), second.sight)
        let rows = second.terminal.screen.rows
        let head = try #require(rows.firstIndex { $0.hasPrefix("class ") })
        let widths = rows[head...head + 3].map { row in
            String(row.reversed().drop { $0 == " " }.reversed()).columnWidth
        }
        #expect(Set(widths).count == 1, second.sight)
    }

    @Test("a progress line is never wider than the terminal, nor there where nobody looks", arguments: [24, 12, 5, 2])
    func progress(_ columns: Int) throws {
        let program = try Program(Size(columns: columns, rows: 40))
        try program.start(["cv", "iris", "--folds", "3", "--epochs", "40"], output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        let updates = String(decoding: program.terminal.output, as: UTF8.self).split(separator: "\r")
        #expect(updates.count > 3)
        for update in updates { #expect(update.replacing("\u{1b}[K", with: "").columnWidth < columns, "\(update)") }
        #expect(program.terminal.screen.rows.allSatisfy { $0.allSatisfy { $0 == " " } }, program.sight)
        let piped = try Program()
        try piped.start(["cv", "iris", "--folds", "2", "--epochs", "3"], output: "log", errors: "errors")
        #expect(piped.terminal.waitForExit() == .code(0))
        #expect(try piped.contents(of: "errors").isEmpty)
    }
}
