import ArgumentParser
import Presets
import Terminal
import Testing

@testable import Dashboard
@testable import descent

/// The comment that opens a preset says what to type; what of it a program can check is checked here.
@Suite("What lessons say to type exists")
struct LessonTests {
    private static let keys = Set(
        Keymap.bindings(in: [.always, .global, .overview, .chart, .controls]).flatMap(\.keys))

    /// The comment that opens a preset, its lines joined.
    private static func lesson(of preset: String) throws -> String {
        try #require(PresetLibrary.text(of: preset)).split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.hasPrefix("#") }.map { $0.drop { "# ".contains($0) } }.joined(separator: " ")
    }

    /// What a lesson says to press: from "Press:" to the heading after it.
    private static func presses(of preset: String) throws -> Substring {
        let lesson = try lesson(of: preset)
        guard let start = lesson.range(of: "Press:")?.upperBound else { return "" }
        let rest = lesson[start...]
        let end = ["Then", "Check a"].compactMap { rest.range(of: $0)?.lowerBound }.min() ?? rest.endIndex
        return rest[..<end]
    }

    private func expect(_ preset: String, takes value: String, for key: String) {
        #expect(throws: Never.self, "\(preset): \(key) \(value)") {
            try PresetFile.load(preset).decode(overrides: [(key: key, text: value)])
        }
    }

    @Test("every command of a lesson parses, and its settings fit the preset it names", arguments: PresetLibrary.names)
    func commands(_ preset: String) throws {
        let lesson = try Self.lesson(of: preset)
        // A value ends with a letter or digit: the comma after it belongs to the sentence.
        let commands = lesson.matches(of: /descent run ([a-z0-9-]+)((?: --set [a-z0-9_.]+=[\w.\/-]*\w)*)/)
        #expect(commands.count == lesson.ranges(of: "descent run").count)
        for command in commands {
            #expect(!lesson[command.range.upperBound...].hasPrefix(" --"), "not understood after \(command.0)")
            let arguments = command.0.split(separator: " ").dropFirst().map(String.init)
            let run = try #require(try Descent.parseAsRoot(arguments) as? RunCommand)
            let overrides = run.source.overrides.map { (key: $0.key, text: $0.text) }
            #expect(throws: Never.self, "\(command.0)") {
                try PresetFile.load(run.source.preset).decode(overrides: overrides)
            }
        }
    }

    @Test("every setting that a lesson says to type exists and takes the value", arguments: PresetLibrary.names)
    func settings(_ preset: String) throws {
        for line in try Self.presses(of: preset).matches(of: /(?:^|\s):([a-z][a-z0-9_.]*) ([\w.-]*\w)/) {
            expect(preset, takes: String(line.2), for: String(line.1))
        }
    }

    @Test("every choice that a lesson says to make is in its menu", arguments: PresetLibrary.names)
    func choices(_ preset: String) throws {
        let menus = ["o": "optimizer", "r": "schedule", "c": "clip"]
        for choice in try Self.presses(of: preset).matches(of: /\s([ocr]), then ([a-z_]+)/) {
            expect(preset, takes: String(choice.2), for: try #require(menus[String(choice.1)]))
        }
    }

    @Test("every key that a lesson says to press is in the keymap", arguments: PresetLibrary.names)
    func keys(_ preset: String) throws {
        for word in try Self.presses(of: preset).split(separator: " ") {
            let bare = word.count > 1 && ",.;:".contains(word.last!) ? word.dropLast() : word
            guard bare.count == 1, let key = bare.first, key != "a", key.isASCII, !key.isNumber else { continue }
            #expect(Self.keys.contains(.character(key)), "\(preset): \(key)")
        }
    }
}
