import Training
import Tunables

/// What the palette understands: the run's tunables and the verbs.
struct PaletteVocabulary: Sendable {
    let tunables: [Tunable]
    let parts: [String: [Descriptor]]
    /// The value in force of each key.
    let values: @Sendable (String) -> Value?

    /// The tunables there are once a choice is made: the chosen part's own, with its defaults.
    func afterChoosing(_ name: String, at choiceKey: String) -> PaletteVocabulary {
        guard choiceKey.hasSuffix(".name"), let part = parts[choiceKey]?.first(where: { $0.name == name }) else {
            return self
        }
        let family = String(choiceKey.dropLast(5))
        let kept = tunables.filter { tunable in tunable.key == choiceKey || !tunable.key.hasPrefix(family + ".") }
        return PaletteVocabulary(
            tunables: kept + part.tunables.map { $0.prefixed(family) }, parts: parts, values: values)
    }

    /// The declaration meant by a word: a key, the end of one, or a group's main setting that takes the value
    /// (`dropout off`, `dropout 0.2`, `batch 64`).
    func resolve(_ word: String, value: String) throws(PaletteError) -> Tunable {
        if !tunables.contains(where: { $0.key == word }) {
            let main = ["name", "enabled", "rate", "size"].compactMap { ending in
                tunables.first { $0.key == "\(word).\(ending)" }
            }
            if let fitting = main.first(where: { (try? $0.parse(value)) != nil }) ?? main.first { return fitting }
        }
        do throws(TunableError) {
            return try ExperimentSchema.resolve(word, among: tunables)
        } catch .unknownKey {
            if let reason = whyAbsent(word) { throw reason }
            throw .unknownWord(word, nearest: nearestName(to: word, among: words))
        } catch {
            throw .tunable(error)
        }
    }

    /// Why a setting that there is elsewhere is none of this run's.
    private func whyAbsent(_ word: String) -> PaletteError? {
        let group = "augmentation."
        let augmentations = ExperimentSchema.plain.filter { $0.key.hasPrefix(group) }
        if let declared = try? ExperimentSchema.resolve(word, among: augmentations) {
            return .inapplicable(
                key: declared.key,
                applying: tunables.map(\.key).filter { $0.hasPrefix(group) }.map { String($0.dropFirst(group.count)) })
        }
        for choiceKey in parts.keys.sorted() {
            let family = choiceKey.prefix { $0 != "." }
            let name = word.hasPrefix(family + ".") ? String(word.dropFirst(family.count + 1)) : word
            let owners = (parts[choiceKey] ?? []).filter { $0.tunable(name) != nil }.map(\.name)
            if !owners.isEmpty { return .ofOtherParts(key: word, choice: String(family), owners: owners) }
        }
        return nil
    }

    /// Every word that can begin a line.
    private var words: [String] {
        PaletteVerb.all.map(\.name) + tunables.flatMap { [$0.key, JournalWords.shortName($0.key), $0.key.lastPart] }
    }
}

extension DashboardState {
    var vocabulary: PaletteVocabulary {
        let run = run
        return PaletteVocabulary(tunables: run.tunables, parts: run.description.parts) { run.value($0) }
    }
}

extension String {
    /// What follows the last point of a key.
    var lastPart: String { split(separator: ".").last.map(String.init) ?? self }
}
