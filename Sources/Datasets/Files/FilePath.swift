#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A path as a user writes it, made definite: relative ones start from `directory`, `~` is the home folder.
func resolvePath(_ path: String, from directory: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") {
        return String(cString: home) + path.dropFirst()
    }
    let isHere = directory.isEmpty || directory == "."
    return isHere ? path : directory + (directory.hasSuffix("/") ? "" : "/") + path
}

/// What lies at a path.
enum FileKind {
    case file, folder, other

    /// - Throws: ``DatasetError/missingFile(path:)`` or ``DatasetError/unreadable(path:reason:)``.
    init(path: String) throws(DatasetError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR { throw .missingFile(path: path) }
            throw .unreadable(path: path, reason: String(cString: strerror(code)))
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        default: self = .other
        }
    }
}
