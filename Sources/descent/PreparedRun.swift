import Presets
import Training

/// A preset that was decoded, checked and loaded: ready to train.
struct PreparedRun {
    let experiment: PreparedExperiment
    /// The preset as it was written.
    let text: String
    /// What is worth knowing of the preset itself, such as what an override replaced.
    let warnings: [PresetDiagnostic]
    /// What is worth knowing of its data and layers, with the places it comes from; also in the run's notes.
    let remarks: [PresetDiagnostic]

    /// Decodes a preset, a file or the name of a built-in one, and loads its data.
    ///
    /// - Throws: ``CommandFailure`` with every mistake.
    init(_ pathOrName: String, overrides: [Override] = []) throws(CommandFailure) {
        try self.init(ReadPreset(pathOrName, overrides: overrides))
    }

    /// Loads the data of a preset that was read.
    ///
    /// - Throws: ``CommandFailure`` with every mistake.
    init(_ read: ReadPreset) throws(CommandFailure) {
        do {
            experiment = try PreparedExperiment.prepare(read.preset.experiment)
        } catch {
            throw read.failure(error)
        }
        text = read.text
        warnings = read.preset.warnings
        remarks = experiment.problems.map { read.preset.locate($0) }
    }
}

/// A preset that was decoded; its data is not loaded yet.
struct ReadPreset {
    let preset: DecodedPreset
    /// The preset as it was written.
    let text: String

    /// Decodes a preset, a file or the name of a built-in one.
    ///
    /// - Throws: ``CommandFailure`` with every mistake.
    init(_ pathOrName: String, overrides: [Override] = []) throws(CommandFailure) {
        let file: PresetFile
        do { file = try PresetFile.load(pathOrName) } catch { throw .file(error) }
        text = file.text
        do {
            let flags = overrides.compactMap { override in override.flag.map { (override.key, $0) } }
            preset = try file.decode(
                overrides: overrides.map { ($0.key, $0.text) }, flags: Dictionary(flags) { _, last in last })
        } catch {
            throw .badInput(error.diagnostics)
        }
    }

    /// What keeps the experiment from starting, each with its place in the preset.
    func failure(_ errors: ExperimentErrors) -> CommandFailure {
        let diagnostics = errors.problems.map { preset.locate($0) }
        return errors.isMissingFile ? .missingData(diagnostics) : .badInput(diagnostics)
    }
}
