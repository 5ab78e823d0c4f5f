import Glibc

/// Files that are there whole or not at all, whenever the process or the machine stops.
enum AtomicFile {
    /// What an unfinished file's name ends in.
    static let unfinished = ".part"

    /// Writes `bytes` beside `path`, forces them to the disk, gives them their name, and forces that too.
    ///
    /// - Throws: ``RunsError`` of kind `unwritable` or `full`; then whatever stood at `path` still does.
    static func write(_ bytes: [UInt8], to path: String) throws(RunsError) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
            return try replace(target(of: path), with: bytes)
        }
        // A device or a pipe takes what is written; it must not become a file. A pipe that nobody reads would be waited for.
        let file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard file >= 0 else { throw writeFailure(path, code: errno) }
        _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
        var code = put(bytes, into: file)
        if close(file) != 0, code == 0 { code = errno }
        if code != 0 { throw writeFailure(path, code: code) }
    }

    /// Writes a file whose name is of our own making, as ``write(_:to:)`` does but for links: where one stands at the
    /// path it gives way, and what it leads to stays what it was.
    static func writeOwn(_ bytes: [UInt8], to path: String) throws(RunsError) { try replace(path, with: bytes) }

    private static func replace(_ path: String, with bytes: [UInt8]) throws(RunsError) {
        let temporary = "\(path).\(getpid())\(unfinished)"
        // Left behind by a process of the same number; a link of that name is not followed either.
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw writeFailure(path, code: errno) }
        var code = put(bytes, into: file)
        if code == 0, fsync(file) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        if code == 0, rename(temporary, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(temporary)
            throw writeFailure(path, code: code)
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
        // Not to wait for whoever might write into a pipe.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard file >= 0 else { throw readFailure(path, code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw RunsError(
                .denied, place: path, reason: "it is \(kind(of: status.st_mode)), not a file", remedy: "name a file")
        }
        var code: Int32 = 0
        let size = Int(status.st_size)
        guard size <= memory else {
            throw RunsError(
                .corrupt, place: path, reason: "it has \(size) bytes, more than this machine has memory",
                remedy: "use an earlier checkpoint or export the file anew")
        }
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
        guard code == 0 else { throw readFailure(path, code: code) }
        return bytes
    }

    /// Makes a folder and those above it where they are missing.
    static func makeFolder(_ path: String) throws(RunsError) {
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw RunsError(
                .unwritable, place: path, reason: "it is \(kind(of: status.st_mode)), not a folder",
                remedy: "choose another folder")
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]))
        }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw writeFailure(path, "the folder cannot be made", code: errno)
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

    /// The error that reading left.
    private static func readFailure(_ path: String, code: Int32) -> RunsError {
        let reason = "cannot be read: \(String(cString: strerror(code)))"
        return switch code {
        case ENOENT, ENOTDIR: RunsError(.missing, place: path, reason: reason, remedy: "check the path")
        default: RunsError(.denied, place: path, reason: reason, remedy: "check its permissions")
        }
    }

    /// The error that writing, making or removing left.
    static func writeFailure(_ path: String, _ what: String = "cannot be written", code: Int32) -> RunsError {
        let reason = "\(what): \(String(cString: strerror(code)))"
        return switch code {
        case ENXIO:
            RunsError(
                .unwritable, place: path, reason: "\(what): nobody reads what is written there",
                remedy: "start the reader first or name a file")
        case EISDIR:
            RunsError(.unwritable, place: path, reason: "\(what): it is a folder", remedy: "name a file in it")
        case ENOENT, ENOTDIR:
            RunsError(
                .unwritable, place: path, reason: reason, remedy: "check the path: the folder must be there already")
        case ENOSPC, EDQUOT, EFBIG:
            RunsError(.full, place: path, reason: reason, remedy: "make room on the disk or choose another folder")
        default:
            RunsError(
                .unwritable, place: path, reason: reason, remedy: "check its permissions or choose another folder")
        }
    }

    /// What lies at a path, in words.
    private static func kind(of mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFREG: "a file"
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }

    /// Bytes of memory that this machine has.
    private static let memory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))
}
