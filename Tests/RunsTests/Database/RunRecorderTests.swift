import Foundation
import Testing
import Tunables

@testable import Runs
@testable import Training

@Suite("Recording runs")
struct RunRecorderTests {
    private let temporary: TemporaryFolder
    private let store: RunStore

    init() throws {
        temporary = try TemporaryFolder()
        store = try temporary.store()
    }

    @Test("a run reads back as it was recorded: steps, epochs, journal, findings, checkpoints, result")
    func roundTrip() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        let settings = Settings(["optimizer.lr": 0.5, "batch.size": 16, "class_weights": [1.5, 2]])
        recorder.record([.state(.running), .settings(settings, tunables: [])], FakeRun.none, at: 0)
        for step in 1...40 {
            let events =
                step % 10 == 1 && step > 1
                ? [RunEvent.epoch(FakeRun.report(step / 10, step: step - 1, isBest: step < 30))] : []
            recorder.record(events, FakeRun.batch(step...step), at: Double(step) * 0.25)
        }
        recorder.record([.journaled(FakeRun.entry(1, parent: nil, step: 40))], FakeRun.none, at: 11)
        let finding = RecordedFinding(
            step: 30, kind: "vanishing", severity: "alarm", message: "layer 1 gets nothing", advice: ["init he_normal"])
        recorder.record(finding)
        let checkpoint = RecordedCheckpoint(
            path: "/x/1.safetensors", role: .best, step: 40, epoch: 4, byteCount: 10, fingerprint: "ff", at: 5)
        recorder.record(checkpoint)
        recorder.record([.finished(FakeRun.summary(steps: 40))], FakeRun.none, at: 12)
        recorder.finish()

        let run = try store.open(recorder.id)
        #expect(run.record.id.hasSuffix(recorder.id.suffix(4)))
        #expect(run.record.id.hasPrefix("2026-11-18-moons-"))
        #expect(run.description.layers == FakeRun.description().layers)
        #expect(run.record.seed == UInt64.max - 3)
        #expect(run.experiment == Fixture.experiment())
        #expect(run.settings == settings)
        #expect(run.journal.entries == [FakeRun.entry(1, parent: nil, step: 40)])
        #expect(run.journal.head == 1)
        #expect(run.findings == [finding])
        var found = checkpoint
        found.path = store.folder.checkpoints(of: recorder.name).path + "/1.safetensors"
        #expect(run.checkpoints == [found])
        #expect(run.epochs.map(\.epoch) == [1, 2, 3])
        #expect(run.epochs[0] == FakeRun.report(1, step: 10, isBest: true))
        #expect(run.epochs[1] == FakeRun.report(2, step: 20, isBest: true))
        #expect(run.summary == FakeRun.summary(steps: 40))
        #expect(run.record.state == .finished)
        #expect(run.record.test == SplitMetrics(loss: 0.375, accuracy: 0.9))
        #expect(run.record.weightsSHA256 == "abcd")
        #expect(run.record.bestEpoch == 2)
        #expect(run.record.bestLoss == 0.625)
        #expect(run.record.steps == 40)
        for column in [0, 1, 8] {
            let buckets = run.series.buckets(column: column)
            #expect(buckets.map(\.lastStep) == Array(1...40))
            #expect(buckets.map(\.mean) == (1...40).map { FakeRun.value($0, column) })
        }
        #expect(run.history.lastStep == 40)
        #expect(run.history.best?.epoch == 2)
    }

    @Test("up to fifty steps a second are kept one by one; what is faster shares rows, no spike lost")
    func rate() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        // Ten seconds at thirty hand-overs a second of 200 steps each.
        var spikes: [Int: Float] = [:]
        for step in stride(from: 777, to: 60_000, by: 7919) { spikes[step] = 1000 + Float(step) }
        spikes[5001] = .nan
        spikes[9000] = .infinity
        for batch in 0..<300 {
            let first = batch * 200 + 1
            recorder.record([], FakeRun.batch(first...first + 199, spikes: spikes), at: Double(batch) / 30)
        }
        recorder.finish()
        let record = try store.record(recorder.id)
        let series = try store.series(of: record, points: 100_000)
        let buckets = series.buckets(column: 0)
        #expect(buckets.count <= 512 + 502)
        #expect(buckets.count >= 450)
        #expect(buckets.first?.firstStep == 1)
        #expect(buckets.last?.lastStep == 60_000)
        #expect(zip(buckets, buckets.dropFirst()).allSatisfy { $0.lastStep + 1 == $1.firstStep })
        for (step, spike) in spikes {
            let bucket = try #require(buckets.first { $0.firstStep <= step && step <= $0.lastStep })
            if spike.isFinite {
                #expect(bucket.maximum == spike)
            } else {
                #expect(bucket.nonFinite == (spike.isNaN ? .nan : .infinity))
                #expect(bucket.hasFiniteValues && bucket.maximum < 10)
            }
        }
        let bucket = buckets[100]
        let values = (bucket.firstStep...bucket.lastStep).map { FakeRun.value($0, 1) }
        let row = series.buckets(column: 1)[100]
        #expect(row.minimum == values.min())
        #expect(row.maximum == values.max())
        #expect(abs(row.mean - values.reduce(0, +) / Float(values.count)) < 1e-5)
        #expect(series.lastValues(column: 1)[100] == values.last)
    }

    @Test("the past thins out with its age, and a coarse look still shows every extremum")
    func thinning() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        let count = 40_000
        let spikes: [Int: Float] = [3: -77, 21_234: 99, 39_999: 55]
        // One step each fiftieth of a second: every step is a row.
        for second in 0..<count / 50 {
            let first = second * 50 + 1
            recorder.record([], FakeRun.batch(first...first + 49, spikes: spikes), at: Double(second) + 1)
            if second % 40 == 0 { recorder.flushNow() }
        }
        recorder.finish()
        let record = try store.record(recorder.id)
        for points in [50, 1000, 1_000_000] {
            let buckets = try store.series(of: record, points: points).buckets(column: 0)
            #expect(buckets.first?.firstStep == 1)
            #expect(buckets.last?.lastStep == count)
            #expect(zip(buckets, buckets.dropFirst()).allSatisfy { $0.lastStep + 1 == $1.firstStep })
            #expect(buckets.map(\.minimum).min() == -77)
            #expect(buckets.map(\.maximum).max() == 99)
            #expect(points > 1000 || buckets.count < 8 * points)
        }
        let fine = try store.series(of: record, points: 1_000_000).buckets(column: 0)
        #expect(fine.filter { $0.width == 1 }.count >= SeriesLevels.retained)
        #expect(fine.count < count / 2)
        let part = try store.series(of: record, steps: 39_000...39_100, points: 100).buckets(column: 0)
        #expect(part.map(\.lastStep) == Array(39_000...39_100))
    }

    @Test("undo starts a branch, redo comes back, and the journal's head goes with them")
    func branches() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        func steps(_ range: ClosedRange<Int>, _ events: [RunEvent] = [], spike: Float? = nil) {
            for step in range {
                recorder.record(
                    step == range.lowerBound ? events : [],
                    FakeRun.batch(step...step, spikes: spike.map { [step: $0] } ?? [:]),
                    at: Double(recorderClock))
                recorderClock += 1
            }
        }
        var recorderClock = 0
        steps(1...10, [.epoch(FakeRun.report(1, step: 5, isBest: true))])
        steps(
            11...20,
            [.journaled(FakeRun.entry(1, parent: nil, step: 10)), .epoch(FakeRun.report(2, step: 15, isBest: true))],
            spike: 7)
        steps(11...14, [.rewound(toStep: 10, epoch: 1, entry: 1, redo: false)], spike: 8)
        recorder.flushNow()
        #expect(try store.journal(of: recorder.id).head == nil)
        #expect(try store.record(recorder.id).bestEpoch == 1)
        #expect(try store.record(recorder.id).steps == 14)
        #expect(try store.open(recorder.id).series.buckets(column: 0).map(\.mean).suffix(4) == [8, 8, 8, 8])
        recorder.record([.rewound(toStep: 20, epoch: 2, entry: 1, redo: true)], FakeRun.none, at: 90)
        recorderClock = 91
        steps(21...22)
        recorder.finish()
        let run = try store.open(recorder.id)
        #expect(run.journal.head == 1)
        #expect(run.record.interventions == 1)
        #expect(run.record.bestEpoch == 2)
        let buckets = run.series.buckets(column: 0)
        #expect(buckets.map(\.lastStep) == Array(1...22))
        #expect(buckets[10..<20].allSatisfy { $0.mean == 7 })
        #expect(run.epochs.map(\.epoch) == [1, 2])
    }

    @Test("an epoch that ended at the very step to which the run was taken back is no longer the run's")
    func emptiedEpoch() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        recorder.record([], FakeRun.batch(1...6), at: 0)
        recorder.record(
            [.journaled(FakeRun.entry(1, parent: nil, step: 6)), .epoch(FakeRun.report(1, step: 6, isBest: true))],
            FakeRun.batch(7...7), at: 1)
        recorder.record([.rewound(toStep: 6, epoch: 0, entry: 1, redo: false)], FakeRun.none, at: 2)
        recorder.flushNow()
        #expect(try store.record(recorder.id).bestEpoch == nil)
        recorder.record([.epoch(FakeRun.report(1, step: 10, isBest: true))], FakeRun.batch(7...10), at: 3)
        recorder.finish()
        #expect(try store.open(recorder.id).epochs.map(\.step) == [10])
    }

    @Test("a way back that takes no intervention back, as a fork given up does, leaves redo as it was")
    func backWithoutUndo() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        recorder.record([], FakeRun.batch(1...1), at: 0)
        recorder.record([.journaled(FakeRun.entry(1, parent: nil, step: 1))], FakeRun.batch(2...2), at: 1)
        recorder.record([.rewound(toStep: 1, epoch: 0, entry: 1, redo: false)], FakeRun.batch(2...2), at: 2)
        recorder.record([.rewound(toStep: 1, epoch: 0, entry: 0, redo: false)], FakeRun.none, at: 3)
        recorder.flushNow()
        #expect(try store.journal(of: recorder.id).head == nil)
        recorder.record([.rewound(toStep: 2, epoch: 0, entry: 1, redo: true)], FakeRun.none, at: 4)
        recorder.finish()
        #expect(try store.journal(of: recorder.id).head == 1)
    }

    @Test("what a fork came to is kept once a branch is")
    func forks() throws {
        var report = ForkReport(
            entries: 2...3, start: 10, goal: 210,
            with: ForkReport.Branch(step: 210, metrics: SplitMetrics(loss: 0.25, accuracy: 0.9)),
            without: ForkReport.Branch(step: 210, metrics: SplitMetrics(loss: 0.5, accuracy: 0.75)))
        #expect(RecordedFinding(report) == nil)
        report.phase = .keptWithout
        let finding = try #require(RecordedFinding(report))
        #expect(finding.step == 210)
        #expect(
            finding.message
                == "fork of intervention 2 at step 10: kept the branch without it; loss 0.25 with, 0.5 without; "
                + "accuracy 0.9 with, 0.75 without")
    }

    @Test("a run resumed from a checkpoint goes on where that was; what came after it is another branch")
    func resuming() throws {
        let first = try RunRecorder(store, FakeRun.new())
        first.record([.journaled(FakeRun.entry(1, parent: nil, step: 3))], FakeRun.batch(1...1), at: 0)
        for step in 2...9 { first.record([], FakeRun.batch(step...step), at: Double(step)) }
        first.finish()
        let journal = try store.journal(of: first.id)
        let second = try RunRecorder(store, resuming: first.id, atStep: 6, epoch: 1, journal: journal)
        second.record([.state(.running)], FakeRun.batch(7...7, spikes: [7: 5]), at: 0)
        second.finish()
        let run = try store.open(first.id)
        #expect(run.series.buckets(column: 0).map(\.lastStep) == Array(1...7))
        #expect(run.series.buckets(column: 0).last?.mean == 5)
        #expect(run.record.steps == 7)
        #expect(run.journal == journal)
    }

    @Test("a short run is kept whole, however fast: every epoch and every step")
    func short() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        for epoch in 1...60 {
            recorder.record(
                [.epoch(FakeRun.report(epoch, step: epoch * 5))], FakeRun.batch(epoch * 5 - 4...epoch * 5),
                at: Double(epoch) / 1000)
        }
        recorder.finish()
        let run = try store.open(recorder.id)
        #expect(run.epochs.map(\.epoch) == Array(1...60))
        #expect(run.series.buckets(column: 0).count == 300)
    }

    @Test("many epochs a second are thinned, the best of them kept")
    func epochs() throws {
        let recorder = try RunRecorder(store, FakeRun.new())
        for epoch in 1...5000 {
            let isBest = epoch == 3503
            recorder.record(
                [.epoch(FakeRun.report(epoch, step: epoch * 10, isBest: isBest, loss: isBest ? 0.001 : 0.5))],
                FakeRun.none, at: Double(epoch) / 500)
        }
        recorder.finish()
        let run = try store.open(recorder.id, points: 100_000)
        #expect(run.epochs.count <= 2000 + 10 * 25 + 60)
        #expect(run.epochs.contains { $0.epoch == 3503 && $0.isBest })
        #expect(run.epochs.last?.epoch == 5000)
        #expect(run.record.bestEpoch == 3503)
        let rows = try store.rows(
            .epochs, of: run.record, columnCount: EpochSeriesColumn.allCases.count, steps: 1...Int.max, points: 100_000)
        #expect(rows.count <= 1024 + 102)
        #expect((0..<rows.count).map { rows.bucket(row: $0, column: 0).minimum }.min() == 0.001)
    }
}
