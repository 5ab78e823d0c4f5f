import Foundation
import Testing

/// The programs that exports are made for, as `make test` installs them.
enum RealReaders {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Runs a Python program with the packages of `Tests/Python/requirements.txt`; gives what it prints.
    static func python(_ program: String, _ arguments: String...) throws -> String {
        let python = root.appendingPathComponent(".build/python/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Missing(
                description: "\(python) is missing: 'make test' installs the packages these tests read exports with")
        }
        return try run(python, ["-W", "ignore", "-c", program] + arguments)
    }

    /// Opens a page in headless Chromium; gives the document after its scripts have run.
    static func chromium(_ arguments: String...) throws -> String {
        let names = ["chromium", "chromium-browser", "google-chrome"]
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let found = names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let found else {
            throw Missing(description: "no Chromium in PATH: 'make test' installs the package 'chromium'")
        }
        let profile = try TemporaryFolder()
        return try run(
            found,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--user-data-dir=\(profile.path)",
            ]
                + arguments)
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        let errors = try TemporaryFolder()
        let log = errors.path + "/log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: log)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw Missing(description: "\(program) failed (\(process.terminationStatus)): \(words)")
        }
        return String(decoding: printed, as: UTF8.self)
    }
}
