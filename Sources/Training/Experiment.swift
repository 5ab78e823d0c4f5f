import Tunables

/// Everything that decides a run: what a preset says, with `--set` applied.
public struct Experiment: Sendable, Hashable, Codable {
    /// The preset's name: `digits`.
    public var name: String
    /// One line about it.
    public var title: String
    /// The comment that opens the preset: what will be seen, what to press, what should happen.
    public var lesson: String
    /// Every value by full key: `optimizer.lr`, `layers.1.type`, `data.dataset`.
    public var settings: Settings
    /// Layers are numbered from 1 at the input.
    public var layerCount: Int
    public var interventions: [ScriptedIntervention]
    /// The folder that relative paths in the settings start from.
    public var directory: String

    public init(
        name: String, title: String = "", lesson: String = "", settings: Settings = Settings(), layerCount: Int = 0,
        interventions: [ScriptedIntervention] = [], directory: String = "."
    ) {
        self.name = name
        self.title = title
        self.lesson = lesson
        self.settings = settings
        self.layerCount = layerCount
        self.interventions = interventions
        self.directory = directory
    }
}

extension Experiment {
    /// Reads what a checkpoint or a database holds, which must not claim more layers than it describes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let settings = try container.decode(Settings.self, forKey: .settings)
        let layerCount = try container.decode(Int.self, forKey: .layerCount)
        let keys = settings.keys
        guard (0...keys.count).contains(layerCount), keys.allSatisfy({ $0.utf8.count < 1000 }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .layerCount, in: container, debugDescription: "its settings do not describe so many layers")
        }
        self.init(
            name: try container.decode(String.self, forKey: .name),
            title: try container.decode(String.self, forKey: .title),
            lesson: try container.decode(String.self, forKey: .lesson), settings: settings, layerCount: layerCount,
            interventions: try container.decode([ScriptedIntervention].self, forKey: .interventions),
            directory: try container.decode(String.self, forKey: .directory))
    }
}

/// An intervention written into the preset; it goes the same way as a key.
public struct ScriptedIntervention: Sendable, Hashable, Codable {
    /// When it acts: after so many completed updates, or after so many completed epochs.
    public enum Moment: Sendable, Hashable, Codable {
        case step(Int)
        case epoch(Int)
    }

    public var moment: Moment
    public var assignments: [Assignment]

    public init(at moment: Moment, _ assignments: [Assignment]) {
        self.moment = moment
        self.assignments = assignments
    }

    /// Ends the run as a person does who stops it.
    public static func stop(at moment: Moment) -> ScriptedIntervention {
        ScriptedIntervention(at: moment, [Assignment("stop", true)])
    }

    public var isStop: Bool { assignments.map(\.key) == ["stop"] }
}

/// Something wrong, doubtful or worth knowing about an experiment, tied to the key that causes it.
public struct ExperimentProblem: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable, Codable { case error, warning, note }

    public let severity: Severity
    /// The key it is about (`layers.2.units`); `nil` for the whole.
    public let key: String?
    public let message: String
    /// Whether a file that the experiment names is not there, which commands tell by an exit code of its own.
    public let isMissingFile: Bool

    public init(_ severity: Severity, key: String? = nil, _ message: String, isMissingFile: Bool = false) {
        self.severity = severity
        self.key = key
        self.message = message
        self.isMissingFile = isMissingFile
    }
}
