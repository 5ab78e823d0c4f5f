import ArgumentParser
import Foundation
import Presets
import Terminal
import Testing

@testable import Dashboard
@testable import descent

/// Only what stands in code (backticks and fences) is read: the sentences around it are no commands.
@Suite("What the README says to type exists")
struct ReadmeCommandsTests {
    private let text: String

    init() throws {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(contentsOf: project.appendingPathComponent("README.md"), encoding: .utf8)
    }

    private static let commands = Dictionary(
        uniqueKeysWithValues: Descent.configuration.subcommands.map { ($0._commandName, $0) })

    private static func options(of command: any ParsableCommand.Type) -> Set<String> {
        Set(command.helpMessage(columns: 200).matches(of: /(?m)^  (?:-\w, )?(--[a-z-]+)/).map { String($0.1) })
    }

    private func section(_ heading: String) throws -> Substring {
        let start = try #require(text.range(of: "\n## \(heading)\n")).upperBound
        return text[start..<(text[start...].range(of: "\n## ")?.lowerBound ?? text.endIndex)]
    }

    @Test("every command parses, and the settings of a preset fit it")
    func commandLines() throws {
        let lines = text.matches(of: /`descent ([^`|]+)/).map { String($0.1) }
        #expect(lines.count > 20)
        for line in lines {
            // A word in capitals stands for one of the reader's; what is in brackets may be left out.
            var words = line.replacing(/\[.*/, with: "").replacing("…", with: "").split(separator: " ").map {
                ["RUN": "last", "PRESET": "digits", "FILE.csv": "file.csv"][$0] ?? String($0)
            }
            let name = try #require(words.first)
            #expect(Self.commands[name] != nil, "\(name)")
            // What is to be written stands in the next cell of the table.
            if words == ["export", "last"] { words += ["--csv", "-"] }
            guard words.count > 1 || line.contains("[") else { continue }
            #expect(throws: Never.self, "descent \(words)") {
                guard let run = try Descent.parseAsRoot(words) as? RunCommand else { return }
                let overrides = run.source.overrides.map { (key: $0.key, text: $0.text) }
                _ = try PresetFile.load(run.source.preset).decode(overrides: overrides)
            }
        }
    }

    @Test("a command's row names its own options, and every option is named")
    func options() throws {
        var named: Set<String> = ["--help", "--version"]
        for row in try section("Commands").split(separator: "\n") where row.hasPrefix("| `descent") {
            let cells = row.split(separator: " | ", maxSplits: 1)
            let names = cells[0].matches(of: /`(?:descent )?([a-z-]+)/).map { String($0.1) }.filter { $0 != "descent" }
            let allowed = names.compactMap { Self.commands[$0] }.reduce(
                into: Self.options(of: Descent.self)
            ) { $0.formUnion(Self.options(of: $1)) }
            let said = Set(row.matches(of: /--[a-z-]+/).map { String($0.0) })
            #expect(said.isSubset(of: allowed), "\(names): \(said.subtracting(allowed))")
            named.formUnion(said)
        }
        for (name, command) in Self.commands {
            let missing = Self.options(of: command).subtracting(named)
            #expect(missing.isEmpty, "\(name): \(missing) not in the README")
        }
    }

    @Test("exit codes are those that --help tells")
    func exitCodes() throws {
        func codes(_ text: String) throws -> [String] {
            let start = try #require(text.range(of: "Exit codes:")).upperBound
            let rest = text[start...].prefix { $0 != "|" }
            return rest.matches(of: /\b\d+\b/).map { String($0.0) }
        }
        let told = try codes(String(section("Commands")))
        #expect(told.count > 8)
        #expect(told == (try codes(Descent.helpMessage(columns: 1000))))
    }

    @Test("the keys and settings of the five minutes exist")
    func fiveMinutes() throws {
        let steps = try section("Five minutes")
        let known = Set(Keymap.bindings(in: [.always, .global, .overview, .chart, .controls]).flatMap(\.keys))
        let keys = steps.matches(of: /`([^` ])`/)
        #expect(keys.count > 8)
        for key in keys { #expect(known.contains(.character(Character(String(key.1)))), "\(key.1)") }
        let lines = steps.matches(of: /`:([a-z_.]+) ([^`]+)`/)
        #expect(lines.count > 1)
        for line in lines {
            #expect(throws: Never.self, "\(line.0)") {
                try PresetFile.load("exploding-init").decode(overrides: [(String(line.1), String(line.2))])
            }
        }
    }
}
