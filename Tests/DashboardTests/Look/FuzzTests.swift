import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

/// A small generator of its own, so that a failure can be repeated by its seed.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func roll(_ sides: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, sides)))
    }
}

@Suite("Whatever comes")
struct FuzzTests {
    private static let keys: [Key] =
        (32..<127).compactMap { Unicode.Scalar($0).map { .character(Character($0)) } }
        + "abcdefghijklmnopqrstuvwxyz".map { .control($0) }
        + [
            .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp,
            .pageDown, .function(1), .function(5), .function(10), .character("é"), .character("漢"),
            .character("\u{301}"),
        ]

    @Test("random keys, mouse, sizes and telemetry never crash it and every frame can be drawn", arguments: 1...2)
    func fuzz(seed: UInt64) {
        var dice = Dice(seed: seed)
        var session = Session(options: DashboardOptions(charset: Charset.allCases[dice.roll(3)]))
        for event in 0..<1200 {
            switch dice.roll(20) {
            case 0..<12: session.press(Self.keys[dice.roll(Self.keys.count)])
            case 12..<15:
                let kinds: [MouseEvent.Kind] = [.press, .release, .drag, .wheelUp, .wheelDown]
                session.mouse(kinds[dice.roll(5)], dice.roll(210) - 5, dice.roll(70) - 5)
            case 15:
                session.handle(
                    .terminal(.resize(Size(columns: 1 + dice.roll(200), rows: 1 + dice.roll(60)))))
            case 16: session.wait(Double(dice.roll(300)) / 100)
            case 17: if session.state.run.canTrain { session.train(dice.roll(80)) }
            case 18:
                switch dice.roll(6) {
                case 0: session.run.diverge()
                case 1: session.run.finish(.earlyStopped)
                case 2: session.run.fireScript(Assignment("l2", .real(Double(dice.roll(9)) / 10)))
                default: session.press(.escape)
                }
                session.deliver()
            default: session.answers = dice.roll(4) > 0
            }
            if event.isMultiple(of: 40) { _ = session.canvas }
            session.forgetEffects()
        }
        _ = session.canvas
        #expect(session.state.journal.lines.count <= 4000)
    }

    @Test(
        "every kind of screen can be drawn from 1×1 up",
        arguments: ["", "o", ":op", "?", "q", "5", "5 ", "5  ", "6", "\r", "P"])
    func sizes(keys: String) {
        var session = Session()
        session.train(200)
        for key in keys { session.press(key == "\r" ? .enter : .character(key)) }
        for columns in [1, 2, 5, 20, 59, 60, 75, 76, 120, 200] {
            for rows in [1, 2, 5, 15, 16, 24, 60] {
                session.handle(.terminal(.resize(Size(columns: columns, rows: rows))))
                #expect(session.canvas.size == Size(columns: columns, rows: rows))
            }
        }
    }

    @Test("a run that declares nothing and has no layers is shown all the same")
    func bareRun() {
        let description = RunDescription(
            name: "", title: "", architecture: "", layers: [], parameterCount: 0, task: .regression, seed: 0, epochs: 0,
            trainingSamples: 0, validationSamples: 0, testSamples: 0, notes: [])
        var state = DashboardState(description: description, options: DashboardOptions(), now: 0)
        let layout = TelemetryLayout(layerCount: 0)
        var batch = TelemetryBatch(layout: layout, capacity: 8)
        for step in 1...8 { batch.append(step: step) { $0[TelemetryLayout.loss] = step == 5 ? .nan : .infinity } }
        _ = update(&state, .telemetry([.state(.running)], batch))
        for key in "o+-=_derc.:S?q".map({ Key.character($0) }) { _ = update(&state, .terminal(.key(key))) }
        var canvas = Canvas(Size(columns: 120, rows: 36))
        render(state, into: &canvas)
        #expect(canvas.text.contains("RUNNING"))
    }
}
