import Terminal

/// A small terminal emulator: what a person would see of a program's output, as far as ncurses uses xterm.
public struct VirtualScreen {
    private var main: ScreenGrid
    private var alternate: ScreenGrid
    /// Whether the program has switched to the alternate screen.
    public private(set) var isAlternate = false
    /// Whether the cursor can be seen.
    public private(set) var isCursorVisible = true
    /// Whether mouse reports are on.
    public private(set) var isMouseReported = false
    /// Whether pasted text comes between marks.
    public private(set) var isPasteBracketed = false
    private var state = State.text
    private var parameters = ""
    private var isDrawingLines = false
    private var lastCharacter: Character = " "
    private var utf8: [UInt8] = []
    private var saved = (column: 0, row: 0)

    private enum State { case text, escape, control, string, stringEscape, charset(Bool) }

    public init(_ size: Size) {
        main = ScreenGrid(size)
        alternate = ScreenGrid(size)
    }

    private var grid: ScreenGrid {
        get { isAlternate ? alternate : main }
        set { if isAlternate { alternate = newValue } else { main = newValue } }
    }

    /// The rows as seen now.
    public var rows: [String] { grid.rows }
    /// The rows in one text.
    public var text: String { rows.joined(separator: "\n") }
    public var size: Size { grid.size }

    public func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

    public mutating func resize(to size: Size) {
        main.resize(to: size)
        alternate.resize(to: size)
    }

    /// Takes in output; sequences and characters may be cut anywhere between two calls.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { feed(byte) }
    }

    private mutating func feed(_ byte: UInt8) {
        switch state {
        case .text: feedText(byte)
        case .escape: feedEscape(byte)
        case .control:
            if (0x40...0x7e).contains(byte) {
                state = .text
                execute(Character(Unicode.Scalar(byte)))
            } else {
                parameters.append(Character(Unicode.Scalar(byte)))
            }
        case .string:
            if byte == 7 { state = .text } else if byte == 27 { state = .stringEscape }
        case .stringEscape: state = .text
        case .charset(let isG0):
            if isG0 { isDrawingLines = byte == UInt8(ascii: "0") }
            state = .text
        }
    }

    private mutating func feedText(_ byte: UInt8) {
        switch byte {
        case 27: state = .escape
        case 13: grid.carriageReturn()
        case 10, 11, 12: grid.lineFeed()
        case 8: grid.backspace()
        case 9: grid.tab()
        case 14: isDrawingLines = true
        case 15: isDrawingLines = false
        case 0..<32, 127: break
        case 32..<127: put(Character(Unicode.Scalar(byte)))
        default:
            utf8.append(byte)
            if let text = String(validating: utf8, as: UTF8.self) {
                utf8.removeAll()
                for character in text { put(character) }
            } else if utf8.count >= 4 {
                utf8.removeAll()
            }
        }
    }

    private mutating func put(_ character: Character) {
        let drawn = isDrawingLines ? Self.lines[character] ?? character : character
        lastCharacter = drawn
        grid.put(drawn)
    }

    private static let lines: [Character: Character] = [
        "j": "┘", "k": "┐", "l": "┌", "m": "└", "n": "┼", "q": "─", "t": "├", "u": "┤", "v": "┴", "w": "┬", "x": "│",
        "a": "▒", "`": "◆", "~": "·", ",": "←", "+": "→", "-": "↑", ".": "↓", "0": "█",
    ]

    private mutating func feedEscape(_ byte: UInt8) {
        state = .text
        switch byte {
        case UInt8(ascii: "["):
            state = .control
            parameters = ""
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): state = .string
        case UInt8(ascii: "("): state = .charset(true)
        case UInt8(ascii: ")"): state = .charset(false)
        case UInt8(ascii: "M"): grid.reverseLineFeed()
        case UInt8(ascii: "D"): grid.lineFeed()
        case UInt8(ascii: "7"): saved = (grid.column, grid.row)
        case UInt8(ascii: "8"): grid.move(column: saved.column, row: saved.row)
        default: break
        }
    }

    private mutating func execute(_ final: Character) {
        if parameters.hasPrefix("?") {
            setModes(isOn: final == "h")
            return
        }
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let count = max(1, numbers.first ?? 1)
        let first = numbers.first ?? 0
        switch final {
        case "A": grid.move(column: grid.column, row: grid.row - count)
        case "B": grid.move(column: grid.column, row: grid.row + count)
        case "C": grid.move(column: grid.column + count, row: grid.row)
        case "D": grid.move(column: grid.column - count, row: grid.row)
        case "G": grid.move(column: count - 1, row: grid.row)
        case "d": grid.move(column: grid.column, row: count - 1)
        case "H", "f": grid.move(column: (numbers.count > 1 ? max(1, numbers[1]) : 1) - 1, row: count - 1)
        case "J": eraseScreen(first)
        case "K": eraseLine(first)
        case "X": grid.erase(row: grid.row, columns: grid.column..<grid.column + count)
        case "@": grid.insertCharacters(count)
        case "P": grid.deleteCharacters(count)
        case "L": grid.insertLines(count)
        case "M": grid.deleteLines(count)
        case "S": grid.scrollUp(count)
        case "T": grid.scrollDown(count)
        case "r": grid.setScrollRegion(top: count - 1, bottom: (numbers.count > 1 ? numbers[1] : size.rows) - 1)
        case "b": for _ in 0..<count { grid.put(lastCharacter) }
        default: break
        }
    }

    private mutating func eraseScreen(_ what: Int) {
        let row = grid.row
        if what != 1 {
            if what == 0 { eraseLine(0) }
            grid.eraseScreen(rows: what == 0 ? row + 1..<max(row + 1, size.rows) : 0..<size.rows)
        } else {
            grid.eraseScreen(rows: 0..<row)
            eraseLine(1)
        }
    }

    private mutating func eraseLine(_ what: Int) {
        let range = what == 0 ? grid.column..<size.columns : what == 1 ? 0..<grid.column + 1 : 0..<size.columns
        grid.erase(row: grid.row, columns: range)
    }

    private mutating func setModes(isOn: Bool) {
        for mode in parameters.dropFirst().split(separator: ";") {
            switch mode {
            case "1049", "47", "1047":
                isAlternate = isOn
                if isOn { alternate = ScreenGrid(main.size) }
            case "25": isCursorVisible = isOn
            case "1000", "1002", "1003": isMouseReported = isOn
            case "2004": isPasteBracketed = isOn
            default: break
            }
        }
    }
}

extension VirtualScreen: CustomStringConvertible {
    /// A word, where a test's message would list every cell.
    public var description: String { "screen of \(size.columns)×\(size.rows)" }
}
