import Presets
import Training

/// A preset that was decoded, checked and loaded: ready to train.
struct PreparedRun {
    let experiment: PreparedExperiment
    /// Warnings and notes, with their places in the preset.
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
        remarks = preset.warnings + experiment.problems.map { preset.locate($0) }
    }
}
