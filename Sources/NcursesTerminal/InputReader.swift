import CNcurses
import Terminal

/// Reads what ncurses has, until it has no more.
final class InputReader {
    /// A pad: reading from a window that is drawn would refresh it.
    private let window: UnsafeMutablePointer<WINDOW>
    private var isButtonDown = false

    /// `nil` when ncurses has no memory for it. A screen must be open.
    init?() {
        guard let window = cn_open_input() else { return nil }
        self.window = window
    }

    /// Lets go of the window, while its screen is still open.
    func close() { delwin(window) }

    /// What has arrived, without waiting for more (but for the rest of an escape sequence).
    func read(atMost limit: Int) -> [InputCode] {
        var codes: [InputCode] = []
        var code: UInt32 = 0
        while codes.count < limit {
            switch Int(cn_read(window, &code)) {
            case cn_read_character: codes.append(.character(code))
            case cn_read_key where code == UInt32(KEY_MOUSE): codes += readMouse().map(InputCode.mouse)
            case cn_read_key where code == UInt32(KEY_RESIZE): break
            case cn_read_key: codes.append(.key(code))
            default: return codes
            }
        }
        return codes
    }

    /// What the mouse has done, in order.
    private func readMouse() -> [MouseEvent] {
        var reports: [(what: Int, point: Point)] = []
        var column: Int32 = 0
        var row: Int32 = 0
        while true {
            let what = Int(cn_read_mouse(&column, &row))
            if what == cn_mouse_nothing { break }
            reports.append((what, Point(column: Int(column), row: Int(row))))
        }
        return reports.reversed().compactMap { event($0.what, $0.point) }
    }

    private func event(_ what: Int, _ point: Point) -> MouseEvent? {
        switch what {
        case cn_mouse_press:
            isButtonDown = true
            return MouseEvent(.press, point)
        case cn_mouse_release:
            isButtonDown = false
            return MouseEvent(.release, point)
        case cn_mouse_move: return isButtonDown ? MouseEvent(.drag, point) : nil
        case cn_mouse_wheel_up: return MouseEvent(.wheelUp, point)
        case cn_mouse_wheel_down: return MouseEvent(.wheelDown, point)
        default: return nil
        }
    }
}
