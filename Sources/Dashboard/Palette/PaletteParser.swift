import Training
import Tunables

/// Reads a line of the palette: `lr 3e-4`, `optimizer adam; lr 1e-3`, `optimizer sgd; lr match`, `batch.size = 64`, `undo`.
struct PaletteParser {
    private let vocabulary: PaletteVocabulary

    init(_ vocabulary: PaletteVocabulary) { self.vocabulary = vocabulary }

    func parse(_ line: String) throws(PaletteError) -> Outcome {
        let phrases = line.split(separator: ";").map { Phrase($0) }.filter { !$0.word.isEmpty }
        guard let first = phrases.first else { throw .empty }
        if phrases.count == 1, let verb = PaletteVerb.named(first.word), first.separator != "=" {
            return try parse(verb, argument: first.value)
        }
        var vocabulary = vocabulary
        var assignments: [Assignment] = []
        for phrase in phrases {
            let assignment = try self.assignment(phrase, after: assignments, vocabulary)
            if case .word(let name) = assignment.value {
                vocabulary = vocabulary.afterChoosing(name, at: assignment.key)
            }
            assignments.append(assignment)
        }
        if assignments.count == 1, case .word(let name) = assignments[0].value,
            vocabulary.parts[assignments[0].key] != nil
        {
            return .choosePart(choiceKey: assignments[0].key, name: name, source: .palette)
        }
        return .assign(assignments, source: .palette)
    }

    private func assignment(
        _ phrase: Phrase, after earlier: [Assignment], _ vocabulary: PaletteVocabulary
    ) throws(PaletteError) -> Assignment {
        let tunable: Tunable
        do {
            tunable = try vocabulary.resolve(phrase.word, value: phrase.value)
        } catch {
            if PaletteVerb.named(phrase.word) != nil { throw .verbAmongSettings(phrase.word) }
            throw error
        }
        guard tunable.change == .live else { throw .tunable(.restartOnly(key: tunable.key)) }
        guard !phrase.value.isEmpty else {
            throw .missingValue(key: tunable.key, expectation: tunable.expectation)
        }
        // After a switch of optimizer, the rate that keeps the size of updates: the run measures it.
        if tunable.key == "optimizer.lr", phrase.value == "match" {
            guard earlier.contains(where: { $0.key == "optimizer.name" }) else { throw .matchAlone }
            return Assignment(tunable.key, .word(phrase.value))
        }
        do {
            return Assignment(tunable.key, try tunable.parse(phrase.value))
        } catch {
            throw .tunable(error)
        }
    }

    private func parse(_ verb: PaletteVerb, argument: String) throws(PaletteError) -> Outcome {
        switch verb.argument {
        case .none(let outcome):
            guard argument.isEmpty else { throw .wrongArgument(verb: verb.name, expectation: "nothing after it") }
            return outcome
        case .word(let words, let outcome):
            guard let result = outcome(argument) else {
                throw .wrongArgument(verb: verb.name, expectation: "one of " + words.joined(separator: ", "))
            }
            return result
        case .number(let range, let outcome): return outcome(try number(argument, in: range, after: verb))
        case .optionalNumber(let range, let outcome):
            return outcome(argument.isEmpty ? nil : try number(argument, in: range, after: verb))
        }
    }

    private func number(
        _ text: String, in range: ClosedRange<Double>, after verb: PaletteVerb
    ) throws(PaletteError) -> Double {
        guard let number = Double(text), range.contains(number) else {
            throw .wrongArgument(
                verb: verb.name,
                expectation: "a number from \(NumberText.setting(range.lowerBound)) to "
                    + NumberText.setting(range.upperBound))
        }
        return number
    }
}

/// A word and what follows it, parted by a blank or `=`.
struct Phrase: Sendable, Hashable {
    let word: String
    let value: String
    /// `nil` while only the word is there.
    let separator: Character?

    init(_ text: some StringProtocol) {
        let text = Self.trimmedStart(Substring(text))
        let end = text.firstIndex { $0 == " " || $0 == "=" }
        word = String(end.map { text[..<$0] } ?? text)
        guard let end else {
            value = ""
            separator = nil
            return
        }
        var rest = Self.trimmedStart(text[end...])
        separator = rest.first == "=" ? "=" : " "
        if rest.first == "=" { rest = Self.trimmedStart(rest.dropFirst()) }
        while rest.last == " " { rest.removeLast() }
        value = String(rest)
    }

    private static func trimmedStart(_ text: Substring) -> Substring { text.drop { $0 == " " } }
}
