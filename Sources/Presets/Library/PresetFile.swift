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
            return PresetFile(text: text, path: pathOrName + ".yaml", directory: BuiltInFolder.path(for: text))
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
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw error(path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= YAMLLimits.largestText {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw error(path)
            }
            bytes += chunk[..<count]
        }
        return bytes
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
        case .notText(let path, let line): "\(path):\(line): error: not UTF-8 text"
        }
    }
}
