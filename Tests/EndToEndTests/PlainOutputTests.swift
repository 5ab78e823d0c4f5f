import Foundation
import Glibc
import PseudoTerminal
import Testing

@Suite("Without a screen", .serialized)
struct PlainOutputTests {
    private let shortRun = ["run", "digits", "--epochs", "2"]

    @Test(
        "a terminal that cannot be drawn on gets a line an epoch",
        arguments: ["dumb", "no-such-terminal", nil] as [String?])
    func poorTerminals(_ type: String?) throws {
        let program = try Program()
        try program.start(shortRun, ["TERM": type])
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(!program.hasDrawn)
        #expect(program.terminal.screen.contains("epoch 2/2"), program.sight)
        #expect(program.terminal.screen.contains("digits: finished after 2 epochs"), program.sight)
        #expect(program.isRestored)
    }

    @Test("output that goes to a file is plain, and the terminal is left alone")
    func redirected() throws {
        let program = try Program()
        try program.start(shortRun, output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        let lines = try program.contents(of: "log").split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("epoch ") }.count == 2)
        #expect(program.terminal.output.isEmpty)
    }

    @Test("output that cannot be written is an error of its own")
    func full() throws {
        let program = try Program()
        try program.start(["list", "optimizers"], output: "/dev/full")
        #expect(program.terminal.waitForExit() == .code(74))
    }

    @Test("--json writes one object a line, the summary last, with the fields it promises")
    func json() throws {
        let program = try Program()
        try program.start(shortRun + ["--json", "--seed", "3"], output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        let objects = try program.contents(of: "log").split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.compactMap { $0["event"] as? String } == ["start", "epoch", "epoch", "summary"])
        let summary = try #require(objects.last)
        #expect(
            Set(summary.keys) == [
                "event", "preset", "seed", "state", "epochs", "steps", "seconds", "steps_per_second", "parameters",
                "best", "test", "tested_weights", "weights_sha256", "run",
            ])
        #expect(summary["preset"] as? String == "digits")
        #expect(summary["seed"] as? Int == 3)
        #expect(summary["state"] as? String == "finished")
        #expect(summary["epochs"] as? Int == 2)
        #expect((summary["weights_sha256"] as? String)?.count == 64)
        #expect((summary["best"] as? [String: Any])?.keys.sorted() == ["epoch", "validation_loss"])
        #expect((summary["test"] as? [String: Any])?.keys.sorted() == ["accuracy", "loss"])
    }

    @Test("lr-find prints its curve and two proposals, or JSON Lines with the proposals last")
    func rateSearch() throws {
        let text = try Program()
        try text.start(["lr-find", "digits"], output: "log")
        #expect(text.terminal.waitForExit() == .code(0))
        let lines = try text.contents(of: "log").split(separator: "\n")
        #expect(lines.first?.hasPrefix("digits: learning-rate range test") == true)
        #expect(lines.filter { $0.hasPrefix("proposal: lr ") }.count == 2)

        let program = try Program()
        try program.start(["lr-find", "digits", "--json", "--from", "1e-4", "--steps", "40"], output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        let objects = try program.contents(of: "log").split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        let points = objects.dropLast()
        #expect(points.count > 10 && points.allSatisfy { $0["event"] as? String == "point" })
        #expect(points.first?["lr"] as? Double == 1e-4)
        #expect(objects.last?["event"] as? String == "lr_find")
        #expect((objects.last?["proposals"] as? [[String: Any]])?.count == 2)

        let wrong = try Program()
        try wrong.start(["lr-find", "digits", "--from", "1", "--to", "0.1"])
        #expect(wrong.terminal.waitForExit() == .code(64))
    }

    @Test("cv prints a line a fold, then mean and spread; in JSON the means come last")
    func crossValidation() throws {
        let text = try Program()
        try text.start(["cv", "iris", "--epochs", "2", "--folds", "3"], output: "log")
        #expect(text.terminal.waitForExit() == .code(0))
        let lines = try text.contents(of: "log").split(separator: "\n")
        #expect(lines.filter { $0.contains("/3 ") }.count == 3)
        #expect(lines.last?.hasPrefix("accuracy") == true)
        #expect(lines.last?.contains(" ± ") == true)

        let program = try Program()
        try program.start(
            ["cv", "iris", "--epochs", "1", "--json", "--method", "kfold", "--folds", "4"], output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        let objects = try program.contents(of: "log").split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.compactMap { $0["event"] as? String } == ["fold", "fold", "fold", "fold", "cross_validation"])
        let rows = objects.dropLast().compactMap { $0["validation_samples"] as? Int }
        #expect(rows.reduce(0, +) == 150)
        #expect((objects.last?["loss"] as? [String: Any])?["sd"] as? Double != nil)

        let wrong = try Program()
        try wrong.start(["cv", "iris", "--folds", "1"])
        #expect(wrong.terminal.waitForExit() == .code(65))
    }

    @Test("restarts follow each other; the last JSON line is the best one's summary with all of them")
    func restarts() throws {
        let text = try Program()
        try text.start(["run", "digits", "--epochs", "1", "--restarts", "2", "--seed", "3"], output: "log")
        #expect(text.terminal.waitForExit() == .code(0))
        let log = try text.contents(of: "log")
        for line in ["restart 1/2, seed 3", "restart 2/2, seed 4", "restarts, 2 of 2:", "kept: seed "] {
            #expect(log.contains(line), "\(line)")
        }

        let program = try Program()
        try program.start(["run", "digits", "--epochs", "1", "--restarts", "3", "--json"], output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        let objects = try program.contents(of: "log").split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.compactMap { $0["event"] as? String }.filter { $0 == "restart" }.count == 3)
        let last = try #require(objects.last)
        #expect(last["event"] as? String == "summary")
        let all = try #require(last["restarts"] as? [[String: Any]])
        let losses = all.compactMap { $0["best_validation_loss"] as? Double }
        #expect(losses.count == 3)
        #expect((last["best"] as? [String: Any])?["validation_loss"] as? Double == losses.min())
    }

    @Test("an interrupt ends the run between two steps, the summary is still written")
    func interrupt() throws {
        let program = try Program()
        try program.start(Program.endlessRun + ["--plain"])
        #expect(program.terminal.wait(for: "epoch       3/1000000"), program.sight)
        program.terminal.type(Keys.control("c"))
        #expect(program.terminal.waitForExit() == .code(130))
        #expect(program.terminal.screen.contains("digits: stopped after"), program.sight)
    }

    @Test("started with hang-ups ignored, as nohup does, it outlives its terminal's")
    func ignoredHangUp() throws {
        let program = try Program()
        let command = ([Program.path] + Program.endlessRun + ["--plain"]).joined(separator: " ")
        try program.terminal.start(
            "/bin/sh", ["-c", "trap '' HUP; exec \(command)"], environment: program.environment,
            directory: program.folder.path)
        #expect(program.terminal.wait(for: "epoch       1/1000000"), program.sight)
        program.terminal.signal(SIGHUP)
        let written = program.terminal.output.count
        #expect(program.terminal.wait { _ in program.terminal.output.count > written + 1000 })
        program.terminal.signal(SIGTERM)
        #expect(program.terminal.waitForExit() == .code(128 + SIGTERM))
    }

    @Test(
        "what cannot be run is refused before the terminal is touched",
        arguments: [
            (["run", "bad.yaml"], 65), (["run", "missing.yaml"], 66), (["run", "digitz"], 66), (["run"], 64),
            (["run", "digits", "--theme", "none"], 64), (["run", "digits", "--set", "lr"], 64),
            (["run", "digits", "--set", "optimizer.lr=-1"], 65), (["check", "digits", "bad.yaml"], 65),
        ] as [([String], Int32)])
    func refusals(_ arguments: [String], _ code: Int32) throws {
        let program = try Program()
        try Data("version: 1\noptimiser:\n  name: adam\nlayers: 3\n".utf8).write(
            to: program.folder.appendingPathComponent("bad.yaml"))
        try program.start(arguments)
        #expect(program.terminal.waitForExit() == .code(code), program.sight)
        #expect(!program.hasDrawn)
        #expect(program.isRestored)
    }

    @Test("all mistakes of a preset are told at once, with their places")
    func mistakes() throws {
        let program = try Program()
        try Data("version: 1\noptimiser:\n  name: adam\nlayers: 3\n".utf8).write(
            to: program.folder.appendingPathComponent("bad.yaml"))
        try program.start(["check", "bad.yaml"])
        #expect(program.terminal.waitForExit() == .code(65))
        #expect(program.terminal.screen.contains("bad.yaml:2:1: error: "), program.sight)
        #expect(program.terminal.screen.contains("bad.yaml:4:"), program.sight)
    }

    @Test("without a terminal, descent alone explains itself")
    func help() throws {
        let program = try Program()
        try program.start([], output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        #expect(try program.contents(of: "log").contains("SUBCOMMANDS"))
    }

    @Test("a run that diverges says where and ends with code 2", arguments: [[], ["--json"]])
    func divergence(_ options: [String]) throws {
        let program = try Program()
        try program.start(["run", "exploding-lr"] + options, output: "log")
        #expect(program.terminal.waitForExit() == .code(2))
        let log = try program.contents(of: "log")
        #expect(log.contains(" went NaN or infinite at step "))
        if !options.isEmpty {
            #expect(log.split(separator: "\n").last?.contains(#""state":"diverged""#) == true)
            #expect(log.contains(#""event":"finding""#))
        }
    }

    @Test("scripted interventions are told where they act")
    func interventions() throws {
        let program = try Program()
        try program.start(["run", "adam-then-sgd"], output: "log")
        #expect(program.terminal.waitForExit() == .code(0))
        let log = try program.contents(of: "log")
        #expect(log.split(separator: "\n").contains { $0.hasPrefix("step ") && $0.hasSuffix("(script)") })
    }
}
