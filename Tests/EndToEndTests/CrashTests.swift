import Foundation
import Glibc
import Runs
import Testing

/// Runs killed without warning must go on as if nothing had happened.
///
/// `make crash-test` has a hundred of them.
@Suite("A process killed at any moment", .serialized)
struct CrashTests {
    private static var rounds: Int {
        ProcessInfo.processInfo.environment["DESCENT_CRASH_ROUNDS"].flatMap { Int($0) } ?? 8
    }

    @Test("leaves a sound database, and resumed it comes to the weights of a run never interrupted")
    func survives() throws {
        let reference = try CrashRun()
        let whole = try reference.start(["run", CrashRun.preset, "--json"])
        whole.waitUntilExit()
        let seconds = try reference.secondsOfTraining()
        let wanted = try reference.weights()
        var interrupted = 0
        var duringWrites = 0
        var again = 0
        var round = 0
        // One that came to its end before it could be killed does not count.
        while interrupted < Self.rounds, round < 3 * Self.rounds {
            round += 1
            let run = try CrashRun()
            let process = try run.start(["run", CrashRun.preset, "--json"])
            // Every other one is killed while a checkpoint is being written, as far as that can be seen from outside.
            let moment: CrashRun.Moment =
                round.isMultiple(of: 2)
                ? .after(.random(in: 0.02...seconds)) : .duringWrite(.random(in: 0...0.8 * seconds))
            let killed = run.kill(process, moment)
            interrupted += killed.wasRunning ? 1 : 0
            duringWrites += killed.wasWriting ? 1 : 0
            let place: Comment = "round \(round), \(moment)"
            let store = try RunStore(RunsFolder(run.runs))
            #expect(try store.integrityProblems().isEmpty, place)
            // Killed before it was entered into the database, there is nothing to resume.
            guard let record = try store.runs().first else { continue }
            if round.isMultiple(of: 3) {
                let second = try run.start(["resume", record.id, "--json"])
                again += run.kill(second, .after(.random(in: 0...0.5))).wasRunning ? 1 : 0
                #expect(try store.integrityProblems().isEmpty, place)
            }
            let resumed = try run.start(["resume", record.id, "--json"])
            resumed.waitUntilExit()
            #expect(resumed.terminationStatus == 0, place)
            #expect(try run.weights() == wanted, place)
            let after = try store.record(record.id)
            #expect(after.state == .finished && after.weightsSHA256 == wanted, place)
        }
        print("killed in mid-run: \(interrupted), during a write of a checkpoint: \(duringWrites), once more: \(again)")
        #expect(interrupted == Self.rounds)
    }
}

/// One run of the program in a folder of its own.
private final class CrashRun {
    enum Moment {
        /// So many seconds after the start.
        case after(Double)
        /// While the first unfinished file after so many seconds is seen.
        case duringWrite(Double)
    }

    let folder: URL
    var runs: String { folder.appendingPathComponent("runs").path }
    private var log: URL { folder.appendingPathComponent("log") }

    /// Everything that has a state: dropout, batch norm, a plateau schedule, averages, interventions.
    static let preset = "crash.yaml"
    private static let text = """
        version: 1
        title: a run to be killed
        data:
          dataset: digits
        layers:
          - type: dense
            units: 96
            activation: relu
            dropout: 0.2
          - type: batch_norm
          - type: dense
            units: 48
            activation: tanh
          - type: dense
            units: outputs
        loss: cross_entropy
        optimizer:
          name: adam
          lr: 0.002
        schedule:
          name: plateau
        batch:
          size: 32
        interventions:
          - at: { step: 900 }
            set: { optimizer.lr: 0.004 }
          - at: { epoch: 60 }
            set: { dropout.rate: 0.05 }
          - at: { step: 4000 }
            set: { optimizer.name: momentum, optimizer.lr: 0.01 }
        epochs: 180
        """

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("descent-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.text.write(to: folder.appendingPathComponent(Self.preset), atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = Program.environment(["DESCENT_RUNS": runs])
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Kills the process at a moment; says whether it was still at work, and seen to be writing.
    func kill(_ process: Process, _ moment: Moment) -> (wasRunning: Bool, wasWriting: Bool) {
        var wasWriting = false
        switch moment {
        case .after(let seconds): usleep(UInt32(seconds * 1e6))
        case .duringWrite(let seconds):
            usleep(UInt32(seconds * 1e6))
            while process.isRunning, !wasWriting {
                wasWriting = isWriting
                usleep(50)
            }
        }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return (process.terminationReason == .uncaughtSignal, wasWriting)
    }

    private var isWriting: Bool {
        let checkpoints = runs + "/checkpoints"
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: checkpoints)) ?? []
        return names.contains { $0.hasSuffix(".part") }
    }

    private func summary() throws -> [String: Any] {
        let text = try String(contentsOf: log, encoding: .utf8)
        let line = try #require(text.split(separator: "\n").last { $0.contains("\"event\":\"summary\"") })
        return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    func weights() throws -> String { try #require(summary()["weights_sha256"] as? String) }
    func secondsOfTraining() throws -> Double { try #require(summary()["seconds"] as? Double) }
}
