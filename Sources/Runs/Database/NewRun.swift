import Datasets
import Tensors
import Training

/// What the database is told when a run begins.
public struct NewRun: Sendable {
    public var description: RunDescription
    public var experiment: Experiment
    /// What the network's numbers mean, for its checkpoints; `nil` for runs on no data.
    public var preprocessing: Preprocessing?
    /// The preset as it was written.
    public var presetText: String
    /// What it runs on, in a few words: processor, cores, system.
    public var machine: String
    /// The code that computes it.
    public var arithmetic: Arithmetic
    /// The program's version and those of the libraries that decide the numbers.
    public var program: String
    /// Seconds since 1970, UTC.
    public var started: Double

    public init(
        description: RunDescription, experiment: Experiment, preprocessing: Preprocessing? = nil, presetText: String,
        machine: String = "", arithmetic: Arithmetic = .current, program: String = "", started: Double = Timestamp.now
    ) {
        self.description = description
        self.experiment = experiment
        self.preprocessing = preprocessing
        self.presetText = presetText
        self.machine = machine
        self.arithmetic = arithmetic
        self.program = program
        self.started = started
    }

    /// A name for it, of many possible ones.
    func id(chance: UInt16) -> RunID {
        RunID(day: Timestamp.day(started), preset: description.name, chance: chance)
    }
}
