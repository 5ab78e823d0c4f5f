import Training

/// A recorded run as the runs view lists it.
public struct RunRow: Sendable, Hashable, Identifiable {
    /// Whether anybody still trains it.
    public enum Life: String, Sendable, Hashable {
        /// A process trains it.
        case live
        case ended
        /// It ended without saying so: killed, or the power went.
        case interrupted
    }

    public let id: String
    public let preset: String
    public var title = ""
    public var architecture = ""
    public var parameterCount = 0
    public var seed: UInt64 = 0
    /// The last phase it is known to have been in, and why it ended before its last epoch.
    public var phase = RunState.finished
    public var life = Life.ended
    public var reason: String?
    public var steps = 0
    public var epochs = 0
    public var plannedEpochs = 0
    /// The best epoch by the monitored metric and its validation loss (training loss where nothing is held out).
    public var bestEpoch: Int?
    public var bestLoss: Double?
    public var test: SplitMetrics?
    /// When it began, in seconds since 1970, and the same in the words of the place: `11-21 09:05`.
    public var started = 0.0
    public var startedText = ""
    /// Seconds of training, pauses left out.
    public var seconds = 0.0
    /// Interventions in force.
    public var interventions = 0
    /// The run it was forked or resumed from.
    public var tags: [String] = []
    public var note = ""
    public var weightsSHA256: String?

    public init(id: String, preset: String) {
        self.id = id
        self.preset = preset
    }
}

extension RunRow {
    /// Its state in a word.
    var stateWord: String {
        switch life {
        case .interrupted: "interrupted"
        case .live, .ended: PhaseWords.word(phase).lowercased()
        }
    }

    /// What a filter looks through.
    var searchText: String {
        ([id, preset, title, stateWord, note] + tags).joined(separator: " ").lowercased()
    }

    /// How it did on the test split, in one number: accuracy, else R², else the loss.
    var testScore: Double? { test.map { $0.accuracy ?? $0.r2 ?? $0.loss } }

    /// The same so that more is better.
    fileprivate var testRank: Double? { test.map { $0.accuracy ?? $0.r2 ?? -$0.loss } }
}

/// A column of the table of runs.
enum RunColumn: String, Sendable, Hashable, CaseIterable {
    case id, preset, state, epochs, steps, best, test, started, seconds, tags

    var title: String {
        switch self {
        case .id: "run"
        case .best: "best val"
        case .started: "when"
        case .seconds: "took"
        default: rawValue
        }
    }

    /// Numbers stand at the right of their column.
    var isNumeric: Bool {
        switch self {
        case .id, .preset, .state, .started, .tags: false
        case .epochs, .steps, .best, .test, .seconds: true
        }
    }

    /// How wide it is; the first and the last take what they need.
    var width: Int {
        switch self {
        case .id: 22
        case .preset: 12
        case .state: 15
        case .epochs: 11
        case .steps: 9
        case .best: 9
        case .test: 8
        case .started: 12
        case .seconds: 8
        case .tags: 8
        }
    }

    /// What stays longest where there is little room.
    static let byImportance: [RunColumn] = [
        .id, .state, .best, .started, .test, .epochs, .steps, .seconds, .tags, .preset,
    ]

    /// The columns one can sort by, in the order the key goes through them.
    static let sortable: [RunColumn] = [.started, .best, .test, .steps, .seconds, .preset, .state, .id]

    /// Which way round a person expects it.
    private var startsHigh: Bool {
        switch self {
        case .started, .steps, .seconds, .test, .epochs: true
        case .id, .preset, .state, .best, .tags: false
        }
    }

    /// Whether the largest comes first.
    func isDescending(reversed: Bool) -> Bool { startsHigh != reversed }

    /// The order of two rows; what has no value comes last either way, and among equals the newest first.
    func precedes(_ a: RunRow, _ b: RunRow, reversed: Bool) -> Bool {
        let isDescending = isDescending(reversed: reversed)
        func ordered<Value: Comparable>(_ x: Value?, _ y: Value?) -> Bool? {
            guard let x else { return y == nil ? nil : false }
            guard let y else { return true }
            return x == y ? nil : (x < y) != isDescending
        }
        func number(_ value: Double?) -> Double? { value.flatMap { $0.isNaN ? nil : $0 } }
        let answer: Bool? =
            switch self {
            case .id: ordered(a.id, b.id)
            case .preset: ordered(a.preset, b.preset)
            case .state: ordered(a.stateWord, b.stateWord)
            case .epochs: ordered(a.epochs, b.epochs)
            case .steps: ordered(a.steps, b.steps)
            case .best: ordered(number(a.bestLoss), number(b.bestLoss))
            case .test: ordered(number(a.testRank), number(b.testRank))
            case .started: ordered(a.started, b.started)
            case .seconds: ordered(a.seconds, b.seconds)
            case .tags: ordered(a.tags.joined(separator: " "), b.tags.joined(separator: " "))
            }
        return answer ?? ((a.started, a.id) > (b.started, b.id))
    }

    /// Small counts are exact.
    private static func count(_ number: Int) -> String {
        number < 1000 ? String(number) : NumberText.compact(Double(number))
    }

    /// What a row has in this column.
    func text(_ row: RunRow) -> String {
        switch self {
        case .id: row.id
        case .preset: row.preset
        case .state: row.stateWord
        case .epochs: Self.count(row.epochs) + "/" + Self.count(row.plannedEpochs)
        case .steps: NumberText.compact(Double(row.steps))
        case .best: row.bestLoss.map { ChartNumber.significant($0) } ?? ""
        case .test: row.testScore.map { ChartNumber.significant($0) } ?? ""
        case .started: row.startedText
        case .seconds: NumberText.duration(row.seconds)
        case .tags: row.tags.joined(separator: " ")
        }
    }
}
