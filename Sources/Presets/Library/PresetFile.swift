import Glibc
import Tunables

/// A preset's text, read from a file or from the program itself.
public struct PresetFile: Sendable, Hashable {
    public let text: String
    /// The file as it is shown in messages.
    public let path: String
    /// The folder that relative paths in the preset start from.
    public let directory: String

    /// Finds a preset: a file if there is one at that path, else the built-in preset of that name.
    ///
    /// - Throws: ``PresetFileError``; ``PresetFileError/missing(_:nearest:)`` where there is neither.
    public static func load(_ pathOrName: String) throws(PresetFileError) -> PresetFile {
        let isPath = pathOrName.contains("/") || [".yaml", ".yml"].contains { pathOrName.hasSuffix($0) }
        if !isPath, let text = PresetLibrary.text(of: pathOrName), !isRegularFile(pathOrName) {
            return PresetFile(text: text, path: pathOrName + ".yaml", directory: try BuiltInFolder.path(for: text))
        }
        let bytes: [UInt8]
        do {
            bytes = try read(pathOrName)
        } catch .missing {
            throw .missing(pathOrName, nearest: nearestPreset(to: pathOrName))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notText(pathOrName, line: lineOfFirstBadByte(bytes))
        }
        return PresetFile(text: text, path: pathOrName, directory: PresetDecoder.directory(of: pathOrName))
    }

    /// Reads the preset; see ``PresetDecoder/decode(text:path:directory:overrides:flags:)``.
    public func decode(
        overrides: [(key: String, text: String)] = [], flags: [String: String] = [:]
    ) throws(PresetErrors) -> DecodedPreset {
        try PresetDecoder.decode(text: text, path: path, directory: directory, overrides: overrides, flags: flags)
    }

    private static func nearestPreset(to pathOrName: String) -> String? {
        let name = PresetDecoder.name(of: pathOrName)
        return PresetLibrary.text(of: name) != nil ? name : nearestName(to: name, among: PresetLibrary.names)
    }

    private static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The file's bytes, as far as the decoder's limit on a preset's size needs them.
    private static func read(_ path: String) throws(PresetFileError) -> [UInt8] {
        // Opening a pipe that nobody writes into would wait for ever.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard file >= 0 else { throw error(path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var waited = 0
        while bytes.count <= YAMLLimits.largestText {
            let count = Glibc.read(file, &chunk, chunk.count)
            let code = errno
            if count > 0 {
                bytes += chunk[..<count]
                waited = 0
            } else if count == 0, !bytes.isEmpty || !isPipe(file) {
                break
            } else if count < 0, code != EAGAIN, code != EINTR {
                throw error(path)
            } else {
                // Nobody writes yet (`<(…)` always has a writer), or who does takes their time.
                guard waited < (count == 0 ? writerPatience : dataPatience) else {
                    throw .unreadable(path, reason: "nothing comes through this pipe")
                }
                var descriptor = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                // A pipe whose writers have gone is ready at once, for ever.
                if poll(&descriptor, 1, 50) > 0, descriptor.revents & Int16(POLLIN) == 0 { usleep(50_000) }
                waited += 50
            }
        }
        return bytes
    }

    /// Milliseconds that a pipe is waited for until somebody writes into it, and until more comes out of it.
    private static let writerPatience = 1000
    private static let dataPatience = 10_000

    private static func isPipe(_ file: Int32) -> Bool {
        var status = stat()
        return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    private static func error(_ path: String) -> PresetFileError {
        switch errno {
        case ENOENT, ENOTDIR: .missing(path, nearest: nil)
        case EISDIR: .isFolder(path)
        case let code: .unreadable(path, reason: String(cString: strerror(code)))
        }
    }

    private static func lineOfFirstBadByte(_ bytes: [UInt8]) -> Int {
        var line = 1
        for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }
}

/// Why a preset could not be loaded at all.
public enum PresetFileError: Error, Sendable, Hashable {
    /// Neither a file nor a built-in preset; `nearest` is a built-in preset that was probably meant.
    case missing(String, nearest: String?)
    case isFolder(String)
    case unreadable(String, reason: String)
    /// A folder that takes the tables of built-in presets.
    case unwritableCache(String, reason: String)
    /// Not UTF-8.
    case notText(String, line: Int)

    /// Whether the file is simply not there, which has an exit code of its own.
    public var isMissing: Bool {
        if case .missing = self { return true }
        return false
    }
}

extension PresetFileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path, let nearest?):
            "no file '\(path)' and no built-in preset of that name; did you mean the built-in preset '\(nearest)'?"
        case .missing(let path, nil):
            "no file '\(path)' and no built-in preset of that name; built-in presets: "
                + PresetLibrary.names.joined(separator: ", ")
        case .isFolder(let path): "'\(path)' is a folder, not a preset"
        case .unreadable(let path, let reason): "cannot read '\(path)': \(reason)"
        case .unwritableCache(let path, let reason):
            "cannot lay this preset's table into '\(path)': \(reason); XDG_CACHE_HOME names another folder for it"
        case .notText(let path, let line): "\(path):\(line): error: not UTF-8 text"
        }
    }
}
