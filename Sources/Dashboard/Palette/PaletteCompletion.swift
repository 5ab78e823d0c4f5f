import Training
import Tunables

/// What `Tab` may put in.
struct PaletteCompletion: Sendable, Hashable {
    /// The whole line with the completion in its place.
    let line: String
    let label: String
    let detail: String
}

extension PaletteVocabulary {
    private static let limit = 40

    /// Completions of the line's last phrase, the best first.
    func completions(of line: String) -> [PaletteCompletion] {
        let start = line.lastIndex(of: ";").map(line.index(after:)) ?? line.startIndex
        let head = String(line[..<start]) + (start > line.startIndex ? " " : "")
        let phrase = Phrase(line[start...])
        if phrase.separator == nil {
            return words(phrase.word, allowsVerbs: start == line.startIndex).map { word in
                PaletteCompletion(
                    line: head + word.text + (word.takesMore ? " " : ""), label: word.text, detail: word.detail)
            }
        }
        let separator = phrase.separator == "=" ? " = " : " "
        return values(after: phrase).map { value, detail in
            PaletteCompletion(line: head + phrase.word + separator + value, label: value, detail: detail)
        }
    }

    /// Range, value in force and help of what the last phrase is about.
    func hint(for line: String) -> String? {
        let phrase = Phrase(line.split(separator: ";", omittingEmptySubsequences: false).last ?? "")
        guard !phrase.word.isEmpty else { return nil }
        if let verb = PaletteVerb.named(phrase.word) { return "\(verb.name): \(verb.help)" }
        guard let tunable = try? resolve(phrase.word, value: phrase.value) else { return nil }
        guard tunable.change == .live else { return TunableError.restartOnly(key: tunable.key).description }
        let now = values(tunable.key).map { ", now \(JournalWords.text($0))" } ?? ""
        return "\(tunable.key): \(tunable.expectation)\(now). \(tunable.help)"
    }

    private struct Word {
        let text: String
        let detail: String
        let takesMore: Bool
        let rank: Int
    }

    private func words(_ typed: String, allowsVerbs: Bool) -> [Word] {
        var found: [Word] = []
        for tunable in tunables where tunable.change == .live {
            guard let rank = Self.rank(tunable.key, typed) else { continue }
            let now = values(tunable.key).map(JournalWords.text) ?? ""
            found.append(Word(text: tunable.key, detail: now, takesMore: true, rank: rank))
        }
        if allowsVerbs {
            for verb in PaletteVerb.all where verb.name.hasPrefix(typed) {
                let takesMore =
                    switch verb.argument {
                    case .none, .optionalNumber: false
                    case .word, .number: true
                    }
                found.append(
                    Word(text: verb.name, detail: verb.help, takesMore: takesMore, rank: typed.isEmpty ? 5 : 0))
            }
        }
        // Sorting by rank keeps the declared order within one.
        let sorted = found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return sorted.prefix(Self.limit).map(\.element)
    }

    /// How well a key fits what was typed, 0 best; `nil` if it does not.
    private static func rank(_ key: String, _ typed: String) -> Int? {
        if key.hasPrefix(typed) { return key.hasPrefix("layers.") ? 3 : 1 }
        if key.lastPart == typed { return 0 }
        if key.contains("." + typed) { return key.hasPrefix("layers.") ? 4 : 2 }
        return typed.count >= 2 && key.contains(typed) ? 6 : nil
    }

    private func values(after phrase: Phrase) -> [(String, String)] {
        if let verb = PaletteVerb.named(phrase.word), phrase.separator != "=" {
            guard case .word(let words, _) = verb.argument else { return [] }
            return words.filter { $0.hasPrefix(phrase.value) }.map { ($0, "") }
        }
        guard let tunable = try? resolve(phrase.word, value: phrase.value) else { return [] }
        let words: [String] =
            switch tunable.kind {
            case .choice(let names): parts[tunable.key]?.map(\.name) ?? names
            case .choices(let names): names
            case .toggle: ["on", "off"]
            case .integer(_, let words), .reals(_, let words): words
            case .real, .text: []
            }
        return words.filter { $0.hasPrefix(phrase.value) }.map { word in
            (word, parts[tunable.key]?.first { $0.name == word }?.summary ?? "")
        }
    }
}
