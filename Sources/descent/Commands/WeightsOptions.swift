import ArgumentParser

/// Which of a run's weights are meant.
struct WeightsOptions: ParsableArguments {
    enum Choice: String, ExpressibleByArgument, CaseIterable { case best, last }

    @Option(help: "Which weights: those of the best epoch, where the run kept them, or the last.")
    var weights = Choice.best

    @OptionGroup var runs: RunsOptions
}
