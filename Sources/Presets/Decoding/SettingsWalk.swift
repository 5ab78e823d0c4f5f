import Training
import Tunables

/// Goes through a block of settings and collects assignments and faults.
struct SettingsWalk {
    /// One key that was set.
    struct Assigned {
        let key: String
        let value: Value
        let keyPlace: SourcePlace
        let valuePlace: SourcePlace
    }

    private(set) var view: SchemaView
    private(set) var assigned: [Assigned] = []
    private(set) var faults: [LocatedFault] = []
    private var firstLines: [String: Int] = [:]
    /// Mistakes found before this walk.
    private let faultsBefore: Int

    init(_ view: SchemaView, faultsBefore: Int = 0) {
        self.view = view
        self.faultsBefore = faultsBefore
    }

    /// Reads the choices in `root` first, because they decide which keys there are.
    ///
    /// An unreadable choice is reported later, by ``walk(_:below:)``; until then the nearest name is assumed.
    mutating func settleChoices(in root: SourceNode) {
        let written = root.byPath()
        var settings = view.settings
        var settled: Set<String> = []
        // Choosing a layer's type brings its inner families: look again until nothing new appears.
        while true {
            let chosen = written.keys.compactMap { view.family(choosing: $0) }.filter {
                settled.insert($0.key).inserted
            }
            guard !chosen.isEmpty else { return }
            for family in chosen {
                guard case .scalar(let scalar)? = written[family.choiceKey] ?? written[family.key] else { continue }
                let name = family.member(scalar.text) != nil ? scalar.text : nil
                if name == nil { view.undecided.insert(family.key) }
                guard let assumed = name ?? nearestName(to: scalar.text, among: family.allNames),
                    let member = family.member(assumed)
                else { continue }
                Self.choose(member.name, in: family, &settings)
            }
            view = view.with(settings)
        }
    }

    /// Sets a choice; what was set for the part chosen before is dropped.
    ///
    /// - Returns: the keys dropped.
    @discardableResult
    static func choose(_ name: String, in family: SchemaView.Family, _ settings: inout Settings) -> [String] {
        let old = family.chosen(in: settings)
        var dropped: [String] = []
        if let old, old.name != name {
            let general = Set(ExperimentSchema.plain.map(\.key))
            for key in settings.keys where key.hasPrefix(family.key + ".") && key != family.choiceKey {
                if general.contains(key) { continue }
                settings[key] = nil
                dropped.append(key)
            }
        }
        settings[family.choiceKey] = .word(name)
        return dropped
    }

    /// Reads the entries that stand below `prefix`.
    mutating func walk(_ entries: [SourceNode.Entry], below prefix: String) {
        for entry in entries {
            let key = prefix.isEmpty ? entry.key : "\(prefix).\(entry.key)"
            if case .mapping(let inner, _) = entry.value, view.isGroup(key) {
                walk(inner, below: key)
            } else if let tunable = view.tunable(key) {
                assign(tunable, entry)
            } else if view.isGroup(key) {
                let place = entry.value.isNull ? entry.keyPlace : entry.value.place
                report(.notABlock(key: key, found: entry.value.kind, allowed: view.names(below: key)), place)
            } else if faultsBefore + faults.count >= PresetErrors.most {
                // Only counted: the search for what was meant takes its time.
                report(.unknownKey(entry.key, in: view.home(prefix), suggestions: [], allowed: []), entry.keyPlace)
            } else if let fault = view.fault(forUnknown: entry.key, below: prefix) {
                report(fault, entry.keyPlace)
            }
        }
    }

    mutating func report(_ fault: PresetFault, _ place: SourcePlace) { faults.append(LocatedFault(fault, place)) }

    private mutating func assign(_ tunable: Tunable, _ entry: SourceNode.Entry) {
        if let line = firstLines[tunable.key] {
            return report(.duplicateKey(entry.key, firstLine: line), entry.keyPlace)
        }
        firstLines[tunable.key] = entry.keyPlace.line
        do throws(LocatedFault) {
            let value = try read(entry, tunable)
            assigned.append(
                Assigned(
                    key: tunable.key, value: value, keyPlace: entry.keyPlace, valuePlace: entry.value.place))
        } catch {
            faults.append(error)
        }
    }

    private func read(_ entry: SourceNode.Entry, _ tunable: Tunable) throws(LocatedFault) -> Value {
        guard let family = view.family(choosing: tunable.key), case .scalar(let scalar) = entry.value, !scalar.isNull
        else { return try tunable.read(entry.value, keyPlace: entry.keyPlace) }
        guard let member = family.member(scalar.text) else {
            let fault = PresetFault.unknownName(
                scalar.text, kind: family.kind, key: family.key, allowed: family.descriptors.map(\.name))
            throw LocatedFault(fault, scalar.place)
        }
        return .word(member.name)
    }
}
