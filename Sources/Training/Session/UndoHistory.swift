/// Snapshots before interventions, newest last, within a memory budget; and what `U` brings back.
struct UndoHistory {
    struct Point {
        /// The first and last journal entries that one undo takes back: quick repeats on a key are one.
        var entries: ClosedRange<Int>
        /// The state just before the first of them.
        let before: SessionState
        /// The journal's head then.
        let headBefore: Int?
        /// How the run had ended before it, where the intervention made it go on.
        var ended: RunState?
    }

    struct Undone {
        let point: Point
        /// The state when `u` was pressed.
        let after: SessionState
        let headAfter: Int?
    }

    private(set) var points: [Point] = []
    private(set) var undone: [Undone] = []
    /// Bytes of snapshots kept; the newest is kept whatever its size.
    let budget: Int

    init(budget: Int = 256 << 20) { self.budget = budget }

    var canUndo: Bool { !points.isEmpty }
    var canRedo: Bool { !undone.isEmpty }

    /// Remembers the state before a new intervention, which drops redo.
    mutating func record(_ point: Point) {
        undone.removeAll()
        points.append(point)
        var bytes = points.reduce(0) { $0 + $1.before.byteCount }
        while bytes > budget, points.count > 1 {
            // Old snapshots thin out: every other one of the older half goes first.
            let victim = points.count > 4 ? points.count / 4 : 0
            bytes -= points[victim].before.byteCount
            points.remove(at: victim)
        }
    }

    /// Makes a further entry part of the newest point.
    mutating func extendNewest(through entry: Int) {
        guard var last = points.popLast() else { return }
        last.entries = last.entries.lowerBound...entry
        points.append(last)
        undone.removeAll()
    }

    mutating func popForUndo(current: SessionState, head: Int?) -> Point? {
        guard let point = points.popLast() else { return nil }
        undone.append(Undone(point: point, after: current, headAfter: head))
        return point
    }

    mutating func popForRedo() -> Undone? {
        guard let last = undone.popLast() else { return nil }
        points.append(last.point)
        return last
    }
}
