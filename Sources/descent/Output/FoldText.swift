import Terminal
import Training

/// A cross-validation in lines of text: a table of folds, then mean ± standard deviation.
enum FoldText {
    static func opening(_ validation: CrossValidation, _ run: RunDescription) -> [String] {
        [
            "\(run.name): \(run.architecture), \(NumberText.grouped(run.parameterCount)) parameters, seed \(run.seed)",
            "cross-validation: \(validation.count) folds (\(validation.method.rawValue)), \(run.epochs) epochs each",
            "fold      train   valid  epochs  loss"
                + (run.task == .classification ? "       accuracy" : "       R²        MAE"),
        ]
    }

    static func line(_ result: FoldResult, of count: Int) -> String {
        var text =
            left("\(result.fold)/\(count)", 7) + left("\(result.trainingSamples)", 8)
            + left("\(result.validationSamples)", 8) + left("\(result.epochs)", 8) + "  "
        guard let metrics = result.metrics else { return text + result.state.rawValue }
        text += right(NumberText.significant(metrics.loss), 11)
        if let accuracy = metrics.accuracy { text += NumberText.fixed(accuracy, 4) }
        // A single row has no spread to explain.
        if let r2 = metrics.r2 { text += right(result.validationSamples > 1 ? NumberText.fixed(r2, 4) : "-", 10) }
        if let mae = metrics.mae { text += right(NumberText.significant(mae), 9) }
        if let weights = result.weights { text += "  " + weights.words }
        if result.state == .earlyStopped { text += ", stopped early" }
        return text
    }

    static func closing(_ results: [FoldResult], _ validation: CrossValidation) -> [String] {
        let diverged = results.filter { $0.state == .diverged }.count
        var lines = FoldMetric.allCases.compactMap { metric in
            metric.mean(of: results).map { "\(right(metric.title, 10)) \(text($0))" }
        }
        if diverged > 0 { lines.append("\(diverged) of \(results.count) folds diverged and are left out") }
        return lines
    }

    private static func text(_ mean: FoldMean) -> String {
        let spread = mean.standardDeviation.map { " ± " + NumberText.significant($0, 3) } ?? ""
        return NumberText.significant(mean.mean) + spread + "  (\(mean.count) folds)"
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text.leftPadded(to: width)
    }

    private static func right(_ text: String, _ width: Int) -> String {
        text.padded(to: width)
    }
}

/// A metric of folds, and its mean over those that have it.
enum FoldMetric: String, CaseIterable {
    case loss, accuracy, r2, mae

    var title: String {
        switch self {
        case .loss: "loss"
        case .accuracy: "accuracy"
        case .r2: "R²"
        case .mae: "MAE"
        }
    }

    func mean(of results: [FoldResult]) -> FoldMean? {
        FoldMean(
            results.compactMap { result in
                switch self {
                case .loss: result.metrics?.loss
                case .accuracy: result.metrics?.accuracy
                case .r2: result.validationSamples > 1 ? result.metrics?.r2 : nil
                case .mae: result.metrics?.mae
                }
            })
    }
}
