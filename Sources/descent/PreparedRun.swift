import Presets
import Training

/// A preset that was decoded, checked and loaded: ready to train.
struct PreparedRun {
    let experiment: PreparedExperiment
    /// What is worth knowing of the preset itself, such as what an override replaced.
    let warnings: [PresetDiagnostic]
    /// What is worth knowing of its data and layers, with the places it comes from; also in the run's notes.
    let remarks: [PresetDiagnostic]

    /// Decodes a preset, a file or the name of a built-in one, and loads its data.
    ///
    /// - Throws: ``CommandFailure`` with every mistake.
    init(_ pathOrName: String, overrides: [Override] = []) throws(CommandFailure) {
        let file: PresetFile
        let preset: DecodedPreset
        do { file = try PresetFile.load(pathOrName) } catch { throw .file(error) }
        do {
            preset = try file.decode(overrides: overrides.map { ($0.key, $0.text) })
        } catch {
            throw .badInput(error.diagnostics)
        }
        do {
            experiment = try PreparedExperiment.prepare(preset.experiment)
        } catch {
            throw .badInput(error.problems.map { preset.locate($0) })
        }
        warnings = preset.warnings
        remarks = experiment.problems.map { preset.locate($0) }
    }
}
