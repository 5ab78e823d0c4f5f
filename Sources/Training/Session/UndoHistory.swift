/// Snapshots before interventions, newest last, within a memory budget; and what `U` brings back.
///
/// Where the budget is passed, snapshots thin out with age: that one goes whose neighbors lie closest, counted in
/// interventions and measured by its own age, so that what is left lies ever wider apart the further back it is. The
/// newest stays whatever its size. The intervention itself is remembered: one cannot go back to just before it, but past
/// it.
struct UndoHistory {
    struct Point {
        /// The first and last journal entries that one undo takes back: quick repeats on a key are one.
        var entries: ClosedRange<Int>
        /// The state just before the first of them; `nil` once it was thinned away.
        var before: SessionState?
        let step: Int
        let epoch: Int
        /// The journal's head then.
        let headBefore: Int?
        /// How the run had ended, or that it had diverged, before it; `nil` where it could train on.
        var ended: RunState?

        init(entries: ClosedRange<Int>, before: SessionState, headBefore: Int?, ended: RunState? = nil) {
            self.entries = entries
            self.before = before
            step = before.step
            epoch = before.epoch
            self.headBefore = headBefore
            self.ended = ended
        }

        /// An intervention whose state is gone.
        init(thinned entry: JournalEntry) {
            entries = entry.id...entry.id
            step = entry.step
            epoch = entry.epoch
            headBefore = entry.parent
        }
    }

    struct Undone {
        let point: Point
        /// The state that was left; `nil` where it was thinned away: redo then goes on to the next that is there.
        let after: SessionState?
        /// How the run had ended in that state, or that it had diverged.
        let ended: RunState?
        let step: Int
        let epoch: Int
        let headAfter: Int?

        var byteCount: Int { (point.before?.byteCount ?? 0) + (after?.byteCount ?? 0) }
    }

    private(set) var points: [Point] = []
    private(set) var undone: [Undone] = []
    /// Bytes of snapshots kept; the newest is kept whatever its size.
    var budget: Int { didSet { thinOut() } }

    init(budget: Int = 256 << 20) { self.budget = budget }

    var canUndo: Bool { !points.isEmpty }
    var canRedo: Bool { !undone.isEmpty }

    var bytes: Int {
        points.reduce(0) { $0 + ($1.before?.byteCount ?? 0) } + undone.reduce(0) { $0 + $1.byteCount }
    }

    var memory: UndoMemory {
        UndoMemory(
            interventions: points.count, kept: points.count(where: { $0.before != nil }), bytes: bytes, budget: budget)
    }

    /// Remembers the state before a new intervention, which drops redo.
    mutating func record(_ point: Point) {
        undone.removeAll()
        points.append(point)
        thinOut()
    }

    /// Makes a further entry part of the newest point.
    mutating func extendNewest(through entry: Int) {
        guard var last = points.popLast() else { return }
        last.entries = last.entries.lowerBound...entry
        points.append(last)
        undone.removeAll()
    }

    /// Takes the newest point back.
    mutating func popNewest(current: SessionState, ended: RunState? = nil, head: Int?) -> Point? {
        guard !points.isEmpty else { return nil }
        return pop(downTo: points.count - 1, current: current, ended: ended, head: head).last
    }

    /// Takes all points back from the newest down to that at an index, as so many undos would; the newest comes first.
    ///
    /// - Parameters:
    ///   - current: where training stands.
    ///   - ended: how the run has ended there, or that it has diverged; `nil` where it can train on.
    mutating func pop(downTo index: Int, current: SessionState, ended: RunState? = nil, head: Int?) -> [Point] {
        var taken: [Point] = []
        var ended = ended
        var after: SessionState? = current
        var place = (step: current.step, epoch: current.epoch, head: head)
        while points.count > max(0, index), let point = points.popLast() {
            undone.append(
                Undone(
                    point: point, after: after, ended: ended, step: place.step, epoch: place.epoch,
                    headAfter: place.head))
            taken.append(point)
            after = point.before
            ended = point.ended
            place = (point.step, point.epoch, point.headBefore)
        }
        thinOut()
        return taken
    }

    /// Does again what was undone last, and on to the first state that is still there.
    mutating func popForRedo() -> [Undone] {
        var taken: [Undone] = []
        while let last = undone.popLast() {
            points.append(last.point)
            taken.append(last)
            if last.after != nil { break }
        }
        return taken
    }

    // MARK: Thinning

    private mutating func thinOut() {
        var bytes = bytes
        while bytes > budget, let index = leastNeeded {
            bytes -= points[index].before?.byteCount ?? 0
            points[index].before = nil
        }
        // What redo would reach last goes first; the state it reaches next stays.
        while bytes > budget, undone.count(where: { $0.after != nil }) > 1 {
            bytes -= undone.removeFirst().byteCount
            while let next = undone.first, next.after == nil { bytes -= undone.removeFirst().byteCount }
        }
    }

    /// The snapshot that is missed least; `nil` where only the newest is left.
    private var leastNeeded: Int? {
        let kept = points.indices.filter { points[$0].before != nil }
        var least: (index: Int, score: Double)?
        for (place, index) in kept.enumerated() where index < points.count - 1 {
            let older = place > 0 ? kept[place - 1] : -1
            let newer = place + 1 < kept.count ? kept[place + 1] : points.count
            let score = Double(newer - older) / Double(points.count - index)
            if least.map({ score < $0.score }) ?? true { least = (index, score) }
        }
        return least?.index
    }
}
