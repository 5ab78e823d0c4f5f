import ArgumentParser
import Training

/// `descent lr-find PRESET`
struct RateSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lr-find",
        abstract: "Find a learning rate: a range test from the preset's first weights, and two proposals.",
        discussion: """
            One step at each rate of a growing series; the loss is smoothed, and the test ends when it passes four times \
            its least. In the dashboard key 'L' does the same in the middle of a run.
            """)

    @OptionGroup var source: PresetOptions

    @Option(parsing: .unconditional, help: "The lowest rate.")
    var from = RateRange.standard.lowest

    @Option(parsing: .unconditional, help: "The highest rate, at most 100.")
    var to = RateRange.standard.highest

    @Option(parsing: .unconditional, help: "How many steps, 10 to 10000.")
    var steps = RateRange.standard.steps

    @Flag(help: "Print JSON Lines: a point a step and, last, the proposals.")
    var json = false

    func validate() throws {
        if !(RateRange.lowestOfAll..<RateRange.highestOfAll).contains(from) {
            throw ValidationError(
                "--from takes a rate of at least \(RateRange.lowestOfAll) and below \(Int(RateRange.highestOfAll)), not \(from)."
            )
        }
        if !(to > from && to <= RateRange.highestOfAll) {
            throw ValidationError(
                "--to takes a rate above --from (\(from)) and at most \(Int(RateRange.highestOfAll)), not \(to).")
        }
        if RateRange(lowest: from, highest: to, steps: steps) == nil {
            throw ValidationError("--steps takes a whole number from 10 to 10000, not \(steps).")
        }
    }

    func run() throws {
        try CommandFailure.reporting {
            let prepared = try source.prepare()
            guard let range = RateRange(lowest: from, highest: to, steps: steps) else { return }
            let sweep = try PlainRateSearch(prepared).search(range)
            if json {
                JSONLines.rateSweep(sweep, of: prepared.experiment.description)
                    .forEach { StandardOutput.print("\($0)") }
            } else {
                StandardOutput.print(RateSweepText.lines(sweep, of: prepared.experiment.description))
            }
        }
    }
}
