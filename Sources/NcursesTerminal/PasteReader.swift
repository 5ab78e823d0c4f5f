import Terminal

/// Tells pasted text from keys, by the marks that a terminal sends around it.
///
/// A paste whose end never comes does not swallow the keyboard, and what a text has in it of marks and sequences does
/// not end it early.
struct PasteReader {
    enum Part: Equatable {
        case keys([InputCode])
        case paste(String)
    }

    private static let start = Array("\u{1b}[200~".unicodeScalars).map { InputCode.character($0.value) }
    private static let end = Array("\u{1b}[201~".unicodeScalars).map { InputCode.character($0.value) }
    /// Scalars of a paste that are kept: far more than any line takes.
    private static let mostKept = 16_384
    /// After so many seconds a single key is a person's, and no longer the rest of a paste.
    private static let patience = 0.25
    /// After so many seconds without any of it, a paste is over.
    private static let longestPause = 5.0

    /// The text so far; `nil` outside of a paste.
    private var text: String.UnicodeScalarView?
    private var count = 0
    /// The beginning of a mark at the end of what was read.
    private var held: [InputCode] = []
    private var lastTime = 0.0

    /// Splits what was read in one go.
    mutating func split(_ new: [InputCode], now: Double) -> [Part] {
        var parts: [Part] = []
        let pause = now - lastTime
        lastTime = now
        if text != nil, pause > Self.longestPause || (pause > Self.patience && Self.isSingleKey(new)) {
            finish(&parts)
        }
        if text == nil, pause > Self.patience, !held.isEmpty {
            parts.append(.keys(held))
            held = []
        }
        let codes = held + new
        held = []
        var keys: [InputCode] = []
        var index = 0
        while index < codes.count {
            switch Self.mark(text == nil ? Self.start : Self.end, in: codes[index...]) {
            case .whole where text == nil:
                if !keys.isEmpty { parts.append(.keys(keys)) }
                keys = []
                begin()
                index += Self.start.count
            case .whole:
                index += Self.end.count
                if !Self.endsAgain(codes[index...]) { finish(&parts) }
            // An escape alone is a key, before a bracket as well.
            case .beginning where text != nil || codes.count - index > 2:
                held = Array(codes[index...])
                index = codes.count
            case .beginning, .none:
                if text == nil { keys.append(codes[index]) } else { keep(codes[index]) }
                index += 1
            }
        }
        if !keys.isEmpty { parts.append(.keys(keys)) }
        return parts
    }

    private mutating func begin() {
        text = String.UnicodeScalarView()
        count = 0
    }

    private mutating func finish(_ parts: inout [Part]) {
        held = []
        if let text { parts.append(.paste(String(text))) }
        text = nil
    }

    /// Takes in a character of the text; what would act on a terminal is left out, lines are kept apart.
    private mutating func keep(_ code: InputCode) {
        guard count < Self.mostKept, case .character(let value) = code, let scalar = Unicode.Scalar(value) else {
            return
        }
        let isLineEnd = scalar == "\r" || scalar == "\n"
        guard isLineEnd || scalar == "\t" || !scalar.isActedUpon else { return }
        text?.append(isLineEnd ? "\n" : scalar)
        count += 1
    }

    private enum Match { case none, beginning, whole }

    /// Whether a mark stands here, or as much of it as there is.
    private static func mark(_ mark: [InputCode], in codes: ArraySlice<InputCode>) -> Match {
        guard codes.first == mark[0] else { return .none }
        let prefix = codes.prefix(mark.count)
        guard prefix.elementsEqual(mark.prefix(prefix.count)) else { return .none }
        return prefix.count == mark.count ? .whole : .beginning
    }

    /// Whether an end follows that belongs to no other paste: then the one before it was part of the text.
    private static func endsAgain(_ codes: ArraySlice<InputCode>) -> Bool {
        for index in codes.indices {
            if mark(end, in: codes[index...]) == .whole { return true }
            if mark(start, in: codes[index...]) == .whole { return false }
        }
        return false
    }

    private static func isSingleKey(_ codes: [InputCode]) -> Bool {
        codes.count == 1 || (codes.first == start[0] && EscapeSequence(codes, at: 0).end == codes.count)
    }
}
