import Testing
import Tunables

@testable import Training

/// Keeps every snapshot it is handed.
private final class Shelf: SnapshotKeeper {
    let steps: [Int]
    let isAlwaysDue: Bool
    private let kept = Locked<[(snapshot: RunSnapshot, occasion: SnapshotOccasion)]>([])

    init(steps: [Int] = [], isAlwaysDue: Bool = false) {
        self.steps = steps
        self.isAlwaysDue = isAlwaysDue
    }

    func isDue(after seconds: Double) -> Bool { isAlwaysDue }
    func keep(_ snapshot: RunSnapshot, _ occasion: SnapshotOccasion) {
        kept.withLock { $0.append((snapshot, occasion)) }
    }

    var occasions: [SnapshotOccasion] { kept.withLock { $0.map(\.occasion) } }
    func snapshots(_ occasion: SnapshotOccasion) -> [RunSnapshot] {
        kept.withLock { $0.filter { $0.occasion == occasion }.map(\.snapshot) }
    }
}

@Suite("Snapshots of a run, and going on from them")
struct SnapshotTests {
    private static let settings: [String: Value] = [
        "optimizer.name": "adam", "optimizer.lr": 0.01, "layers.1.dropout": 0.2, "schedule.name": "cosine",
    ]
    private static let script = [
        ScriptedIntervention(at: .step(13), [Assignment("batch.size", 8)]),
        ScriptedIntervention(at: .epoch(2), [Assignment("dropout.rate", 0.4)]),
    ]

    private func prepared() throws -> PreparedExperiment {
        try Fixture.prepared(Self.settings, interventions: Self.script)
    }

    /// A run with changes by hand, one of them undone, and its snapshots at every step.
    private func tinkered() throws -> (end: RunSummary, journal: InterventionTree, shelf: Shelf) {
        let shelf = Shelf(steps: Array(1...60))
        let watched = Watched(try prepared(), keeper: shelf)
        watched.trainer.send(Command(id: 900, .pause))
        watched.trainer.start()
        defer { watched.quit() }
        func step(_ count: Int) {
            for _ in 0..<count {
                watched.trainer.send(Command(id: 901, .step))
                watched.wait { $0 == .state(.paused) }
            }
        }
        watched.wait { $0 == .state(.paused) }
        step(7)
        watched.perform(.set("optimizer.lr", 0.02))
        step(2)
        watched.perform(.set("dropout.enabled", false))
        watched.perform(.undo)
        step(2)
        watched.perform(.set([Assignment("optimizer.name", "momentum"), Assignment("optimizer.lr", 0.05)]))
        watched.perform(.resume)
        let end = try #require(watched.finish())
        let last = try #require(shelf.snapshots(.ended).last)
        return (end, last.journal, shelf)
    }

    private func train(from continuation: Continuation) throws -> (end: RunSummary, journal: InterventionTree) {
        let shelf = Shelf()
        let watched = Watched(try prepared(), keeper: shelf, from: continuation)
        watched.trainer.start()
        defer { watched.quit() }
        let end = try #require(watched.finish())
        return (end, try #require(shelf.snapshots(.ended).last).journal)
    }

    @Test("from any moment, with the journal obeyed again, a run comes to the same end, bit for bit")
    func goesOn() throws {
        let (end, journal, shelf) = try tinkered()
        #expect(journal.branch.map(\.step) == [7, 11, 13, journal.branch.last?.step])
        #expect(journal.entries.count == 5)
        for snapshot in shelf.snapshots(.asked) where snapshot.state.step % 5 == 1 || snapshot.state.step == 9 {
            let done = snapshot.journal.branch
            guard journal.branch.starts(with: done) else { continue }
            var start = journal
            start.move(to: snapshot.journal.head)
            let (again, tree) = try train(
                from: Continuation(
                    snapshot: snapshot, journal: start, pending: Array(journal.branch.dropFirst(done.count))))
            #expect(again.weightsSHA256 == end.weightsSHA256, "from step \(snapshot.state.step)")
            #expect(again.interventions == end.interventions)
            #expect(tree == journal)
        }
    }

    @Test("without a snapshot it begins anew, and what stands in the journal is not decided again by the script")
    func anew() throws {
        let (end, journal, _) = try tinkered()
        var start = journal
        start.move(to: nil)
        let (again, tree) = try train(from: Continuation(journal: start, pending: journal.branch))
        #expect(again.weightsSHA256 == end.weightsSHA256)
        #expect(tree == journal)
    }

    @Test("a replay comes to the same weights at every step of the way")
    func replay() throws {
        let (end, journal, shelf) = try tinkered()
        let again = Shelf(steps: Array(1...60))
        let watched = Watched(try prepared(), keeper: again, from: .replay(of: journal))
        watched.trainer.start()
        defer { watched.quit() }
        #expect(watched.finish()?.weightsSHA256 == end.weightsSHA256)
        let replayed = again.snapshots(.asked).map { $0.weightsSHA256 }
        #expect(shelf.snapshots(.asked).map { $0.weightsSHA256 } == replayed)
    }

    @Test("what the script did and was undone stays undone in a replay")
    func undoneScript() throws {
        let shelf = Shelf()
        let prepared = try Fixture.prepared(
            Self.settings, interventions: [ScriptedIntervention(at: .step(3), [Assignment("optimizer.lr", 0.5)])])
        let watched = Watched(prepared, keeper: shelf)
        watched.trainer.send(Command(id: 900, .step))
        watched.trainer.start()
        for step in 1...3 {
            watched.wait { $0 == .state(.paused) }
            if step < 3 { watched.trainer.send(Command(id: 901, .step)) }
        }
        watched.perform(.undo)
        watched.perform(.resume)
        let end = try #require(watched.finish())
        watched.quit()
        #expect(shelf.occasions.first { $0 != .intervention } == .rewound)
        let journal = try #require(shelf.snapshots(.ended).last).journal
        #expect(journal.entries.count == 1 && journal.head == nil)
        let again = Watched(prepared, from: .replay(of: journal))
        again.trainer.start()
        defer { again.quit() }
        #expect(again.finish()?.weightsSHA256 == end.weightsSHA256)
    }

    @Test("stopping by hand and going on with more epochs are repeated as well")
    func stopsAndExtensions() throws {
        let shelf = Shelf()
        let watched = Watched(try prepared(), keeper: shelf)
        watched.trainer.start()
        _ = try #require(watched.finish())
        watched.trainer.send(Command(id: 900, .set("epochs", 6)))
        watched.wait { if case .finished = $0 { true } else { false } }
        watched.perform(.set("epochs", 1_000_000))
        watched.trainer.send(Command(id: 901, .stop))
        let stopped = watched.wait { if case .finished = $0 { true } else { false } }
        watched.quit()
        let last = try #require(shelf.snapshots(.ended).last)
        guard case .finished(let end)? = stopped else { return }
        for continuation in [
            Continuation.replay(of: last.journal), Continuation(snapshot: last, journal: last.journal),
        ] {
            let (again, _) = try train(from: continuation)
            #expect(again.weightsSHA256 == end.weightsSHA256)
            #expect(again.state == end.state)
            #expect(again.steps == end.steps)
        }
    }

    @Test("commands wait while the journal is obeyed, but for the one that leaves")
    func waits() throws {
        let (_, journal, _) = try tinkered()
        var start = journal
        start.move(to: nil)
        let watched = Watched(
            try prepared(), from: Continuation(journal: start, pending: journal.branch))
        watched.trainer.send(Command(id: 900, .set("optimizer.lr", 0.3)))
        watched.trainer.start()
        defer { watched.quit() }
        let answer = watched.wait {
            if case .applied(900, _) = $0 { true } else { false }
        }
        guard case .applied(_, let step)? = answer else {
            Issue.record("it is obeyed in the end")
            return
        }
        #expect(step == journal.branch.last?.step)
    }

    @Test("what is due is handed out in mid-run, the best epoch before it, and the state at leaving last")
    func occasions() throws {
        let shelf = Shelf(isAlwaysDue: true)
        let watched = Watched(try Fixture.prepared(["epochs": 1_000_000]), keeper: shelf)
        watched.trainer.start()
        while shelf.snapshots(.best).isEmpty || shelf.snapshots(.due).count < 3 {
            watched.wait { if case .epoch = $0 { true } else { false } }
        }
        watched.quit()
        watched.wait { if case .finished = $0 { true } else { false } }
        let occasions = shelf.occasions
        #expect(occasions.last == .leaving)
        let best = try #require(occasions.firstIndex(of: .best))
        #expect(occasions[best + 1] != .best)
        let taken = try #require(shelf.snapshots(.best).first)
        #expect(taken.state.best?.step == taken.state.step)
        #expect(taken.state.best?.parameters == taken.state.parameters)
    }

    @Test("a run that goes on in another process can still undo what was done before")
    func undoAfterLeaving() throws {
        let (_, journal, shelf) = try tinkered()
        let last = try #require(shelf.snapshots(.asked).last { $0.journal.head != nil && !$0.phase.isOver })
        let branch = last.journal.branch
        let states = shelf.snapshots(.intervention).filter {
            $0.journal.branch.count < branch.count && branch.starts(with: $0.journal.branch)
        }
        #expect(Set(states.map(\.journal.head)).count == branch.count)
        let watched = Watched(
            try prepared(), from: Continuation(snapshot: last, journal: last.journal, undoable: states))
        watched.trainer.send(Command(id: 900, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        // Back to before the first intervention of all, then on without any of them, scripted ones included.
        for _ in branch {
            guard case .applied? = watched.perform(.undo) else {
                Issue.record("an undo was refused")
                return
            }
        }
        watched.trainer.send(Command(id: 901, .resume))
        let end = try #require(watched.finish())
        watched.quit()
        #expect(!journal.entries.isEmpty)
        let plain = Watched(try Fixture.prepared(Self.settings))
        plain.trainer.start()
        #expect(plain.finish()?.weightsSHA256 == end.weightsSHA256)
        plain.quit()
    }

    @Test("nudges that followed each other are one undo after leaving, what is between has no state of its own")
    func restoredPoints() throws {
        func entry(_ id: Int, _ key: String, _ source: CommandSource) -> JournalEntry {
            JournalEntry(
                id: id, parent: id == 1 ? nil : id - 1, step: 0, epoch: 0, assignments: [Assignment(key, 0.1)],
                previous: [nil], source: source, commandID: id)
        }
        let branch = [
            entry(1, "l2", .key), entry(2, "optimizer.lr", .key), entry(3, "optimizer.lr", .key),
            entry(4, "l2", .palette), entry(5, "l2", .key),
        ]
        let session = try Fixture.session()
        func before(_ head: Int) -> RunSnapshot {
            var tree = InterventionTree(entries: branch, head: nil) ?? InterventionTree()
            tree.move(to: head)
            return RunSnapshot(
                state: session.capture(), journal: tree, phase: .running, seconds: 0, layout: session.tensorLayout)
        }
        var history = UndoHistory()
        history.restore(branch, from: [before(1), before(4)])
        #expect(history.points.map(\.entries) == [2...3, 4...4, 5...5])
        #expect(history.points.map { $0.before != nil } == [true, false, true])
    }
}
