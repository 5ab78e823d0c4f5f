import Diagnosis
import Testing
import Training

@Suite("A run that goes back")
struct RewindingTests {
    /// What can befall the healthy run of these tests, and the numbers it then shows at a step.
    enum Trouble: CaseIterable, Sendable {
        case vanishing, starved, growing, huge, leaving

        func row(_ step: Int) -> (loss: Double, norms: [Double]) {
            let stuck = 2.3 * SyntheticRun.noise(step, 0.02)
            return switch self {
            case .vanishing: (stuck, chain(4, factor: 0.05))
            case .starved: (stuck, [0, 0, 0, 0])
            case .growing: (stuck, chain(4, factor: 6, last: 0.1))
            case .huge: (4000 * SyntheticRun.noise(step, 0.3), [9000, 9000, 9000, 9000])
            case .leaving: (2.5 * SyntheticRun.noise(step, 0.1), [60, 50, 40, 30])
            }
        }
    }

    private static func healthy(_ step: Int) -> (loss: Double, norms: [Double]) {
        (2.3 * 0.995.power(step) + 0.05, [0.5, 0.4, 0.4, 0.3].map { $0 * SyntheticRun.noise(step, 0.2) })
    }

    /// A healthy start; some learning shows in the reports, so that trouble later is trouble.
    private static let onset = 401

    private func begun() -> SyntheticRun {
        var run = SyntheticRun(layers: 4, activation: "relu")
        run.advance(Self.onset - 1, Self.healthy, biases: 0.2)
        run.endEpoch(1, loss: 0.3, accuracy: 0.5)
        return run
    }

    @Test(
        "Where the run went back and on again it is judged like one that never left, by the trouble before and after",
        arguments: Trouble.allCases, [-100, 10, 60, 250])
    func judgedAsIfNeverLeft(trouble: Trouble, distance: Int) throws {
        let place = Self.onset + distance
        for isCured in [false, true] {
            var gone = begun()
            gone.advance(400, trouble.row, biases: 0.2)
            #expect(gone.monitor.verdict?.severity == .alarm)
            gone.rewind(toStep: place)
            var twin = SyntheticRun(layers: 4, activation: "relu")
            twin.advance(min(place, Self.onset - 1), Self.healthy, biases: 0.2)
            if place >= Self.onset {
                twin.endEpoch(1, loss: 0.3, accuracy: 0.5)
                twin.advance(place - Self.onset + 1, trouble.row, biases: 0.2)
            }
            let further = isCured ? Self.healthy : trouble.row
            gone.advance(600, further, biases: 0.2)
            twin.advance(600, further, biases: 0.2)
            gone.endEpoch(2, loss: 0.3, accuracy: 0.5)
            twin.endEpoch(2, loss: 0.3, accuracy: 0.5)
            let verdict = gone.monitor.verdict
            let expected = twin.monitor.verdict
            #expect(verdict?.symptom == expected?.symptom, "cured: \(isCured)")
            #expect(verdict?.severity == expected?.severity, "cured: \(isCured)")
            if let since = verdict?.sinceStep, let other = expected?.sinceStep {
                #expect(abs(since - other) <= 30, "since \(since), never left: \(other)")
            }
        }
    }

    @Test("Between onset and alarm it is at most a note again, and becomes the same alarm, since the same step")
    func betweenOnsetAndAlarm() throws {
        for trouble in [Trouble.vanishing, .growing] {
            var run = SyntheticRun(layers: 4, activation: "relu")
            run.advance(80, trouble.row, biases: 0.2)
            let note = try #require(run.monitor.verdict)
            #expect(note.severity == .note)
            run.advance(200, trouble.row, biases: 0.2)
            #expect(run.monitor.verdict?.severity == .alarm)
            run.rewind(toStep: 80)
            #expect(run.monitor.verdict?.severity != .alarm)
            run.advance(1, trouble.row, biases: 0.2)
            #expect(run.monitor.verdict?.severity == .note)
            run.advance(199, trouble.row, biases: 0.2)
            let alarm = try #require(run.monitor.verdict)
            #expect(alarm.severity == .alarm && alarm.sinceStep == note.sinceStep)
        }
    }

    @Test("What an undone branch had learned excuses nothing on the branch that is trained instead")
    func undoneLearningIsForgotten() {
        var run = SyntheticRun(layers: 4)
        run.advance(30, Trouble.vanishing.row)
        run.advance(470) { (2.3 * 0.98.power($0 - 30), chain(4, factor: 0.05)) }
        run.endEpoch(1, loss: 0.001, accuracy: 0.99)
        #expect(run.monitor.verdict?.severity != .alarm)
        run.rewind(toStep: 30)
        run.advance(150, Trouble.vanishing.row)
        #expect(run.monitor.verdict?.severity == .alarm)
    }

    @Test("What was learned by the very step that the run goes back to still counts")
    func keptLearningCounts() {
        var run = SyntheticRun(layers: 4)
        run.advance(200) { (2.3 * 0.98.power($0), chain(4, factor: 0.05)) }
        run.endEpoch(1, loss: 0.05, accuracy: 0.99)
        run.advance(100, Trouble.vanishing.row)
        run.rewind(toStep: 200)
        run.advance(400) { (0.04 * SyntheticRun.noise($0, 0.1), chain(4, factor: 0.05)) }
        #expect(run.monitor.verdict?.severity == .note)
    }

    @Test("Strikes of an undone branch are not added to those of the next")
    func strikesAreForgotten() {
        func wild(_ run: inout SyntheticRun, _ steps: Int) {
            for _ in 0..<steps { run.advance(loss: 400, norms: [300, 300, 300, 300]) }
        }
        var run = begun()
        wild(&run, 4)
        #expect(run.monitor.verdict == nil)
        run.rewind(toStep: Self.onset - 1)
        wild(&run, 1)
        #expect(run.monitor.verdict == nil)
        wild(&run, 4)
        #expect(run.monitor.verdict?.severity == .alarm)
    }

    @Test("Back to within the first steps the loss's start is measured anew")
    func startIsMeasuredAnew() {
        var run = SyntheticRun(layers: 4)
        run.advance(200) { _ in (1e4, [0.1, 0.1, 0.1, 0.1]) }
        run.rewind(toStep: 3)
        // Measured against the first start this would be great progress.
        run.advance(200, Trouble.vanishing.row)
        #expect(run.monitor.verdict?.severity == .alarm)
    }

    @Test("A number that was not finite is forgotten only by going back to before it")
    func faultByItsStep() {
        var run = begun()
        run.advance(loss: .nan, norms: [.nan, .nan, .nan, .nan])
        run.rewind(toStep: Self.onset)
        #expect(run.monitor.verdict?.sinceStep == Self.onset)
        run.rewind(toStep: Self.onset - 1)
        #expect(run.monitor.verdict == nil)
    }
}
