import Dispatch
import Foundation
import Runs
import Training
import Tunables

/// What recording runs costs, in time and room, and how quickly they are found again.
enum RecordingFigures {
    static func print() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("descent-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try cost(folder.path + "/cost")
        try growth(folder.path + "/growth")
        try opening(folder.path + "/long")
        try listing(folder.path + "/many")
        try undo()
    }

    /// Starts the program on a folder of runs; its output goes into a pipe.
    private static func start(_ arguments: [String], runs: String) throws -> (process: Process, output: Pipe) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: FlatOut.program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["DESCENT_RUNS": runs]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, pipe)
    }

    // MARK: Cost and room

    /// The share of the throughput that recording takes: the same run with and without, in turns, the best of each, since
    /// whatever else the machine does can only slow a run down.
    private static func cost(_ runs: String) throws {
        var with: [Double] = []
        var without: [Double] = []
        for turn in 0..<24 {
            // Each goes first every other time.
            for records in turn.isMultiple(of: 2) ? [true, false] : [false, true] {
                let rate = try FlatOut.rate(
                    epochs: 1500, records ? [] : ["--no-record"], environment: ["DESCENT_RUNS": runs])
                if records { with.append(rate) } else { without.append(rate) }
            }
        }
        figure("recording_cost_ratio", 1 - (with.max() ?? .nan) / (without.max() ?? .nan), "ratio")
    }

    /// Megabytes a minute by which the database grows at full speed, once it has begun.
    private static func growth(_ runs: String) throws {
        let short = try megabytes(after: 8, runs + "/short")
        let long = try megabytes(after: 38, runs + "/long")
        figure("database_mb_per_minute", (long - short) * 2, "MB/min")
    }

    private static func megabytes(after seconds: Double, _ runs: String) throws -> Double {
        let (process, pipe) = try start(
            ["run", "digits", "--json", "--epochs", "1000000"] + FlatOut.settings, runs: runs)
        // What it prints has to be read, or it would wait.
        pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
        Thread.sleep(forTimeInterval: seconds)
        process.terminate()
        process.waitUntilExit()
        pipe.fileHandleForReading.readabilityHandler = nil
        let path = RunsFolder(runs).databasePath
        // Opened and closed by the last who uses it, the log becomes part of the file.
        _ = try RunStore(RunsFolder(runs)).runs()
        let sizes = [path, path + "-wal"].map { path in
            (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        }
        return Double(sizes.reduce(0, +)) / 1_000_000
    }

    // MARK: Finding again

    private static let layers = (1...3).map {
        RunDescription.Layer(number: $0, name: "dense64", activation: "relu", parameterCount: 4160)
    }

    private static func newRun(_ name: String) -> NewRun {
        NewRun(
            description: RunDescription(
                name: name, title: "a run", architecture: "64-64-64-10 relu", layers: layers, parameterCount: 12480,
                task: .classification, seed: 1, epochs: 100_000, trainingSamples: 1437, validationSamples: 180,
                testSamples: 180, notes: []),
            experiment: Experiment(name: name, settings: Settings(["optimizer.lr": 0.1])), presetText: "version: 1\n")
    }

    /// Opening a run of ten million steps, made at a thousand a second in epochs of a hundred.
    private static func opening(_ runs: String) throws {
        let store = try RunStore(RunsFolder(runs))
        let recorder = try RunRecorder(store, newRun("long"))
        let layout = TelemetryLayout(layerCount: layers.count)
        var batch = TelemetryBatch(layout: layout, capacity: 100)
        for epoch in 1...100_000 {
            batch.removeAll()
            for step in (epoch - 1) * 100 + 1...epoch * 100 {
                batch.append(step: step) { row in
                    for column in 0..<layout.columnCount { row[column] = Float((step &* 97 &+ column) % 1009) }
                }
            }
            let metrics = SplitMetrics(loss: 1 / Double(epoch), accuracy: 0.5)
            let report = EpochReport(
                epoch: epoch, step: epoch * 100, training: metrics, validation: metrics, learningRate: 0.1,
                seconds: Double(epoch) * 0.1, isBest: epoch % 7 == 0)
            recorder.record([.epoch(report)], batch, at: Double(epoch) * 0.1)
            if epoch % 100 == 0 { recorder.flushNow() }
        }
        recorder.finish()
        let times = try (0..<9).map { _ in
            try milliseconds { _ = try RunStore(RunsFolder(runs)).open(recorder.id) }
        }
        figure("open_10m_steps_ms", Interleaved.median(times), "ms")
    }

    /// `descent runs` from start to end.
    private static func listing(_ runs: String) throws {
        let store = try RunStore(RunsFolder(runs))
        for number in 0..<1000 { try RunRecorder(store, newRun("run\(number % 20)")).finish() }
        let times = try (0..<9).map { _ in
            try milliseconds {
                let (process, pipe) = try start(["runs"], runs: runs)
                let text = pipe.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                guard text.split(separator: UInt8(ascii: "\n")).count == 1001 else { throw Incomplete() }
            }
        }
        figure("list_1000_runs_ms", Interleaved.median(times), "ms")
    }

    private struct Incomplete: Error {}

    // MARK: Undo

    /// From the key to the answer, with adam's memory beside a million parameters, and the snapshot handed out.
    private static func undo() throws {
        let workload = Workload(
            "million", rows: 32, widths: [64, 960, 960, 10], activation: "relu", optimizer: "adam")
        let news = DispatchSemaphore(value: 0)
        let trainer = Trainer(try workload.prepared(), keeper: Shelf()) { news.signal() }
        var batch = trainer.makeBatch()
        var next = 1
        func perform(_ action: Command.Action) {
            let id = next
            next += 1
            trainer.send(Command(id: id, action))
            while news.wait(timeout: .now() + 20) == .success {
                for case .applied(id, _) in trainer.takeTelemetry(into: &batch) { return }
            }
        }
        trainer.start()
        var times: [Double] = []
        for turn in 0..<15 {
            perform(.set([Assignment("optimizer.lr", .real(1e-4 * Double(turn + 2)))]))
            Thread.sleep(forTimeInterval: 0.1)
            times.append(milliseconds { perform(.undo) })
        }
        trainer.send(Command(id: 0, .quit))
        figure("undo_1m_parameters_ms", Interleaved.median(times), "ms")
    }

    private struct Shelf: SnapshotKeeper {
        var steps: [Int] { [] }
        func isDue(after seconds: Double) -> Bool { false }
        func keep(_ snapshot: RunSnapshot, _ occasion: SnapshotOccasion) {}
    }

    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        try body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
    }
}
