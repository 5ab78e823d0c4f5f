import Training

/// Trains fold after fold and tells what each came to, then mean and spread.
struct PlainCrossValidation {
    private let validation: CrossValidation
    private let read: ReadPreset
    private let isJSON: Bool
    /// A line a fold only where they can be read.
    private static let shownFolds = 50

    init(_ validation: CrossValidation, read: ReadPreset, isJSON: Bool) {
        self.validation = validation
        self.read = read
        self.isJSON = isJSON
    }

    /// - Throws: ``CommandFailure`` for a fold that cannot be trained, or the exit code after a signal.
    func train() throws -> [FoldResult] {
        let watch = try PlainWatch()
        var progress = ProgressLine()
        var results: [FoldResult] = []
        let count = validation.count
        defer { progress.clear() }
        for fold in 0..<count {
            let prepared: PreparedExperiment
            do throws(ExperimentErrors) { prepared = try validation.prepare(fold: fold) } catch {
                throw read.failure(error)
            }
            let description = prepared.description
            if fold == 0, !isJSON { StandardOutput.print(FoldText.opening(validation, description)) }
            var followed = FoldWatch(fold: fold + 1, description)
            progress.show("fold", done: fold, of: count, detail: "")
            let signal = try watch.train(prepared) { events, _ in
                for event in events {
                    followed.observe(event)
                    guard case .epoch(let report) = event else { continue }
                    progress.show(
                        "epoch", done: fold * description.epochs + report.epoch, of: count * description.epochs,
                        detail: "fold \(fold + 1)/\(count)")
                }
            }
            if let signal { throw ExitStatus.signal(signal) }
            guard let result = followed.result else { continue }
            results.append(result)
            progress.clear()
            if isJSON {
                StandardOutput.print("\(JSONLines.fold(result, of: count))")
            } else if count <= Self.shownFolds {
                StandardOutput.print(FoldText.line(result, of: count))
            }
        }
        if isJSON {
            StandardOutput.print("\(JSONLines.crossValidation(results, validation))")
        } else {
            StandardOutput.print(FoldText.closing(results, validation))
        }
        return results
    }
}
