import Training
import Tunables

/// Applies `--set key=value` to a preset that has been read.
struct Overriding {
    private(set) var preset: DecodedPreset
    private(set) var errors: [PresetDiagnostic] = []
    private var view: SchemaView
    private let original: Settings

    private struct Option {
        let key: String
        let value: String
        /// What was typed instead of `--set key=`: `--epochs`.
        let flag: String?

        var text: String { flag.map { "\($0) \(value)" } ?? "--set \(key)=\(value)" }
        private var start: Int { flag == nil ? 7 : 1 }
        private var keyLength: Int { flag?.count ?? key.count }

        var keyPlace: PresetDiagnostic.Place { .option(text, column: start, length: max(1, keyLength)) }
        var valuePlace: PresetDiagnostic.Place {
            .option(text, column: start + keyLength + 1, length: max(1, value.count))
        }
    }

    init(_ preset: DecodedPreset) {
        self.preset = preset
        original = preset.experiment.settings
        view = SchemaView(preset.experiment.settings, layerCount: preset.experiment.layerCount)
    }

    /// Choices are made first, whatever the order, because they decide which other keys there are.
    mutating func apply(_ overrides: [(key: String, text: String)], flags: [String: String]) {
        let options = overrides.map { Option(key: $0.key.trimmed, value: $0.text.trimmed, flag: flags[$0.key]) }
        for option in options where isChoice(option) { choose(option) }
        let choices = options.filter(isChoice)
        let set = options.filter { !isChoice($0) }.compactMap { option in self.set(option).map { ($0, option) } }
        checkEffect(choices.compactMap { option in key(option).map { ($0, option) } } + set)
        recheckScript()
    }

    private func key(_ option: Option) -> String? {
        (try? ExperimentSchema.resolve(option.key, among: view.tunables))?.key
    }

    /// What was set must act: it is refused where every layer has its own, and said where something else is off.
    private mutating func checkEffect(_ set: [(key: String, option: Option)]) {
        let settings = preset.experiment.settings
        view = SchemaView(settings, layerCount: view.layerCount)
        for (key, option) in set where errors.isEmpty {
            if key != "dropout.rate",
                let reason = ExperimentSchema.reasonAgainst(key, in: settings, layerCount: view.layerCount)
            {
                fail(.preparation(reason), option.keyPlace)
            } else if let reason = ExperimentSchema.idleReason(
                of: key, among: view.tunables, { [view] in settings[$0] ?? view.tunable($0)?.defaultValue })
            {
                preset.warnings.append(PresetDiagnostic(.note, .idle(key: key, reason: reason), at: option.valuePlace))
            }
        }
    }

    private func isChoice(_ option: Option) -> Bool {
        guard let tunable = try? ExperimentSchema.resolve(option.key, among: view.tunables) else { return false }
        return view.family(choosing: tunable.key) != nil
    }

    private mutating func choose(_ option: Option) {
        guard let tunable = try? ExperimentSchema.resolve(option.key, among: view.tunables),
            let family = view.family(choosing: tunable.key)
        else { return }
        guard let member = family.member(option.value) else {
            fail(
                .unknownName(
                    option.value, kind: family.kind, key: family.key, allowed: family.descriptors.map(\.name)),
                option.valuePlace)
            return
        }
        let old = family.chosen(in: preset.experiment.settings)?.name ?? family.defaultName
        let dropped = SettingsWalk.choose(member.name, in: family, &preset.experiment.settings)
        for key in dropped { preset.places[key] = nil }
        preset.places[family.choiceKey] = option.valuePlace
        view = SchemaView(preset.experiment.settings, layerCount: view.layerCount)
        if !dropped.isEmpty {
            let names = dropped.map { String($0.dropFirst(family.key.count + 1)) }
            let fault = PresetFault.choiceReplaced(kind: family.kind, old: old, new: member.name, dropped: names)
            preset.warnings.append(PresetDiagnostic(.note, fault, at: option.valuePlace))
        }
    }

    /// - Returns: the full key, where it could be set.
    private mutating func set(_ option: Option) -> String? {
        guard !option.key.isEmpty else { return fail(.overrideWithoutValue(option.text), option.keyPlace) }
        let tunable: Tunable
        do {
            tunable = try ExperimentSchema.resolve(option.key, among: view.tunables)
        } catch .ambiguousKey(_, let candidates) {
            return fail(.ambiguousKey(option.key, candidates: candidates), option.keyPlace)
        } catch {
            if view.isGroup(option.key) {
                return fail(
                    .notABlock(key: option.key, found: "'\(option.value)'", allowed: view.names(below: option.key)),
                    option.keyPlace)
            }
            let fault = view.fault(forUnknown: option.key, below: "")
            return fail(
                fault ?? .unknownKey(option.key, in: .top, suggestions: [], allowed: view.names(below: "")),
                option.keyPlace)
        }
        do {
            let value = try tunable.read(typed: option.value)
            let before = preset.experiment.settings
            let after = ExperimentSchema.setting(tunable.key, to: value, in: before)
            preset.experiment.settings = after
            let replaced = before.keys.filter { after[$0] == nil }
            for key in replaced { preset.places[key] = nil }
            preset.places[tunable.key] = option.valuePlace
            if !replaced.isEmpty {
                let fault = PresetFault.ownKeysReplaced(key: tunable.key, dropped: replaced)
                preset.warnings.append(PresetDiagnostic(.note, fault, at: option.valuePlace))
            }
            return tunable.key
        } catch {
            return fail(error, option.valuePlace)
        }
    }

    /// What the overrides took the ground from is left out of the script, with a note.
    private mutating func recheckScript() {
        guard !preset.experiment.interventions.isEmpty else { return }
        var settings = preset.experiment.settings
        var view = SchemaView(settings, layerCount: view.layerCount)
        var kept: [ScriptedIntervention] = []
        var places = preset.places.filter { !$0.key.hasPrefix("interventions.") }
        let epochs = view.epochs(settings)
        let isCut = settings["epochs"] != original["epochs"]
        for (index, intervention) in preset.experiment.interventions.enumerated() {
            let old = "interventions.\(index + 1)"
            if isCut, case .epoch(let epoch) = intervention.moment, epoch >= epochs {
                note(.interventionCutOff(epoch: epoch, epochs: epochs), "\(old).at")
                continue
            }
            let assignments = intervention.assignments.filter {
                applies($0, &settings, &view, place: "\(old).\($0.key)")
            }
            guard intervention.isStop || !assignments.isEmpty else { continue }
            kept.append(
                intervention.isStop ? intervention : ScriptedIntervention(at: intervention.moment, assignments))
            for part in ["", ".at"] + intervention.assignments.map({ ".\($0.key)" }) {
                places["interventions.\(kept.count)" + part] = preset.places[old + part]
            }
        }
        preset.experiment.interventions = kept
        preset.places = places
    }

    /// Lets a scripted assignment take effect on `settings`, if it still can.
    private mutating func applies(
        _ assignment: Assignment, _ settings: inout Settings, _ view: inout SchemaView, place: String
    ) -> Bool {
        if let family = view.family(choosing: assignment.key), case .word(let name) = assignment.value {
            SettingsWalk.choose(name, in: family, &settings)
            view = view.with(settings)
            return true
        }
        if let tunable = view.tunable(assignment.key), (try? tunable.check(assignment.value)) != nil {
            settings = ExperimentSchema.setting(assignment.key, to: assignment.value, in: settings)
            return true
        }
        let why = view.fault(forUnknown: assignment.key, below: "")?.message ?? "the value no longer fits"
        note(.assignmentDropped(key: assignment.key, why: why), place)
        return false
    }

    private mutating func note(_ fault: PresetFault, _ key: String) {
        preset.warnings.append(PresetDiagnostic(.note, fault, at: preset.places[key] ?? preset.start))
    }

    @discardableResult
    private mutating func fail(_ fault: PresetFault, _ place: PresetDiagnostic.Place) -> String? {
        errors.append(PresetDiagnostic(.error, fault, at: place))
        return nil
    }
}
