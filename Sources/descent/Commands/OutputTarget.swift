import Glibc

/// What a path leads to, to tell whether two paths name one file; `-` is standard output.
struct OutputTarget: Hashable {
    private enum Place: Hashable {
        case file(device: UInt, number: UInt)
        /// One that is still to be made: its folder and its name.
        case new(String)
    }

    private let place: Place

    /// `nil` for what any number of outputs can go to, such as `/dev/null`.
    init?(_ path: String) {
        var status = stat()
        let isThere = path == "-" ? fstat(STDOUT_FILENO, &status) == 0 : stat(path, &status) == 0
        if isThere {
            // What goes to one terminal comes out mixed as well; other devices swallow or refuse.
            guard path == "-" || status.st_mode & S_IFMT != S_IFCHR else { return nil }
            place = .file(device: UInt(status.st_dev), number: UInt(status.st_ino))
        } else {
            let parts = path.split(separator: "/")
            let folder = (path.hasPrefix("/") ? "/" : "./") + parts.dropLast().joined(separator: "/")
            let real = realpath(folder, nil)
            defer { free(real) }
            place = .new((real.map { String(cString: $0) } ?? folder) + "/" + (parts.last ?? ""))
        }
    }

    /// The first two options that name one file.
    static func clash(among options: [(name: String, path: String?)]) -> (String, String)? {
        var taken: [OutputTarget: String] = [:]
        for option in options {
            guard let path = option.path, let target = OutputTarget(path) else { continue }
            if let other = taken[target] { return (other, option.name) }
            taken[target] = option.name
        }
        return nil
    }
}
