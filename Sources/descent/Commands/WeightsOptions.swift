import ArgumentParser
import Training

/// Which of a run's weights are meant.
struct WeightsOptions: ParsableArguments {
    @Option(
        help: """
            Which weights: chosen, by the rule of all results (the average that the run ended with, else the best where \
            there is validation, else the last); or those of the best epoch, the last, the average, the ensemble.
            """)
    var weights = WeightsChoice.chosen

    @OptionGroup var runs: RunsOptions
}

extension WeightsChoice: ExpressibleByArgument {}
