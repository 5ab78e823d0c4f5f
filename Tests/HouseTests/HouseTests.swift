import Foundation
import Testing

/// The rooms of the house, lowest first: a room imports only rooms below it.
private let rooms = [
    "CNcurses", "COpenBLAS", "CZlib", "CKernels", "CResources", "CSignals", "Tunables", "Tensors", "Networks",
    "Optimization", "Datasets", "Evaluation", "Training", "Presets", "Diagnosis", "Runs", "Terminal", "Dashboard",
    "NcursesTerminal", "descent",
]

/// Which rooms alone may import what.
private let keepers = [
    "COpenBLAS": ["Tensors"], "CKernels": ["Tensors"], "CNcurses": ["NcursesTerminal"], "CZlib": ["Datasets"],
    "CResources": ["Datasets", "Presets"], "Yams": ["Presets"], "CYaml": ["Presets"], "SwiftCSV": ["Datasets"],
    "GRDB": ["Runs"], "ArgumentParser": ["descent"],
]

/// What must not be known in a room that is pure.
private let forbidden = [
    "Terminal": ["Dispatch", "Training", "Tunables", "Foundation"],
    "Dashboard": ["Dispatch", "Networks", "Optimization", "Datasets", "Tensors", "Presets"],
    "NcursesTerminal": ["Training", "Tunables", "Dashboard"],
]

@Suite("The house")
struct HouseTests {
    struct Import: Sendable, CustomStringConvertible {
        let room: String
        let file: String
        let module: String
        var description: String { "\(file) imports \(module)" }
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func swiftFiles(below folder: URL) -> [URL] {
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }

    static let imports: [Import] = rooms.flatMap { room in
        swiftFiles(below: root.appendingPathComponent("Sources/\(room)")).flatMap { file -> [Import] in
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import"), at <= 2, words.count > at + 1 else { return nil }
                guard words[..<at].allSatisfy({ $0.hasPrefix("@") || $0 == "public" }) else { return nil }
                return Import(room: room, file: "\(room)/\(file.lastPathComponent)", module: String(words[at + 1]))
            }
        }
    }

    @Test("every folder in Sources is a known room")
    func knownRooms() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Sources").path)
        #expect(Set(folders).subtracting(rooms).isEmpty)
        #expect(Self.imports.count > 50)
    }

    @Test("a room imports only rooms below it")
    func downward() {
        for item in Self.imports {
            guard let target = rooms.firstIndex(of: item.module), let source = rooms.firstIndex(of: item.room) else {
                continue
            }
            #expect(target < source, "\(item)")
        }
    }

    @Test("libraries are imported by their keepers alone")
    func keptLibraries() {
        for item in Self.imports {
            guard let allowed = keepers[item.module] else { continue }
            #expect(allowed.contains(item.room), "\(item)")
        }
    }

    @Test("pure rooms stay pure")
    func pureRooms() {
        for item in Self.imports { #expect(forbidden[item.room]?.contains(item.module) != true, "\(item)") }
    }

    /// The only files that may write to a standard stream, and why.
    private static let writers: Set<String> = [
        // The boundary: what goes through it is replaced where a terminal would act upon it.
        "descent/StandardStreams.swift",
        // What the boundary has written, shown when the screen is left.
        "NcursesTerminal/DeferredErrors.swift",
        // Asks whether there is a terminal, opens it; writes sequences of its own to it.
        "NcursesTerminal/TerminalDevice.swift",
        // How wide it is.
        "descent/TerminalWidth.swift",
    ]

    private static var writing: [Regex<AnyRegexOutput>] {
        [
            Regex(#/(?:^|[^\w.])(print|debugPrint|dump|puts|fputs|putchar|perror|NSLog|printf|fprintf|fwrite)\(/#),
            Regex(#/FileHandle\s*\.\s*standard(Output|Error)|\bSwift\.print\(/#),
            Regex(#/STD(OUT|ERR)_FILENO|[^\w\-"]std(out|err)\b/#),
        ]
    }

    @Test("text reaches the standard streams through one boundary alone")
    func oneBoundary() throws {
        for room in rooms where !room.hasPrefix("C") {
            for file in Self.swiftFiles(below: Self.root.appendingPathComponent("Sources/\(room)")) {
                guard !Self.writers.contains("\(room)/\(file.lastPathComponent)") else { continue }
                let text = try String(contentsOf: file, encoding: .utf8)
                for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                    // Asking what a stream is writes nothing.
                    if line.contains("TerminalWidth.forProse(on:") || line.contains("isatty(")
                        || line.contains("fstat(")
                    {
                        continue
                    }
                    let isWriting = Self.writing.contains { line.firstMatch(of: $0) != nil }
                    #expect(!isWriting, "\(room)/\(file.lastPathComponent):\(number + 1): \(line)")
                }
            }
        }
    }
}
