import Glibc
import Runs
import Training

/// Where runs are recorded, if they are. What keeps them from being recorded never keeps them from being trained.
struct RunArchive {
    private let store: RunStore?
    /// Why nothing is recorded although it was wanted.
    let trouble: String?

    /// Nothing is recorded.
    static let none = RunArchive(store: nil, trouble: nil)

    private init(store: RunStore?, trouble: String?) {
        self.store = store
        self.trouble = trouble
    }

    /// Opens the database of a folder.
    static func open(_ folder: RunsFolder) -> RunArchive {
        do {
            return RunArchive(store: try RunStore(folder), trouble: nil)
        } catch {
            return RunArchive(store: nil, trouble: "this run is not recorded: \(error)")
        }
    }

    private func absolutePath(_ path: String) -> String {
        guard let real = realpath(path.isEmpty ? "." : path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Enters a run that is about to begin; `nil`, with the reason, where it cannot be recorded.
    func begin(
        _ prepared: PreparedExperiment, presetText: String
    ) -> (recording: RunRecording?, trouble: String?) {
        guard let store else { return (nil, trouble) }
        var experiment = prepared.experiment
        // The run goes on, and is replayed, from any folder.
        experiment.directory = absolutePath(experiment.directory)
        let restart = prepared.description.restart
        // Each restart is a run of its own.
        if restart != nil { experiment.settings["restarts"] = nil }
        do {
            let recorder = try RunRecorder(
                store,
                NewRun(
                    description: prepared.description, experiment: experiment, preprocessing: prepared.preprocessing,
                    presetText: presetText,
                    machine: Machine.words, program: Descent.configuration.version))
            if let restart {
                try store.setTags(["restart"], of: recorder.id)
                try store.setNote("restart \(restart.number) of \(restart.count)", of: recorder.id)
            }
            return (RunRecording(recorder, of: prepared.description, in: store.folder), nil)
        } catch {
            return (nil, "this run is not recorded: \(error)")
        }
    }
}
