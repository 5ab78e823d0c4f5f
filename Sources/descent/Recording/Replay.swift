import Runs
import Training

/// A recorded run trained again from its start, as its journal says.
struct Replay {
    let record: RunRecord
    let prepared: PreparedExperiment
    let continuation: Continuation
    /// What the weights were, at the steps of checkpoints on the run's current branch.
    private let expected: [RunStore.WeightsMark]

    /// - Throws: ``CommandFailure``.
    init(_ store: RunStore, _ name: String) throws(CommandFailure) {
        do throws(RunsError) {
            let run = try store.open(name, points: 2)
            record = run.record
            prepared = try PreparedExperiment.prepare(
                run.experiment, of: run.record.id, recorded: store.data(of: run.record))
            continuation = .replay(of: run.journal)
            expected = try store.weightsMarks(of: run).filter { $0.step > 0 }
        } catch {
            throw .runs(error)
        }
    }

    /// Trains, with progress where somebody watches, and compares; says what differs, and whether all is the same.
    ///
    /// - Returns: whether there was something to compare and all of it is equal.
    /// - Throws: the exit code after a signal.
    func verify() throws -> Bool {
        let keeper = ReplayKeeper(steps: Set(expected.map(\.step)).sorted())
        let last = expected.last?.step ?? 0
        let isWhole = record.state.isOver && record.weightsSHA256 != nil
        guard !expected.isEmpty || isWhole else {
            StandardError.print("descent: error: \(record.id) has neither checkpoints nor an end to compare with")
            return false
        }
        for difference in ArithmeticWords.differences(record.arithmetic) {
            StandardError.print("descent: warning: \(record.id): \(difference)")
        }
        var summary: RunSummary?
        var progress = ProgressLine()
        defer { progress.clear() }
        let signal = try PlainWatch().train(
            prepared, keeper: keeper, from: continuation, isEnough: { !isWhole && keeper.lastStep >= last }
        ) { events, batch in
            for case .finished(let end) in events { summary = end }
            guard batch.count > 0 else { return }
            let step = batch.lastSteps[batch.count - 1]
            progress.show("step", done: min(step, record.steps), of: record.steps, detail: "")
        }
        progress.clear()
        if let signal { throw ExitStatus.signal(signal) }
        var equal = 0
        var differing: [String] = []
        func compare(_ place: String, _ wanted: String, _ found: String?) {
            if wanted == found {
                equal += 1
            } else {
                differing.append("\(place): recorded \(wanted), replayed \(found ?? "nothing")")
            }
        }
        for mark in expected { compare("step \(mark.step)", mark.sha256, keeper.weights(at: mark.step)) }
        if isWhole, let wanted = record.weightsSHA256 { compare("the end", wanted, summary?.weightsSHA256) }
        differing.forEach { StandardOutput.print("differs at " + $0) }
        let steps = expected.isEmpty ? "" : " at \(expected.count) checkpoint\(expected.count == 1 ? "" : "s")"
        let moments = steps + (isWhole ? (steps.isEmpty ? " at the end" : " and at the end") : "")
        guard differing.isEmpty else {
            StandardOutput.print("\(record.id): \(differing.count) of \(differing.count + equal) weights differ")
            return false
        }
        StandardOutput.print("\(record.id): the replay's weights are the same\(moments)")
        if isWhole, let hash = summary?.weightsSHA256 { StandardOutput.print("weights sha256 \(hash)") }
        return true
    }
}

/// Notes the weights' hashes at the steps that are to be compared.
private final class ReplayKeeper: SnapshotKeeper {
    let steps: [Int]
    private let found = Locked<[Int: String]>([:])

    init(steps: [Int]) { self.steps = steps }

    func isDue(after seconds: Double) -> Bool { false }

    func keep(_ snapshot: RunSnapshot, _ occasion: SnapshotOccasion) {
        let step = snapshot.state.step
        guard occasion == .asked || occasion == .ended else { return }
        // At the last step the state of training comes before that with the final weights: only the first counts.
        let hash = snapshot.weightsSHA256
        found.withLock { if $0[step] == nil { $0[step] = hash } }
    }

    func weights(at step: Int) -> String? { found.withLock { $0[step] } }
    var lastStep: Int { found.withLock { $0.keys.max() ?? 0 } }
}
