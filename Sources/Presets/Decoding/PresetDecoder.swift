import Training
import Tunables

/// Turns a preset's text into a checked experiment, or into the list of all its mistakes.
public enum PresetDecoder {
    /// The only version of the form there is.
    public static let version = 1
    /// More layers than any run can use; a guard against generated nonsense.
    static let mostLayers = 512

    /// Reads a preset.
    ///
    /// - Parameters:
    ///   - text: the YAML.
    ///   - path: the file as it is shown in messages; its name names the experiment where the preset does not.
    ///   - directory: the folder that relative paths in the preset start from; the folder of `path` by default.
    ///   - overrides: `--set key=value`, in order; keys may be shortened to an ending that only one key has.
    ///   - flags: of overrides that were given as options of their own (`--epochs`), those options, by key.
    /// - Throws: ``PresetErrors`` with everything that is wrong.
    public static func decode(
        text: String, path: String, directory: String? = nil, overrides: [(key: String, text: String)] = [],
        flags: [String: String] = [:]
    ) throws(PresetErrors) -> DecodedPreset {
        var decoding = Decoding(SourceText(text, path: path))
        decoding.run()
        var preset = decoding.preset(directory: directory ?? Self.directory(of: path))
        var diagnostics = decoding.diagnostics
        if !overrides.isEmpty {
            var overriding = Overriding(preset)
            overriding.apply(overrides, flags: flags)
            diagnostics += overriding.errors
            preset = overriding.preset
        }
        guard diagnostics.isEmpty else { throw PresetErrors(diagnostics.inOrder().cutOff()) }
        return preset
    }

    /// `presets` for `presets/digits.yaml`.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// `digits` for `presets/digits.yaml`.
    static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        for ending in [".yaml", ".yml"] where file.hasSuffix(ending) && file.count > ending.count {
            return String(file.dropLast(ending.count))
        }
        return file
    }
}

/// The decoding of one file.
struct Decoding {
    let source: SourceText
    private(set) var faults: [LocatedFault] = []
    private var experiment: Experiment
    /// Where each key was written, by full key.
    private var places: [String: SourcePlace] = [:]
    /// The kinds of blocks and of the layers inside them, as far as can be told before the keys are known.
    private var nestedTypes = Settings()

    init(_ source: SourceText) {
        self.source = source
        experiment = Experiment(name: PresetDecoder.name(of: source.path), lesson: source.lesson)
    }

    var diagnostics: [PresetDiagnostic] { faults.map { PresetDiagnostic(.error, $0.fault, at: place($0.place)) } }

    func preset(directory: String) -> DecodedPreset {
        var experiment = experiment
        experiment.directory = directory
        return DecodedPreset(
            experiment: experiment, places: places.mapValues { place($0) }, start: place(source.firstPlace))
    }

    mutating func run() {
        var reader = YAMLReader(source)
        let root = reader.read()
        faults += reader.diagnostics.map { LocatedFault($0.fault, $0.place) }
        guard let root else { return }
        guard case .mapping(let entries, _) = root else {
            return report(.rootIsNotBlock(found: root.kind), root.place)
        }
        var settings: [SourceNode.Entry] = []
        var interventions: SourceNode.Entry?
        for entry in entries {
            switch entry.key {
            case "version": checkVersion(entry)
            case "name": if let text = text(entry) { experiment.name = text }
            case "title": if let text = text(entry) { experiment.title = text }
            case "interventions": interventions = entry
            case "layers": if let layers = listed(entry) { settings.append(layers) }
            default: settings.append(entry)
            }
        }
        requireKeys(entries)
        var walk = SettingsWalk(SchemaView(nestedTypes, layerCount: experiment.layerCount, isWholeFile: true))
        walk.settleChoices(in: .mapping(settings, root.place))
        walk.walk(settings, below: "")
        faults += walk.faults
        for assigned in walk.assigned {
            experiment.settings[assigned.key] = assigned.value
            places[assigned.key] = assigned.valuePlace
        }
        if let interventions { read(interventions, walk.view) }
    }

    /// The list of layers as a block whose keys are the layers' numbers; `nil` where there are none.
    private mutating func listed(_ entry: SourceNode.Entry) -> SourceNode.Entry? {
        var reading = LayerListReading()
        let numbered = reading.numbered(entry, at: "layers")
        faults += reading.faults
        places.merge(reading.places) { first, _ in first }
        nestedTypes = reading.nestedTypes
        experiment.layerCount = reading.outerCount
        return numbered
    }

    private mutating func checkVersion(_ entry: SourceNode.Entry) {
        places["version"] = entry.value.place
        if case .scalar(let scalar) = entry.value, scalar.text == String(PresetDecoder.version) { return }
        if entry.value.isNull {
            report(.noValue(key: "version", allowed: String(PresetDecoder.version)), entry.keyPlace)
        } else {
            report(.unsupportedVersion(found: entry.value.kind), entry.value.place)
        }
    }

    private mutating func text(_ entry: SourceNode.Entry) -> String? {
        if case .scalar(let scalar) = entry.value, !scalar.isNull { return scalar.text }
        let fault: PresetFault =
            entry.value.isNull
            ? .noValue(key: entry.key, allowed: "a text")
            : .wrongType(key: entry.key, takes: "a text", allowed: "a text", found: entry.value.kind, isQuoted: false)
        report(fault, entry.value.isNull ? entry.keyPlace : entry.value.place)
        return nil
    }

    private mutating func requireKeys(_ entries: [SourceNode.Entry]) {
        for (key, required) in [("version", RequiredKey.version), ("data", .data), ("layers", .layers)] {
            let isThere = entries.contains { $0.key == key || $0.key.hasPrefix(key + ".") }
            if !isThere { report(.missingKey(required), source.firstPlace) }
        }
        for entry in entries where places[entry.key] == nil { places[entry.key] = entry.keyPlace }
    }

    private mutating func read(_ interventions: SourceNode.Entry, _ view: SchemaView) {
        var script = InterventionReading(view, experiment.settings, layerCount: experiment.layerCount)
        script.read(interventions)
        faults += script.faults
        experiment.interventions = script.interventions
        places.merge(script.places) { first, _ in first }
    }

    private mutating func report(_ fault: PresetFault, _ place: SourcePlace) {
        faults.append(LocatedFault(fault, place))
    }

    private func place(_ place: SourcePlace) -> PresetDiagnostic.Place {
        .file(path: source.path, place, source: source.line(place.line))
    }
}
