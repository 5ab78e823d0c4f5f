import GRDB
import Tensors
import Training

/// One run as lists show it.
public struct RunRecord: Sendable, Hashable, Identifiable {
    let number: Int64
    /// Short and readable: `2026-11-21-digits-7f3a`.
    public var id: String { name.description }
    /// The same as what its folder is called.
    public let name: RunID
    public let preset: String
    public let title: String
    public let architecture: String
    public let task: RunDescription.Task
    public let layers: [RunDescription.Layer]
    public let parameterCount: Int
    public let seed: UInt64
    public let threads: Int
    public let machine: String
    /// The code that computed it, as far as known: one after the other where it went on elsewhere. Empty for runs recorded
    /// before this was.
    public let arithmetic: [Arithmetic]
    public let program: String
    /// The last phase it is known to have been in.
    public let state: RunState
    /// Why it ended before its last epoch, in words.
    public let reason: String?
    /// Seconds since 1970, UTC: when it began, and when it was last heard of.
    public let started: Double
    public let updated: Double
    /// Seconds of training, pauses left out.
    public let seconds: Double
    public let steps: Int
    public let epochs: Int
    public let plannedEpochs: Int
    /// The best epoch by the monitored metric, with its validation loss (training loss where nothing is held out) and
    /// accuracy or R².
    public let bestEpoch: Int?
    public let bestLoss: Double?
    public let bestScore: Double?
    public let test: SplitMetrics?
    public let weightsSHA256: String?
    /// Interventions in force.
    public let interventions: Int
    public let tags: [String]
    public let note: String
    /// By which its checkpoints are known.
    let lineage: RunLineage
    /// The branch of the series that is the current one.
    let branch: Int
    /// Whether a process on this machine had it open for writing when this was read; also one that has ended can go on.
    public let isOpen: Bool

    /// Whether it is being trained.
    public var isLive: Bool { isOpen && !state.isOver }

    /// - Throws: ``RunsError`` of kind `busy` where it is open.
    func refuseWhileOpen() throws(RunsError) {
        guard isOpen else { return }
        throw RunsError(
            .busy, place: id,
            reason: isLive ? "the run is being trained" : "the run is open in a dashboard, where it can go on",
            remedy: "leave it there first")
    }

    /// Whether it was left before its end: saved, killed, or the power went.
    public var isInterrupted: Bool { !isOpen && !state.isOver && state != .diverged }

    /// In the order in which they are read.
    static let columns = """
        number, id, preset, title, architecture, task, layers, parameters, seed, threads, machine, program, state, reason,
        started, updated, seconds, steps, epochs, planned_epochs, best_epoch, best_loss, best_score, test, weights_sha256,
        interventions, tags, note, branch, lineage, process, arithmetic
        """

    private static let names = columns.split { $0 == "," || $0.isWhitespace }.map(String.init)

    fileprivate init(_ row: Row, _ reader: inout RunRecordReader) throws {
        var row = RowReader(row, names: Self.names)
        number = try row.take("number")
        guard let name = RunID(try row.take("id")) else { throw DatabaseValue.damaged("id") }
        self.name = name
        preset = try row.take("preset")
        title = try row.take("title")
        architecture = try row.take("architecture")
        task = RunDescription.Task(rawValue: try row.take("task")) ?? .classification
        layers = try reader.layers(row.take("layers"))
        parameterCount = try row.count("parameters")
        seed = UInt64(bitPattern: try row.take("seed") as Int64)
        threads = try row.count("threads")
        machine = try row.take("machine")
        program = try row.take("program")
        state = RunState(rawValue: try row.take("state")) ?? .preparing
        reason = try row.takeIfPresent("reason")
        started = try row.seconds("started")
        updated = try row.seconds("updated")
        seconds = try row.seconds("seconds")
        steps = try row.count("steps")
        epochs = try row.count("epochs")
        plannedEpochs = try row.count("planned_epochs")
        bestEpoch = try row.countIfPresent("best_epoch")
        bestLoss = try row.takeIfPresent("best_loss")
        bestScore = try row.takeIfPresent("best_score")
        test = try (try row.takeIfPresent("test") as String?).map {
            try ExactDecoder.value(SplitMetrics.self, from: JSONParser.parse($0))
        }
        weightsSHA256 = try row.takeIfPresent("weights_sha256")
        interventions = try row.count("interventions")
        tags = (try row.take("tags") as String).split(separator: " ").map(String.init)
        note = try row.take("note")
        branch = try row.count("branch")
        lineage = try ExactDecoder.value(RunLineage.self, from: JSONParser.parse(row.take("lineage")))
        isOpen = try reader.isAlive(row.take("process"))
        arithmetic = try ExactDecoder.value([Arithmetic].self, from: JSONParser.parse(row.take("arithmetic")))
    }
}

/// Reads the records of a list, each thing that many of them share but once: the layers of a preset's runs, the process
/// of restarts and trials.
struct RunRecordReader {
    private var layers: [String: [RunDescription.Layer]] = [:]
    private var isAlive: [String: Bool] = [:]

    mutating func run(_ row: Row) -> ListedRun {
        do { return .sound(try RunRecord(row, &self)) } catch { return .damaged(DamagedRun(row, error)) }
    }

    fileprivate mutating func layers(_ text: String) throws -> [RunDescription.Layer] {
        if let known = layers[text] { return known }
        let answer = try ExactDecoder.value([RunDescription.Layer].self, from: JSONParser.parse(text))
        layers[text] = answer
        return answer
    }

    fileprivate mutating func isAlive(_ mark: String) -> Bool {
        if let known = isAlive[mark] { return known }
        let answer = ProcessMark.isAlive(mark)
        isAlive[mark] = answer
        return answer
    }
}
