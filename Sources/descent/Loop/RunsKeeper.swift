import Dashboard
import Dispatch
import Runs
import Training

/// Answers what the dashboard asks about recorded runs, on a queue of its own, so that the screen never waits for the
/// disk.
final class RunsKeeper: Sendable {
    private let folder: RunsFolder
    private let queue = DispatchQueue(label: "descent.runs", qos: .userInitiated)
    private let wake: @Sendable () -> Void
    private let answers = Locked<[DashboardEvent]>([])
    /// Used on the queue alone.
    private let store = Locked<RunStore?>(nil)
    private let playback = Locked<RecordedPlayback?>(nil)

    /// - Parameter wake: called when there is an answer to take; from the queue.
    init(_ folder: RunsFolder, wake: @escaping @Sendable () -> Void) {
        self.folder = folder
        self.wake = wake
    }

    /// Hands a request over; never waits.
    func ask(_ request: RunsRequest) {
        queue.async { [self] in
            do throws(RunsError) {
                try answer(request)
            } catch {
                say(refusal(of: request, error))
            }
        }
    }

    /// What was answered since the last call, in order.
    func takeAnswers() -> [DashboardEvent] {
        answers.withLock { answers in
            defer { answers = [] }
            return answers
        }
    }

    private func say(_ events: DashboardEvent...) {
        answers.withLock { $0 += events }
        wake()
    }

    private func refusal(of request: RunsRequest, _ error: RunsError) -> DashboardEvent {
        switch request {
        case .list: .runs(.unavailable("\(error)"))
        case .compare(let ids): .runs(.compared(RunComparison(ids: ids, curves: [], trouble: "\(error)")))
        default: .notice("\(error)")
        }
    }

    private func answer(_ request: RunsRequest) throws(RunsError) {
        switch request {
        case .list: try list()
        case .compare(let ids): say(.runs(.compared(RunComparison(of: ids, in: try opened()))))
        case .open(let id): try open(id)
        case .send(let command):
            guard let playback = playback.withLock({ $0 }) else { return }
            playback.send(command)
            let (answers, steps) = telemetry(of: playback)
            say(.runs(.telemetry(answers, steps)))
        case .close: playback.withLock { $0 = nil }
        case .export(let id, let kind): say(.notice(try RunFiles(opened(), id).write(kind)))
        case .remove(let id):
            try opened().remove(id)
            try list()
            say(.notice("deleted \(id)"))
        case .setTags(let tags, let id):
            try opened().setTags(tags, of: id)
            try list()
        case .setNote(let note, let id):
            try opened().setNote(note, of: id)
            try list()
        }
    }

    private func list() throws(RunsError) {
        // Looking at runs must not make a database where there is none.
        guard folder.hasDatabase else { return say(.runs(.listed([]))) }
        say(.runs(.listed(try opened().runs().map { RunRow($0) })))
    }

    private func open(_ id: String) throws(RunsError) {
        let run = try opened().open(id)
        let playback = RecordedPlayback(run)
        self.playback.withLock { $0 = playback }
        // What it would report stands in its record as well, with what only the record has.
        let (_, steps) = telemetry(of: playback)
        say(.runs(.opened(run.description, RunRow(run.record))), .runs(.past(run.past, steps)))
    }

    /// What the run that is open has to report.
    private func telemetry(of playback: RecordedPlayback) -> ([RunEvent], TelemetryBatch) {
        let layout = TelemetryLayout(layerCount: playback.description.layers.count)
        var batch = TelemetryBatch(layout: layout, capacity: 2)
        let events = playback.takeTelemetry(into: &batch)
        return (events, batch)
    }

    private func opened() throws(RunsError) -> RunStore {
        if let store = store.withLock({ $0 }) { return store }
        let store = try RunStore(existing: folder)
        self.store.withLock { $0 = store }
        return store
    }
}
