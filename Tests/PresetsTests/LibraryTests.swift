import Foundation
import Testing
import Training
import Tunables

@testable import Presets

@Suite("The presets that travel inside the program")
struct LibraryTests {
    static let entries = PresetLibrary.entries

    @Test("Every file of the presets folder is embedded, byte for byte, and nothing else")
    func embedded() throws {
        let files = Fixtures.names(of: Fixtures.shipped)
        #expect(PresetLibrary.names.sorted() == files)
        for name in files {
            let file = Fixtures.shipped.appendingPathComponent("\(name).yaml")
            #expect(try PresetLibrary.text(of: name) == String(contentsOf: file, encoding: .utf8))
        }
    }

    @Test(
        "Each decodes without a mistake, and has a title and a lesson that says what to see and what to press",
        arguments: entries)
    func decodes(entry: PresetLibrary.Entry) throws {
        let preset = try PresetFile.load(entry.name).decode()
        #expect(preset.warnings.isEmpty)
        #expect(preset.experiment.name == entry.name)
        #expect(preset.experiment.title == entry.title)
        #expect(preset.experiment.lesson == entry.lesson)
        #expect(!entry.title.isEmpty && entry.title.count <= 60)
        #expect(entry.lesson.contains("See") && entry.lesson.contains("Press"))
        #expect(entry.lesson.split(separator: "\n").allSatisfy { $0.count <= 118 })
    }

    @Test("Every command a lesson names can be run", arguments: entries)
    func commandsInLessons(entry: PresetLibrary.Entry) throws {
        for command in entry.lesson.matches(of: /descent run ([a-z0-9-]+)((?: --set [^ ]+=[^ ,;.]+(?:\.[0-9]+)?)*)/) {
            let overrides = command.output.2.split(separator: " ").filter { $0 != "--set" }.map { option in
                let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
                return (key: parts[0], text: parts[1])
            }
            let name = String(command.output.1)
            let text = try #require(PresetLibrary.text(of: name), "no preset '\(name)'")
            _ = try PresetDecoder.decode(text: text, path: "\(name).yaml", overrides: overrides)
        }
    }

    @Test("Every palette line a lesson names is understood while the run goes on", arguments: entries)
    func paletteLinesInLessons(entry: PresetLibrary.Entry) throws {
        let experiment = try PresetFile.load(entry.name).decode().experiment
        let tunables = ExperimentSchema.tunables(for: experiment.settings, layerCount: experiment.layerCount)
        for line in entry.lesson.matches(of: /(?:^|\s):([a-z_.0-9]+) ([a-z0-9.]*[a-z0-9])/) {
            let tunable = try ExperimentSchema.resolve(String(line.output.1), among: tunables)
            #expect(tunable.change == .live)
            _ = try tunable.parse(String(line.output.2))
        }
    }

    @Test("A built-in preset is found by name, a file by its path")
    func found() throws {
        #expect(try PresetFile.load("digits").path == "digits.yaml")
        let path = Fixtures.shipped.appendingPathComponent("digits.yaml").path
        let file = try PresetFile.load(path)
        #expect(file.path == path)
        #expect(file.directory == Fixtures.shipped.path)
        #expect(try file.text == PresetFile.load("digits").text)
    }

    @Test("The table of the template lies beside it even without a checkout")
    func tableOfTheTemplate() throws {
        let template = try PresetFile.load("csv-template")
        let table = URL(fileURLWithPath: template.directory).appendingPathComponent("data/plants.csv")
        let shipped = Fixtures.shipped.appendingPathComponent("data/plants.csv")
        #expect(try Data(contentsOf: table) == Data(contentsOf: shipped))
        #expect(try PresetFile.load("digits").directory == ".")
    }

    @Test("a cache that cannot be written is told as such, not as a table that is not there")
    func unwritableCache() throws {
        let text = try #require(PresetLibrary.text(of: "csv-template"))
        // Below a file no folder can be made, whoever asks.
        let cache = URL(fileURLWithPath: "/dev/null/descent")
        let error = #expect(throws: PresetFileError.self) { try BuiltInFolder.path(for: text, cache: cache) }
        let words = try #require(error?.description)
        #expect(words.contains("/dev/null/descent/data") && words.contains("XDG_CACHE_HOME"))
        #expect(error?.isMissing == false)
    }

    @Test(
        "What is not there is told from what cannot be read, with the nearest name",
        arguments: [
            ("digts", PresetFileError.missing("digts", nearest: "digits")),
            ("nowhere/spirals.yaml", .missing("nowhere/spirals.yaml", nearest: "spirals")),
            ("nowhere/xyzzy.yaml", .missing("nowhere/xyzzy.yaml", nearest: nil)),
            ("/", .isFolder("/")), ("/dev/null/x", .missing("/dev/null/x", nearest: nil)),
        ])
    func missing(path: String, expected: PresetFileError) {
        #expect(throws: expected) { try PresetFile.load(path) }
    }

    @Test("A file that is not text says in which line")
    func notText() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("descent-\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: path) }
        try Data("version: 1\ntitle: ".utf8 + [0xFF, 0xFE] + "\n".utf8).write(to: path)
        #expect(throws: PresetFileError.notText(path.path, line: 2)) { try PresetFile.load(path.path) }
    }

    @Test("A file without end is read only as far as needed")
    func endless() throws {
        let errors = #expect(throws: PresetErrors.self) { try PresetFile.load("/dev/zero").decode() }
        #expect(errors?.diagnostics.map(\.fault) == [.syntax(.tooLarge(limit: 1 << 20))])
    }
}
