import ArgumentParser

/// Which of a run's weights are meant.
struct WeightsOptions: ParsableArguments {
    enum Choice: String, ExpressibleByArgument, CaseIterable { case best, last }

    @Option(help: "Which weights: the best, of the best epoch or the average that the run ended with, or the last.")
    var weights = Choice.best

    @OptionGroup var runs: RunsOptions
}
