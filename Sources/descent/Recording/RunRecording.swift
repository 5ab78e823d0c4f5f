import Diagnosis
import Runs
import Training

/// One run being recorded: what it reports goes into the database, its snapshots become checkpoints.
struct RunRecording {
    let keeper: CheckpointKeeper
    private var phase = RunState.preparing
    /// Entries of the journal that the database has already.
    private let knownEntries: Int
    /// What a command needs beside the id to find the run.
    private let option: String
    private var hasToldFailure = false
    /// Whether the run is over as it was recorded: nothing of it is written until something changes it.
    private var isUntouched: Bool

    /// - Parameter isOver: whether the run is over and only taken up again.
    init(
        _ recorder: RunRecorder, of run: RunDescription, in folder: RunsFolder, knownEntries: Int = 0,
        isOver: Bool = false
    ) {
        option = folder.option
        keeper = CheckpointKeeper(recorder, epochs: run.epochs, isOver: isOver)
        isUntouched = isOver
        self.knownEntries = knownEntries
    }

    /// The run's id in the database.
    var id: String { keeper.recorder.id }

    /// Takes what the run has told, and what was newly found about it; call it right after it was taken.
    mutating func take(_ events: [RunEvent], _ batch: TelemetryBatch, _ findings: [FindingNews]) {
        let news = events.filter { isNews($0) }
        guard !isUntouched else { return }
        keeper.recorder.record(news, batch)
        for news in findings {
            switch news {
            case .found(let verdict): keeper.recorder.record(RecordedFinding(verdict))
            case .withdrawn(let verdict): keeper.recorder.withdraw(RecordedFinding(verdict))
            }
        }
    }

    /// Leaves out what is known, and the end of a run that was only left: it is interrupted and can be resumed.
    private mutating func isNews(_ event: RunEvent) -> Bool {
        let isKnown = isUntouched
        switch event {
        case .journaled(let entry) where entry.id > knownEntries: isUntouched = false
        case .rewound: isUntouched = false
        default: break
        }
        switch event {
        case .rewound: return true
        case .state(let state):
            phase = state
            return !isKnown
        case .journaled(let entry): return entry.id > knownEntries
        case .finished(let summary): return !isKnown && summary.state == phase
        default: return !isKnown
        }
    }

    /// Whether the run came to an end of its own.
    var isOver: Bool { phase.isOver }

    /// Whether something of the run is not on the disk.
    var hasFailed: Bool { keeper.recorder.failure != nil }

    /// Has someone told, from another thread, when there is a checkpoint or a failure to take.
    func listen(_ body: @escaping @Sendable () -> Void) { keeper.recorder.listen(body) }

    /// Checkpoints that are on the disk since the last call, of many the newest.
    func takeCheckpoints() -> [CheckpointNote] { keeper.recorder.takeCheckpoints().map(\.note) }

    /// Why recording has stopped; told once.
    mutating func failure() -> String? {
        guard !hasToldFailure, let failure = keeper.recorder.failure else { return nil }
        hasToldFailure = true
        return "recording has stopped: \(failure)"
    }

    /// Writes what is left and waits until it is on the disk.
    func finish() { keeper.recorder.finish() }

    /// What to say when the run was left: its id, and how it goes on.
    var closing: String {
        if hasFailed { return "run \(id), recorded until recording stopped" }
        if isOver { return "run \(id); more of it: descent show \(id)\(option)" }
        return "run \(id); it goes on with: descent resume \(id)\(option)"
    }
}

extension RecordedFinding {
    init(_ verdict: GradientVerdict) {
        self.init(
            step: verdict.sinceStep, kind: verdict.symptom.rawValue, severity: verdict.severity.rawValue,
            message: verdict.headline, advice: verdict.advice)
    }
}
