import Networks
import Training
import Tunables

/// The keys an experiment has under given choices, arranged as the tree a preset writes them in.
struct SchemaView {
    typealias Family = ExperimentSchema.Family

    let settings: Settings
    let layerCount: Int
    /// Every declaration in the order it is shown.
    let tunables: [Tunable]
    private let byKey: [String: Tunable]
    private let familiesByKey: [String: Family]
    private let familiesByChoice: [String: Family]
    /// Every prefix that has keys below it.
    private let groups: Set<String>
    /// Families whose choice could not be read: their keys are not judged.
    var undecided: Set<String> = []

    /// Whether the preset's own keys (`version`, `title`, …) stand at the top beside the settings.
    private let isWholeFile: Bool

    init(_ settings: Settings, layerCount: Int, isWholeFile: Bool = false) {
        self.isWholeFile = isWholeFile
        self.settings = settings
        self.layerCount = layerCount
        tunables = ExperimentSchema.tunables(for: settings, layerCount: layerCount)
        byKey = Dictionary(tunables.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let families = ExperimentSchema.families(for: settings, layerCount: layerCount)
        familiesByKey = Dictionary(families.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        familiesByChoice = Dictionary(families.map { ($0.choiceKey, $0) }, uniquingKeysWith: { first, _ in first })
        var groups: Set<String> = []
        for tunable in tunables {
            var prefix = tunable.key[...]
            while let dot = prefix.lastIndex(of: ".") {
                prefix = prefix[..<dot]
                if !groups.insert(String(prefix)).inserted { break }
            }
        }
        self.groups = groups
    }

    func family(at key: String) -> Family? { familiesByKey[key] }

    /// The family whose choice `key` names, in full or in short (`optimizer` for `optimizer.name`).
    func family(choosing key: String) -> Family? { familiesByKey[key] ?? familiesByChoice[key] }

    /// The declaration of a full key; a family's key stands for its choice.
    func tunable(_ key: String) -> Tunable? { byKey[key] ?? familiesByKey[key]?.choice }

    /// Whether keys stand below `prefix`.
    func isGroup(_ prefix: String) -> Bool { groups.contains(prefix) }

    /// The names one level below `prefix`.
    func names(below prefix: String) -> [String] {
        let start = prefix.isEmpty ? "" : prefix + "."
        var names: [String] = []
        for tunable in tunables where tunable.key.hasPrefix(start) {
            let name = String(tunable.key.dropFirst(start.count).prefix { $0 != "." })
            if names.last != name, !names.contains(name) { names.append(name) }
        }
        guard isWholeFile, prefix.isEmpty else { return names }
        return ["version", "name", "title"] + names + (names.contains("layers") ? [] : ["layers"]) + ["interventions"]
    }

    /// How many layers the list at `key` has: `layers`, `layers.3.layers`.
    func layerCount(of key: String) -> Int {
        key == "layers" ? layerCount : Layers.nestedCount(in: settings, at: String(key.dropLast(".layers".count)))
    }

    /// Whether a list of layers stands at `key`.
    func isLayerList(_ key: String) -> Bool {
        key == "layers" || (key.hasSuffix(".layers") && familiesByKey[String(key.dropLast(".layers".count))] != nil)
    }

    /// The keys under the choices in `settings`; only choices decide which keys there are.
    func with(_ settings: Settings) -> SchemaView {
        let isSame = familiesByKey.values.allSatisfy { settings[$0.choiceKey] == self.settings[$0.choiceKey] }
        if isSame { return self }
        var view = SchemaView(settings, layerCount: layerCount, isWholeFile: isWholeFile)
        view.undecided = undecided
        return view
    }

    /// The names to offer below `prefix`: a choice that has been made is not offered again.
    func offered(below prefix: String) -> [String] {
        let names = names(below: prefix)
        guard let family = familiesByKey[prefix], settings[family.choiceKey] != nil else { return names }
        return names.filter { "\(prefix).\($0)" != family.choiceKey }
    }

    /// What stands at `prefix`, for messages.
    func home(_ prefix: String) -> KeyHome {
        if prefix.isEmpty { return .top }
        guard let family = familiesByKey[prefix], prefix != "data" else { return .section(prefix) }
        return choice(of: family)
    }

    /// What `family` chooses, for messages.
    func choice(of family: Family) -> KeyHome {
        let name = family.chosen(in: settings)?.name ?? family.defaultName
        if family.isLayer {
            let number = family.key.split(separator: ".").filter { $0 != "layers" }.joined(separator: ".")
            return .layer(number: number, type: name)
        }
        return .part(kind: family.kind, name: name, isDefault: settings[family.choiceKey] == nil)
    }
}

extension ExperimentSchema.Family {
    /// Whether it chooses a layer's kind, not something inside a layer.
    var isLayer: Bool { key.hasPrefix("layers.") && choiceKey == "\(key).type" }

    /// One of them, in words: `optimizer`, `loss`, `dataset`.
    var kind: String { String(title.hasSuffix("sses") ? title.dropLast(2) : title.dropLast()) }

    /// The member of that name or alias.
    func member(_ name: String) -> Descriptor? {
        descriptors.first { $0.name == name || $0.aliases.contains(name) }
    }

    /// Every name a member answers to.
    var allNames: [String] { descriptors.flatMap { [$0.name] + $0.aliases } }
}
