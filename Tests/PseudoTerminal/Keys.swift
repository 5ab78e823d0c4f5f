/// What an xterm sends for keys that are not letters.
public enum Keys {
    public static let enter = "\r"
    public static let escape = "\u{1b}"
    public static let up = "\u{1b}OA"
    public static let down = "\u{1b}OB"
    public static let right = "\u{1b}OC"
    public static let left = "\u{1b}OD"
    public static let home = "\u{1b}OH"
    public static let end = "\u{1b}OF"
    public static let pageUp = "\u{1b}[5~"
    public static let pageDown = "\u{1b}[6~"
    public static let delete = "\u{1b}[3~"
    public static let backTab = "\u{1b}[Z"
    public static let backspace = "\u{7f}"
    public static let f1 = "\u{1b}OP"
    public static let f10 = "\u{1b}[21~"

    /// Control and a letter.
    public static func control(_ letter: Character) -> String {
        String(Unicode.Scalar((letter.asciiValue ?? 0) & 0x1f))
    }

    /// A mouse report: button 0 is the left one, 32 added for motion, 64 and 65 are the wheel. Places count from 0.
    public static func mouse(_ button: Int, column: Int, row: Int, isRelease: Bool = false) -> String {
        "\u{1b}[<\(button);\(column + 1);\(row + 1)\(isRelease ? "m" : "M")"
    }
}
