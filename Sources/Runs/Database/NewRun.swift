import Tensors
import Training

/// What the database is told when a run begins.
public struct NewRun: Sendable {
    public var description: RunDescription
    public var experiment: Experiment
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
        description: RunDescription, experiment: Experiment, presetText: String, machine: String = "",
        arithmetic: Arithmetic = .current, program: String = "", started: Double = Timestamp.now
    ) {
        self.description = description
        self.experiment = experiment
        self.presetText = presetText
        self.machine = machine
        self.arithmetic = arithmetic
        self.program = program
        self.started = started
    }

    /// `2026-11-21-digits-7f3a`: the day it began (UTC), the preset, four digits by chance.
    func id(chance: UInt16) -> String {
        let name = String(
            description.name.lowercased().unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isPlain ? Character(scalar) : "-"
            }.prefix(40))
        let digits = String(chance, radix: 16)
        return "\(Timestamp.day(started))-\(name)-\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }
}
