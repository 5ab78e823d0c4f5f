import Foundation
import Glibc
import PseudoTerminal
import Runs
import Terminal
import Testing
import Training
import Tunables

@Suite("The runs view in the real program", .serialized)
struct RunsViewTests {
    /// Enters a run into the database below a folder, as if it had been trained; returns its id.
    private func record(_ preset: String, in folder: URL) throws -> String {
        let layers = [RunDescription.Layer(number: 1, name: "dense2", activation: "softmax", parameterCount: 6)]
        let settings = Settings(["data.dataset": "moons", "optimizer.lr": 0.1, "layers.1.type": "dense"])
        let recorder = try RunRecorder(
            RunStore(RunsFolder(folder.path + "/descent")),
            NewRun(
                description: RunDescription(
                    name: preset, title: "a trial", architecture: "2-2 softmax", layers: layers, parameterCount: 6,
                    task: .classification, seed: 1, epochs: 10, trainingSamples: 140, validationSamples: 30,
                    testSamples: 30, notes: []),
                experiment: Experiment(name: preset, settings: settings, layerCount: 1),
                presetText: "name: \(preset)\n"))
        let layout = TelemetryLayout(layerCount: 1)
        var batch = TelemetryBatch(layout: layout, capacity: 100)
        for step in 1...100 {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = 2 / Float(step) }
            }
        }
        let summary = RunSummary(
            preset: preset, seed: 1, state: .finished, epochs: 10, steps: 100, seconds: 10, stepsPerSecond: 10,
            parameters: 6, bestEpoch: 10, bestValidationLoss: 0.2, test: SplitMetrics(loss: 0.3, accuracy: 0.9),
            interventions: 0, weightsSHA256: "abcd")
        recorder.record([.settings(settings, tunables: []), .state(.running), .finished(summary)], batch)
        recorder.finish()
        return recorder.id
    }

    @Test("past runs are listed beside a run that trains, opened, exported into a folder, deleted; training goes on")
    func life() throws {
        let program = try Program()
        let first = try record("moons", in: program.folder)
        let second = try record("spirals", in: program.folder)
        try program.start(Program.endlessRun, ["XDG_DATA_HOME": program.folder.path])
        let terminal = program.terminal
        #expect(terminal.wait(for: "RUNNING"), program.sight)
        terminal.type("5")
        #expect(terminal.wait { $0.contains(first) && $0.contains(second) }, program.sight)
        terminal.type("/" + first + Keys.enter)
        #expect(terminal.wait { $0.contains("(esc clears)") && !$0.contains(second) }, program.sight)
        terminal.type(Keys.enter)
        #expect(terminal.wait { $0.contains("RECORDED") && $0.contains("The run finished its epochs") }, program.sight)
        terminal.type("1")
        #expect(terminal.wait { $0.contains("RUNNING") && !$0.contains("RECORDED") }, program.sight)
        terminal.type("5E" + Keys.enter)
        #expect(terminal.wait(for: "wrote report.html"), program.sight)
        #expect(try program.contents(of: first + "/report.html").contains("<svg"))
        terminal.type("D")
        #expect(terminal.wait(for: "Delete \(first)?"), program.sight)
        terminal.type("d")
        #expect(terminal.wait(for: "deleted \(first)"), program.sight)
        terminal.signal(SIGTERM)
        #expect(terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(program.isRestored, program.sight)
        let left = try RunStore(RunsFolder(program.folder.path + "/descent")).runs().map(\.id)
        #expect(left.contains(second) && !left.contains(first))
    }
}
