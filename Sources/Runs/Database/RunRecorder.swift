import Datasets
import Dispatch
import Glibc
import Synchronization
import Training

/// Records a run while it trains: takes what a watcher takes, and writes it on a queue of its own.
///
/// Handing something over copies it and returns; nothing here waits for the disk but ``finish()``. Writes are gathered
/// for up to a second; interventions, checkpoints and the end are written at once and forced to the disk. When the
/// database fails, recording turns itself off and says why; the run goes on.
public final class RunRecorder: Sendable {
    /// The run's id in the database.
    public var id: String { name.description }
    /// The same as what its folder is called.
    public var name: RunID { writer.name }
    private let pending: Locked<PendingChanges>
    private let writer: RunWriter
    private let queue: DispatchQueue
    /// Called once, on the recorder's queue, when recording has turned itself off.
    private let onFailure: @Sendable (RunsError) -> Void
    private let lastSaveSeconds = Locked(0.0)
    private let saving = Atomic<Int>(0)
    /// The newest checkpoint of each role that was not taken yet, and who wants to know.
    private let written = Locked<[CheckpointFolder.Role: RecordedCheckpoint]>([:])
    private let listener = Locked<(@Sendable () -> Void)?>(nil)
    private static let gathering = 1.0

    /// Enters a new run.
    ///
    /// - Parameter onFailure: told once, on the recorder's queue, why recording has turned itself off.
    /// - Throws: ``RunsError`` where the database cannot be written: then there is nothing to record into.
    public convenience init(
        _ store: RunStore, _ run: NewRun, onFailure: @escaping @Sendable (RunsError) -> Void = { _ in }
    ) throws(RunsError) {
        let layout = TelemetryLayout(layerCount: run.description.layers.count)
        self.init(
            writer: try RunWriter(store, run, layout: layout), pending: PendingChanges(columnCount: layout.columnCount),
            onFailure: onFailure)
    }

    /// Goes on recording a run, resumed from a checkpoint at `step` in `epoch`; `journal` is that of ``ResumePlan``, with
    /// what is still to be obeyed. A run that is over stays as it is until something changes it.
    ///
    /// - Parameter preprocessing: for the checkpoints to come.
    /// - Throws: ``RunsError`` where the run is unknown, another process has it open, or the database cannot be written.
    public convenience init(
        _ store: RunStore, resuming id: String, atStep step: Int, epoch: Int, journal: InterventionTree,
        preprocessing: Preprocessing? = nil,
        onFailure: @escaping @Sendable (RunsError) -> Void = { _ in }
    ) throws(RunsError) {
        let writer = try RunWriter(
            store, resuming: id, atStep: step, epoch: epoch, journal: journal, preprocessing: preprocessing)
        let known = PendingChanges(
            columnCount: writer.layout.columnCount, step: step, entries: journal.entries.count)
        self.init(writer: writer, pending: known, onFailure: onFailure)
    }

    private init(
        writer: RunWriter, pending: PendingChanges, onFailure: @escaping @Sendable (RunsError) -> Void
    ) {
        self.writer = writer
        self.onFailure = onFailure
        self.pending = Locked(pending)
        queue = DispatchQueue(label: "descent.recorder.\(writer.id)", qos: .utility)
    }

    /// Why recording has turned itself off; `nil` while it works.
    public var failure: RunsError? { pending.withLock { $0.failure } }

    /// Takes what a run has reported: the same events and steps as a watcher gets, in the same order.
    ///
    /// - Complexity: O(rows × columns); waits for nothing.
    public func record(_ events: [RunEvent], _ batch: TelemetryBatch) {
        record(events, batch, at: Timestamp.steady)
    }

    package func record(_ events: [RunEvent], _ batch: TelemetryBatch, at seconds: Double) {
        change { $0.take(events, batch, at: seconds) }
    }

    /// Takes a finding of the diagnosis.
    public func record(_ finding: RecordedFinding) { change { $0.append(.finding(finding)) } }

    /// Takes back a finding: the run went back to before it.
    public func withdraw(_ finding: RecordedFinding) { change { $0.append(.withdrawn(finding)) } }

    /// Takes a checkpoint that has been written; it is forced to the disk at once.
    public func record(_ checkpoint: RecordedCheckpoint) {
        change { $0.append(.checkpoint(checkpoint)) }
        written.withLock { $0[checkpoint.role] = checkpoint }
        listener.withLock { $0 }?()
    }

    /// Checkpoints written since the last call, the newest of each role, in the order of their steps.
    public func takeCheckpoints() -> [RecordedCheckpoint] {
        written.withLock { written in
            defer { written = [:] }
            return written.values.sorted { ($0.step, $0.at) < ($1.step, $1.at) }
        }
    }

    /// Has someone told whenever a checkpoint was written or recording has turned itself off; on the recorder's queue.
    public func listen(_ body: @escaping @Sendable () -> Void) { listener.withLock { $0 = body } }

    /// Seconds from one checkpoint to the next that lose little and cost little: a second, or fifty times what the last
    /// one took to write.
    public var checkpointInterval: Double { max(1, 50 * lastSaveSeconds.withLock { $0 }) }

    /// Checkpoints that wait to be written.
    public var waitingSaves: Int { saving.load(ordering: .acquiring) }

    /// Whether a checkpoint is still being written: then the next one can wait.
    public var isSaving: Bool { saving.load(ordering: .acquiring) > 0 }

    /// Writes a checkpoint on the recorder's queue and enters it into the database; both are on the disk before the
    /// next one begins. A checkpoint that cannot be written turns recording off, as any failure does.
    public func save(_ snapshot: RunSnapshot, as role: CheckpointFolder.Role) {
        guard failure == nil else { return }
        saving.add(1, ordering: .acquiringAndReleasing)
        queue.async { [self] in
            defer { saving.subtract(1, ordering: .acquiringAndReleasing) }
            flush(through: snapshot)
            let began = Timestamp.steady
            do throws(RunsError) {
                try writer.open()
                let checkpoint = Checkpoint(
                    run: id, created: Timestamp.now, lineage: writer.lineage, experiment: writer.experiment,
                    preprocessing: writer.preprocessing, snapshot: snapshot)
                let file = try writer.checkpoints.save(checkpoint, as: role)
                let seconds = Timestamp.steady - began
                lastSaveSeconds.withLock { $0 = seconds }
                record(
                    RecordedCheckpoint(
                        path: file.path, role: role, step: checkpoint.step, epoch: checkpoint.epoch,
                        byteCount: file.byteCount, fingerprint: file.fingerprint ?? "",
                        weightsSHA256: snapshot.weightsSHA256, at: checkpoint.created, writeSeconds: seconds))
            } catch {
                fail(error)
            }
        }
    }

    /// Writes what is left and waits until it is on the disk.
    public func finish() {
        pending.withLock { $0.closeRows() }
        queue.sync {
            flush(isLast: true)
            writer.settle()
        }
    }

    /// Writes what is left and waits, the run going on.
    package func flushNow() { queue.sync { flush() } }

    private func change(_ body: (inout PendingChanges) -> Void) {
        let next = pending.withLock { pending -> PendingChanges.Need in
            guard pending.failure == nil else { return .nothing }
            body(&pending)
            if let failure = pending.failure { queue.async { [self] in tell(failure) } }
            return pending.takeNeed()
        }
        switch next {
        case .nothing: break
        case .soon: queue.asyncAfter(deadline: .now() + Self.gathering) { [self] in flush() }
        case .now: queue.async { [self] in flush() }
        }
    }

    /// Writes what led to a snapshot before the snapshot itself: what the database did not know when the run goes on from
    /// there, nobody would ever tell it. The watcher hands it over within a frame; one that has stopped is not waited for.
    private func flush(through snapshot: RunSnapshot) {
        for _ in 0..<100 where !pending.withLock({ $0.covers(snapshot) }) { usleep(5000) }
        pending.withLock { $0.closeRows() }
        flush()
    }

    private func flush(isLast: Bool = false) {
        let taken = pending.withLock { $0.takeAll() }
        guard taken.failure == nil, !taken.changes.isEmpty || isLast else { return }
        do {
            try writer.write(taken.changes, isDurable: taken.isDurable || isLast, isLast: isLast)
        } catch {
            fail(error)
        }
    }

    private func fail(_ error: RunsError) {
        if pending.withLock({ $0.fail(error) }) { tell(error) }
    }

    private func tell(_ failure: RunsError) {
        onFailure(failure)
        listener.withLock { $0 }?()
    }
}
