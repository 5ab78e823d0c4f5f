import Datasets
import Networks
import Optimization
import Presets
import Testing
import Training
import Tunables

@Suite("Every tunable of every catalogue can be set from a preset, from --set and by a script, and keeps its bounds")
struct CatalogueTests {
    /// A tunable, and the choice that has to be made for it to exist.
    struct Case: CustomTestStringConvertible, Sendable {
        let choice: String?
        let part: String
        let tunable: Tunable

        var testDescription: String { choice == nil ? tunable.key : "\(part): \(tunable.key)" }

        /// The preset with `lines` added.
        func preset(_ lines: String) -> String {
            let layer = choice?.hasPrefix("layers.1") ?? false
            let choices = choice.map { "\($0): \(part)\n" } ?? ""
            let data = choice == "data.dataset" ? "" : "data.dataset: digits\n"
            let type = layer && choice == "layers.1.type" ? "dropout" : "dense"
            let layers = layer && choice == "layers.1.type" ? "  - {}\n" : "  - type: \(type)\n"
            return "version: 1\n\(data)layers:\n\(layers)\(choices)\(lines)"
        }
    }

    static let cases: [Case] = {
        var cases = ExperimentSchema.plain.map { Case(choice: nil, part: "", tunable: $0) }
        for family in ExperimentSchema.families(for: Settings(), layerCount: 1) {
            for member in family.descriptors {
                cases += member.tunables.map {
                    Case(choice: family.choiceKey, part: member.name, tunable: $0.prefixed(family.key))
                }
            }
        }
        return cases
    }()

    private func faults(_ text: String, _ overrides: [(key: String, text: String)] = []) -> [PresetFault] {
        do {
            _ = try PresetDecoder.decode(text: text, path: "p.yaml", overrides: overrides)
            return []
        } catch {
            return error.diagnostics.map(\.fault)
        }
    }

    @Test("The default can be written in the preset and on the command line", arguments: cases)
    func defaults(example: Case) throws {
        let key = example.tunable.key
        let value = try example.tunable.check(example.tunable.defaultValue)
        guard value != "" else { return }
        let text = example.preset("\(key): \(value)\n")
        #expect(try PresetDecoder.decode(text: text, path: "p.yaml").experiment.settings[key] == value)
        let overridden = try PresetDecoder.decode(
            text: example.preset(""), path: "p.yaml", overrides: [(key: key, text: value.description)])
        #expect(overridden.experiment.settings[key] == value)
    }

    @Test("Numbers outside the bounds are refused with the bounds", arguments: cases)
    func bounds(example: Case) {
        let (bounds, isList): (Bounds, Bool)
        switch example.tunable.kind {
        case .real(let found), .integer(let found, _): (bounds, isList) = (found, false)
        case .reals(let found, _): (bounds, isList) = (found, true)
        default: return
        }
        var outside: [Double] = []
        if bounds.lower.isFinite { outside += [bounds.lower - 1] + (bounds.includesLower ? [] : [bounds.lower]) }
        if bounds.upper.isFinite { outside += [bounds.upper + 1] + (bounds.includesUpper ? [] : [bounds.upper]) }
        for number in outside {
            let written = isList ? "[\(Value.describe(number))]" : Value.describe(number)
            for found in [
                faults(example.preset("\(example.tunable.key): \(written)\n")),
                faults(example.preset(""), [(key: example.tunable.key, text: written)]),
            ] {
                guard case .outOfRange(example.tunable.key, let allowed, _)? = found.first, found.count == 1 else {
                    Issue.record("\(written) gave \(found.map(\.message))")
                    continue
                }
                #expect(allowed.contains(bounds.description))
            }
        }
    }

    @Test("A value of another kind is refused", arguments: cases)
    func wrongKind(example: Case) {
        let wrong =
            switch example.tunable.kind {
            case .real, .integer, .toggle, .choice, .reals, .choices: "no_such_thing"
            case .text: "[a, list]"
            }
        let found = faults(example.preset("\(example.tunable.key): \(wrong)\n"))
        #expect(found.count == 1)
        switch found.first {
        case .wrongType(example.tunable.key, _, _, _, _)?, .unknownName(_, nil, example.tunable.key, _)?: break
        default: Issue.record("gave \(found.map(\.message))")
        }
    }

    @Test("A script may set what is live and only that", arguments: cases)
    func scripted(example: Case) throws {
        let value = try example.tunable.check(example.tunable.defaultValue)
        guard value != "" else { return }
        let text = example.preset("interventions:\n  - at: {step: 1}\n    set: {\(example.tunable.key): \(value)}\n")
        let declared = ExperimentSchema.tunables(
            for: Settings(example.choice.map { [$0: .word(example.part)] } ?? [:]), layerCount: 1
        ).first { $0.key == example.tunable.key }
        let expected: [PresetFault] = declared?.change == .live ? [] : [.restartOnly(key: example.tunable.key)]
        #expect(faults(text) == expected)
    }

    @Test("Every member of every family can be chosen by name and by alias")
    func choices() throws {
        for family in ExperimentSchema.families(for: Settings(), layerCount: 1) {
            for member in family.descriptors {
                for name in [member.name] + member.aliases {
                    let preset = try PresetDecoder.decode(
                        text: DecodingTests.small, path: "p.yaml", overrides: [(key: family.key, text: name)])
                    #expect(preset.experiment.settings[family.choiceKey] == .word(member.name))
                }
            }
        }
    }
}
