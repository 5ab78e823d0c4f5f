import Glibc

/// What the environment says about the terminal.
struct Environment {
    /// `TERM`; empty where it is not set.
    var terminalType: String
    /// `NO_COLOR` is set to something (no-color.org).
    var forbidsColor: Bool
    /// `COLUMNS`, where it is a number.
    var columns: Int?

    static var current: Environment {
        Environment(
            terminalType: variable("TERM") ?? "", forbidsColor: variable("NO_COLOR")?.isEmpty == false,
            columns: variable("COLUMNS").flatMap { Int($0) })
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
