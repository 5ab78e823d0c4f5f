import Training

extension JSONLines {
    /// One fold.
    static func fold(_ result: FoldResult, of count: Int) -> JSON {
        .object([
            ("event", .text("fold")), ("fold", .integer(result.fold)), ("of", .integer(count)),
            ("training_samples", .integer(result.trainingSamples)),
            ("validation_samples", .integer(result.validationSamples)), ("epochs", .integer(result.epochs)),
            ("state", .text(result.state.rawValue)), ("validation", metrics(result.metrics)),
            ("tested_weights", result.weights.map(weights) ?? .null),
        ])
    }

    /// The last line: mean and standard deviation over the folds.
    static func crossValidation(_ results: [FoldResult], _ validation: CrossValidation) -> JSON {
        let means = FoldMetric.allCases.compactMap { metric in
            metric.mean(of: results).map { mean in
                (
                    metric.rawValue,
                    JSON.object([
                        ("mean", .number(mean.mean)), ("sd", JSON(mean.standardDeviation)),
                        ("folds", .integer(mean.count)),
                    ])
                )
            }
        }
        return .object(
            [
                ("event", .text("cross_validation")), ("preset", .text(validation.experiment.name)),
                ("method", .text(validation.method.rawValue)), ("folds", .integer(validation.count)),
            ] + means)
    }
}
