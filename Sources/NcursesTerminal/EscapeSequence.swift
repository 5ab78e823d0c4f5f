import Terminal

/// An escape sequence that ncurses left undecoded, or the escape key alone.
struct EscapeSequence {
    /// What it means; `nil` where it is no key.
    let key: Key?
    /// The index after it.
    let end: Int

    /// Reads the sequence (CSI, SS3, or a string such as OSC) that begins at an escape.
    init(_ codes: [InputCode], at start: Int) {
        func scalar(_ index: Int) -> UInt32? {
            guard codes.indices.contains(index), case .character(let scalar) = codes[index] else { return nil }
            return scalar
        }
        let escapeAlone = (key: Key.escape, end: start + 1)
        switch scalar(start + 1) {
        case 0x5b:  // [ parameters final
            var index = start + 2
            var parameters = ""
            while let next = scalar(index), (0x20...0x3f).contains(next) {
                parameters.unicodeScalars.append(Unicode.Scalar(UInt8(next)))
                index += 1
            }
            guard let final = scalar(index), (0x40...0x7e).contains(final) else {
                (key, end) = escapeAlone
                return
            }
            key = Self.key(final: final, parameters: parameters)
            end = index + 1
        case 0x4f where scalar(start + 2).map { (0x40...0x7e).contains($0) } == true:  // O final
            key = scalar(start + 2).flatMap { Self.key(final: $0, parameters: "") }
            end = start + 3
        case 0x5d, 0x50, 0x5f, 0x5e:  // ] P _ ^, up to BEL or ESC \
            var index = start + 2
            while let next = scalar(index) {
                if next == 7 || (next == 27 && scalar(index + 1) == 0x5c) {
                    key = nil
                    end = index + (next == 7 ? 1 : 2)
                    return
                }
                index += 1
            }
            (key, end) = escapeAlone
        default: (key, end) = escapeAlone
        }
    }

    private static func key(final: UInt32, parameters: String) -> Key? {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        guard final == 0x7e else { return parameters.allSatisfy { $0.isNumber || $0 == ";" } ? finals[final] : nil }
        return numbers.first.flatMap { $0 }.flatMap { tildes[$0] }
    }

    private static let finals: [UInt32: Key] = [
        0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x48: .home, 0x46: .end, 0x5a: .backTab,
        0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4), 0x4d: .enter,
    ]

    private static let tildes: [Int: Key] = [
        1: .home, 7: .home, 4: .end, 8: .end, 3: .delete, 5: .pageUp, 6: .pageDown,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
        18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
    ]
}
