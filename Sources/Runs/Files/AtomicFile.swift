import Glibc

/// Files that are there whole or not at all, whenever the process or the machine stops.
enum AtomicFile {
    /// What an unfinished file's name ends in.
    static let unfinished = ".part"

    /// Writes `bytes` beside `path`, forces them to the disk, gives them their name, and forces that too.
    ///
    /// - Throws: ``RunsError`` of kind `denied` or `full`; then whatever stood at `path` still does.
    static func write(_ bytes: [UInt8], to path: String) throws(RunsError) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
            return try replace(target(of: path), with: bytes)
        }
        // A device or a pipe takes what is written; it must not become a file.
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path, "cannot be written", code: errno) }
        var code = put(bytes, into: file)
        if close(file) != 0, code == 0 { code = errno }
        if code != 0 { throw failure(path, "cannot be written", code: code) }
    }

    private static func replace(_ path: String, with bytes: [UInt8]) throws(RunsError) {
        let temporary = "\(path).\(getpid())\(unfinished)"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(path, "cannot be written", code: errno) }
        var code = put(bytes, into: file)
        if code == 0, fsync(file) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        if code == 0, rename(temporary, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(temporary)
            throw failure(path, "cannot be written", code: code)
        }
        synchronizeFolder(of: path)
    }

    /// The file that a link leads to: the link stays what it is.
    private static func target(of path: String) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let real = realpath(path, nil) else {
            return path
        }
        defer { free(real) }
        return String(cString: real)
    }

    /// Writes all of it; the error's code where that fails.
    private static func put(_ bytes: [UInt8], into file: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count, let base = buffer.baseAddress {
                let count = Glibc.write(file, base + written, buffer.count - written)
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                written += count
            }
            return 0
        }
    }

    /// The whole content of a file.
    ///
    /// - Throws: ``RunsError`` of kind `missing` or `denied`.
    static func read(_ path: String) throws(RunsError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path, "cannot be read", code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw RunsError(.denied, place: path, reason: "it is not a file", remedy: "name a file")
        }
        var code: Int32 = 0
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size, let base = buffer.baseAddress {
                let got = Glibc.read(file, base + count, size - count)
                if got == 0 { break }
                if got < 0 {
                    if errno == EINTR { continue }
                    code = errno
                    break
                }
                count += got
            }
        }
        guard code == 0 else { throw failure(path, "cannot be read", code: code) }
        return bytes
    }

    /// Makes a folder and those above it where they are missing.
    static func makeFolder(_ path: String) throws(RunsError) {
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw RunsError(
                .denied, place: path, reason: "it is a file, not a folder", remedy: "choose another folder")
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]))
        }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw failure(path, "the folder cannot be made", code: errno)
        }
        synchronizeFolder(of: path)
    }

    /// Makes a rename or a removal in a folder last.
    static func synchronizeFolder(of path: String) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "."
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }

    /// The error a system call left.
    static func failure(_ path: String, _ what: String, code: Int32) -> RunsError {
        let reason = "\(what): \(String(cString: strerror(code)))"
        return switch code {
        case ENOENT, ENOTDIR:
            RunsError(.missing, place: path, reason: reason, remedy: "check the path")
        case ENOSPC, EDQUOT, EFBIG:
            RunsError(.full, place: path, reason: reason, remedy: "make room on the disk or choose another folder")
        default:
            RunsError(.denied, place: path, reason: reason, remedy: "check its permissions or choose another folder")
        }
    }
}
