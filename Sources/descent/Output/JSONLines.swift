import Diagnosis
import Training

/// A run in JSON Lines, for programs: one object a line, its kind in `event`.
enum JSONLines {
    /// - Parameter id: the run's id in the database, where it is recorded.
    static func start(_ run: RunDescription, id: String? = nil) -> JSON {
        let start: [(String, JSON)] = [
            ("event", .text("start")), ("preset", .text(run.name)), ("title", .text(run.title)),
            ("architecture", .text(run.architecture)), ("parameters", .integer(run.parameterCount)),
            ("task", .text(run.task.rawValue)), ("seed", .integer(Int(clamping: run.seed))),
            ("epochs", .integer(run.epochs)), ("training_samples", .integer(run.trainingSamples)),
            ("validation_samples", .integer(run.validationSamples)), ("test_samples", .integer(run.testSamples)),
            ("notes", .array(run.notes.map(note))),
        ]
        return .object(start + recorded(id))
    }

    private static func note(_ note: LoadingNote) -> JSON {
        .object([("severity", .text(note.severity.rawValue)), ("message", .text(note.message))])
    }

    static func epoch(_ report: EpochReport) -> JSON {
        var members: [(String, JSON)] = [
            ("event", .text("epoch")), ("epoch", .integer(report.epoch)), ("step", .integer(report.step)),
            ("train", metrics(report.training)), ("validation", metrics(report.validation)),
            ("lr", .number(report.learningRate)), ("seconds", .number(report.seconds)),
            ("is_best", .boolean(report.isBest)),
        ]
        if let averaged = report.averaged { members.append(("averaged", metrics(averaged))) }
        if let ensemble = report.ensemble { members.append(("ensemble", self.ensemble(ensemble))) }
        if let sparsity = report.sparsity {
            let layers = JSON.array(sparsity.layers.map(JSON.number))
            members.append(("sparsity", .object([("total", .number(sparsity.total)), ("layers", layers)])))
        }
        return .object(members)
    }

    private static func ensemble(_ report: EnsembleReport) -> JSON {
        .object([
            ("members", .integer(report.members)), ("metrics", metrics(report.metrics)),
            ("best_member", metrics(report.bestMember)), ("best_member_epoch", JSON(report.bestEpoch)),
        ])
    }

    static func intervention(_ entry: JournalEntry) -> JSON {
        let previous = zip(entry.assignments, entry.previous).map { ($0.key, JSON($1)) }
        return .object(
            [
                ("event", .text("intervention")), ("id", .integer(entry.id)), ("parent", JSON(entry.parent)),
                ("step", .integer(entry.step)), ("epoch", .integer(entry.epoch)),
                ("source", .text(entry.source.rawValue)),
                ("set", .object(entry.assignments.map { ($0.key, JSON($0.value)) })), ("previous", .object(previous)),
            ] + (entry.rates.map { [("rate", rates($0))] } ?? []))
    }

    /// What is set and what is in force, before and after; only where the two differ.
    private static func rates(_ change: RateChange) -> JSON {
        func rate(_ rate: RateChange.Rate) -> JSON {
            .object([("base", .number(rate.base)), ("effective", .number(rate.effective)), ("by", .text(rate.by))])
        }
        return .object([("before", rate(change.before)), ("after", rate(change.after))])
    }

    /// What was found about the run, with its evidence.
    static func finding(_ verdict: GradientVerdict) -> JSON {
        .object([
            ("event", .text("finding")), ("kind", .text(verdict.symptom.rawValue)),
            ("severity", .text(verdict.severity.rawValue)), ("step", .integer(verdict.sinceStep)),
            ("message", .text(verdict.headline)), ("layers", .array(verdict.layers.map(JSON.integer))),
            ("measured", .number(verdict.measured)), ("threshold", .number(verdict.threshold)),
            ("advice", .array(verdict.advice.map(JSON.text))),
        ])
    }

    /// That the run went back to before a finding.
    static func withdrawal(of verdict: GradientVerdict) -> JSON {
        .object([
            ("event", .text("finding_withdrawn")), ("kind", .text(verdict.symptom.rawValue)),
            ("severity", .text(verdict.severity.rawValue)), ("step", .integer(verdict.sinceStep)),
        ])
    }

    /// That a tensor went non-finite, which one, and where.
    static func finding(_ report: NonFiniteReport) -> JSON {
        .object([
            ("event", .text("finding")), ("kind", .text("diverged")), ("severity", .text("alarm")),
            ("step", .integer(report.step)), ("message", .text(PlainText.nonFinite(report))),
            ("layers", .array(report.layer.map { [.integer($0)] } ?? [])),
        ])
    }

    /// The last line.
    static func summary(_ summary: RunSummary, id: String? = nil, event: String = "summary") -> JSON {
        .object([("event", .text(event))] + members(of: summary) + recorded(id))
    }

    private static func recorded(_ id: String?) -> [(String, JSON)] { id.map { [("run", .text($0))] } ?? [] }

    static func members(of summary: RunSummary) -> [(String, JSON)] {
        // Another metric than the validation loss stands under its own name.
        let judged =
            summary.bestMetric.flatMap {
                $0.monitor == .validationLoss ? nil : [($0.monitor.rawValue, JSON.number($0.value))]
            } ?? []
        let best: JSON =
            summary.bestEpoch.map {
                .object([("epoch", .integer($0))] + judged + [("validation_loss", JSON(summary.bestValidationLoss))])
            } ?? .null
        var members: [(String, JSON)] = [
            ("preset", .text(summary.preset)),
            ("seed", .integer(Int(clamping: summary.seed))), ("state", .text(summary.state.rawValue)),
            ("epochs", .integer(summary.epochs)), ("steps", .integer(summary.steps)),
            ("seconds", .number(summary.seconds)), ("steps_per_second", .number(summary.stepsPerSecond)),
            ("parameters", .integer(summary.parameters)), ("best", best), ("test", metrics(summary.test)),
            ("weights_sha256", .text(summary.weightsSHA256)),
        ]
        if let weights = summary.testedWeights { members.append(("tested_weights", self.weights(weights))) }
        if let moments = summary.averagedMoments { members.append(("averaged_moments", .integer(moments))) }
        if let ensemble = summary.ensemble { members.append(("ensemble", self.ensemble(ensemble))) }
        return members
    }

    /// Which weights a result is of.
    static func weights(_ weights: ChosenWeights) -> JSON {
        .object([
            ("kind", .text(weights.kind.rawValue)), ("epoch", .integer(weights.epoch)),
            ("step", .integer(weights.step)),
        ])
    }

    static func metrics(_ metrics: SplitMetrics?) -> JSON {
        guard let metrics else { return .null }
        var members: [(String, JSON)] = [("loss", .number(metrics.loss))]
        if let accuracy = metrics.accuracy { members.append(("accuracy", .number(accuracy))) }
        if let r2 = metrics.r2 { members.append(("r2", .number(r2))) }
        // Null where it is not defined.
        if let mae = metrics.mae {
            if metrics.r2 == nil { members.append(("r2", .null)) }
            members.append(("mae", .number(mae)))
        }
        if let rows = metrics.nonFiniteRows { members.append(("non_finite_rows", .integer(rows))) }
        return .object(members)
    }
}
