import GRDB
import Training

/// A stretch of a branch that belongs to what is read.
struct BranchSegment: Sendable {
    let branch: Int
    /// The steps on it, both included.
    let first: Int
    let last: Int

    /// The stretches that make up the current branch, from the run's start to its end.
    static func all(of record: RunRecord, _ database: Database) throws -> [BranchSegment] {
        var places: [Int: (parent: Int?, from: Int)] = [:]
        for row in try Row.fetchAll(
            database, sql: "SELECT branch, parent, from_step FROM branch WHERE run = ?", arguments: [record.number])
        {
            places[try row.count("branch")] = (try row.countIfPresent("parent"), try row.count("from_step"))
        }
        var segments: [BranchSegment] = []
        var last = Int.max
        var branch: Int? = record.branch
        while let current = branch, let place = places.removeValue(forKey: current) {
            if place.from < last { segments.append(BranchSegment(branch: current, first: place.from + 1, last: last)) }
            last = min(last, place.from)
            branch = place.parent
        }
        return segments.reversed()
    }
}

extension RunStore {
    /// The reports of the current branch, about `points` of them and all the latest best.
    func epochs(of record: RunRecord, points: Int) throws(RunsError) -> [EpochReport] {
        try read { database in
            var reports: [EpochReport] = []
            let every = max(1, record.epochs / max(1, points))
            for segment in try BranchSegment.all(of: record, database) {
                let rows = try Row.fetchCursor(
                    database,
                    sql: """
                        SELECT * FROM epoch
                        WHERE run = ?1 AND branch = ?2 AND step >= ?3 AND step <= ?4
                            AND (epoch % ?5 = 0 OR (is_best AND epoch > ?6) OR epoch = ?7)
                        ORDER BY epoch
                        """,
                    arguments: [
                        record.number, segment.branch, segment.first, segment.last, every, record.epochs - 1000,
                        record.bestEpoch ?? record.epochs,
                    ])
                while let row = try rows.next() {
                    let report = try EpochReport(row)
                    // An epoch can have ended at the step to which the run was then taken back.
                    while let last = reports.last, last.epoch >= report.epoch { reports.removeLast() }
                    reports.append(report)
                }
            }
            return reports
        }
    }

    /// The best epochs of the current branch up to a step.
    func bests(of record: RunRecord, through step: Int) throws(RunsError) -> [RunWriter.Best] {
        try read { database in
            var bests: [RunWriter.Best] = []
            for segment in try BranchSegment.all(of: record, database) {
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT * FROM epoch WHERE run = ? AND branch = ? AND step >= ? AND step <= ? AND is_best
                        ORDER BY epoch DESC LIMIT 256
                        """,
                    arguments: [record.number, segment.branch, segment.first, min(step, segment.last)])
                for report in try rows.reversed().map(EpochReport.init) {
                    while let last = bests.last, last.epoch >= report.epoch { bests.removeLast() }
                    let judged = report.validation ?? report.training
                    bests.append(
                        RunWriter.Best(
                            epoch: report.epoch, step: report.step, loss: judged.loss,
                            score: judged.accuracy ?? judged.r2))
                }
            }
            return bests
        }
    }
}

extension EpochReport {
    fileprivate init(_ row: Row) throws {
        // A loss that is not a number is stored as nothing.
        let training = try SplitMetrics(
            loss: row.takeIfPresent("loss") ?? .nan, accuracy: row.takeIfPresent("accuracy"),
            r2: row.takeIfPresent("r2"), mae: row.takeIfPresent("mae"))
        let hasValidation: Bool = try row.take("has_validation")
        let validation = try SplitMetrics(
            loss: row.takeIfPresent("validation_loss") ?? .nan, accuracy: row.takeIfPresent("validation_accuracy"),
            r2: row.takeIfPresent("validation_r2"),
            mae: row.takeIfPresent("validation_mae"))
        try self.init(
            epoch: row.count("epoch"), step: row.count("step"), training: training,
            validation: hasValidation ? validation : nil,
            learningRate: row.takeIfPresent("rate") ?? .nan,
            seconds: row.isNull("seconds") ? 0 : row.seconds("seconds"),
            isBest: row.take("is_best"))
        if let text: String = try row.takeIfPresent("extra") {
            try ExactDecoder.value(EpochExtra.self, from: JSONParser.parse(text)).add(to: &self)
        }
    }
}

/// The parts of an epoch's report that only some runs have.
struct EpochExtra: Codable {
    private let averaged: SplitMetrics?
    private let ensemble: EnsembleReport?
    private let sparsity: Sparsity?

    /// `nil` where there is none of them.
    init?(_ report: EpochReport) {
        averaged = report.averaged
        ensemble = report.ensemble
        sparsity = report.sparsity
        if averaged == nil, ensemble == nil, sparsity == nil { return nil }
    }

    func add(to report: inout EpochReport) {
        report.averaged = averaged
        report.ensemble = ensemble
        report.sparsity = sparsity
    }
}
