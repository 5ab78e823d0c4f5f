import CNcurses
import Terminal

/// Turns what ncurses reads into events, paste and keys apart.
struct EventDecoder {
    private var paste = PasteReader()

    /// Decodes what was read in one go.
    ///
    /// ncurses knows the sequences of the terminal type it was told; terminals send others as well (arrows with Alt or in
    /// the other keypad mode, focus reports). Those are read here, and the ones that mean no key are dropped whole:
    /// their letters must not act as keys.
    ///
    /// - Parameter now: the monotonic clock, in seconds: it tells a paste that goes on from one that was cut off.
    mutating func decode(_ codes: [InputCode], now: Double) -> [TerminalEvent] {
        paste.split(codes, now: now).flatMap { part -> [TerminalEvent] in
            switch part {
            case .keys(let keys): Self.decode(keys)
            case .paste(let text): [.paste(text)]
            }
        }
    }

    private static func decode(_ codes: [InputCode]) -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        var index = 0
        while index < codes.count {
            switch codes[index] {
            case .character(27):
                let sequence = EscapeSequence(codes, at: index)
                sequence.key.map { events.append(.key($0)) }
                index = sequence.end
                continue
            case .character(let scalar): Self.key(of: scalar).map { events.append(.key($0)) }
            case .key(let code): Self.namedKey(code).map { events.append(.key($0)) }
            case .mouse(let event): events.append(.mouse(event))
            }
            index += 1
        }
        return events
    }

    private static func key(of scalar: UInt32) -> Key? {
        switch scalar {
        case 0: return .control(" ")
        case 9: return .tab
        case 10, 13: return .enter
        case 8, 127: return .backspace
        case 1...26: return .control(Character(Unicode.Scalar(UInt8(0x60 + scalar))))
        case 28...31: return .control(Character(Unicode.Scalar(UInt8(0x40 + scalar))))
        default:
            guard let unicode = Unicode.Scalar(scalar), Character(unicode).columnWidth > 0 else { return nil }
            return .character(Character(unicode))
        }
    }

    private static func namedKey(_ code: UInt32) -> Key? {
        let f0 = cn_key_f0()
        if code > f0, code <= f0 + 63 { return .function(Int(code - f0)) }
        return named[Int32(code)]
    }

    private static let named: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_SR: .up, KEY_SF: .down,
        KEY_SLEFT: .left, KEY_SRIGHT: .right, KEY_HOME: .home, KEY_END: .end, KEY_FIND: .home, KEY_SELECT: .end,
        KEY_SHOME: .home, KEY_SEND: .end, KEY_A1: .home, KEY_C1: .end, KEY_A3: .pageUp, KEY_C3: .pageDown,
        KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_ENTER: .enter,
        KEY_BTAB: .backTab,
    ]
}
