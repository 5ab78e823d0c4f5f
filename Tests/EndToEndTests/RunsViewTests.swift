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
            RunStore(RunsFolder(folder.path + "/data/descent")),
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
        try program.start(Program.endlessRun)
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
        let left = try RunStore(RunsFolder(program.folder.path + "/data/descent")).runs().map(\.id)
        #expect(left.contains(second) && !left.contains(first))
    }

    @Test("a run is left for an earlier one that was interrupted, which goes on; both are told of at the end")
    func resume() throws {
        let program = try Program()
        let terminal = program.terminal
        try program.start(["run", "moons", "--epochs", "1000000", "--set", "pace=all"])
        #expect(terminal.wait(for: "RUNNING"), program.sight)
        terminal.type(Keys.control("c") + Keys.control("c"))
        #expect(terminal.waitForExit() == .code(0))

        let other = try Program()
        let data = program.folder.path + "/data"
        try other.start(Program.endlessRun, ["XDG_DATA_HOME": data])
        #expect(other.terminal.wait { $0.contains("RUNNING") && $0.contains("digits ·") }, other.sight)
        other.terminal.type("5")
        #expect(other.terminal.wait(for: "interrupted"), other.sight)
        other.terminal.type("/moons" + Keys.enter + "R")
        #expect(other.terminal.wait(for: "leave and resume"), other.sight)
        other.terminal.type("r")
        #expect(other.terminal.wait { $0.contains("RUNNING") && $0.contains("moons ·") }, other.sight)
        other.terminal.signal(SIGTERM)
        #expect(other.terminal.waitForExit() == .code(128 + SIGTERM))
        #expect(other.isRestored, other.sight)
        let ids = try RunStore(RunsFolder(data + "/descent")).runs().map(\.id)
        #expect(ids.count == 2)
        for id in ids { #expect(other.terminal.screen.contains("descent resume \(id)"), other.sight) }
    }
}
