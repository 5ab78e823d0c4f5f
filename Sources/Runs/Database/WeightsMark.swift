import GRDB
import Training

extension RunStore {
    /// What a run's weights were after a step.
    public struct WeightsMark: Sendable, Hashable {
        public let step: Int
        public let sha256: String
    }

    /// The weights at the checkpoints that lie on a run's current branch, in the order of their steps.
    ///
    /// Of a run that never went back, all that were ever written; else those whose files still say where they belong.
    public func weightsMarks(of run: RecordedRun) throws(RunsError) -> [WeightsMark] {
        let hasGoneBack = try read { [number = run.record.number] database in
            try Int.fetchOne(
                database, sql: "SELECT 1 FROM branch WHERE run = ? AND cause IN ('undo', 'redo')", arguments: [number])
                != nil
        }
        var marks = Set<WeightsMark>()
        let branch = run.journal.branch
        let folder = checkpoints(of: run.record)
        for checkpoint in run.checkpoints {
            guard let hash = checkpoint.weightsSHA256 else { continue }
            if hasGoneBack {
                guard let file = try? folder.read(checkpoint.path), file.lies(on: branch) else { continue }
            }
            marks.insert(WeightsMark(step: checkpoint.step, sha256: hash))
        }
        return marks.sorted { ($0.step, $0.sha256) < ($1.step, $1.sha256) }
    }
}

extension Checkpoint {
    /// Whether it was taken on the way that leads to a branch's end: nothing was undone beneath it.
    func lies(on branch: [JournalEntry]) -> Bool {
        let done = snapshot.journal.branch
        guard branch.starts(with: done) else { return false }
        return branch.dropFirst(done.count).first.map { $0.step >= step } ?? true
    }
}
