import Evaluation
import Training

/// Two runs on the same test rows.
struct ModelComparison {
    /// `test split`, or the table's path.
    let source: String
    let first: TrainedRun
    let second: TrainedRun
    let measurements: (first: Measurement, second: Measurement)
    /// Of second − first in the headline, rows drawn for both alike.
    let difference: BootstrapInterval?
    /// For classifiers.
    let test: McNemarTest?

    /// On the test rows that both have.
    ///
    /// - Throws: ``CommandFailure`` where they have not the same rows, or their data has changed.
    init(_ first: TrainedRun, _ second: TrainedRun) throws(CommandFailure) {
        let tests = (first: try first.testRows(), second: try second.testRows())
        let data = (first: first.network.preprocessing, second: second.network.preprocessing)
        let rows = (first: tests.first.rows, second: tests.second.rows)
        guard data.first.dataset == data.second.dataset, tests.first.places == tests.second.places,
            rows.first.classes == rows.second.classes, rows.first.values == rows.second.values,
            data.first.classNames == data.second.classNames
        else {
            throw .unusable(
                "\(first.id) and \(second.id) were not tested on the same rows (\(data.first.dataset), "
                    + "\(rows.first.count) rows; \(data.second.dataset), \(rows.second.count) rows); compare runs of one "
                    + "dataset and one data.split_seed, or on a table with --data FILE.csv")
        }
        try self.init((first, rows.first), (second, rows.second), source: "test split")
    }

    /// On a table of one's own.
    ///
    /// - Throws: ``CommandFailure`` where it has not what both need, or they predict different things.
    init(
        _ first: TrainedRun, _ second: TrainedRun, table path: String, target: String?
    ) throws(CommandFailure) {
        guard first.network.classNames == second.network.classNames else {
            throw .unusable("\(first.id) and \(second.id) do not predict the same: their classes differ")
        }
        let rows = (try first.rows(ofTable: path, target: target), try second.rows(ofTable: path, target: target))
        try self.init((first, rows.0), (second, rows.1), source: path)
    }

    private init(
        _ one: (run: TrainedRun, rows: LabeledRows), _ other: (run: TrainedRun, rows: LabeledRows), source: String
    ) throws(CommandFailure) {
        let (first, second) = (one.run, other.run)
        let rows = (first: one.rows, second: other.rows)
        self.source = source
        self.first = first
        self.second = second
        measurements = (Measurement(first.network, on: rows.first), Measurement(second.network, on: rows.second))
        let outputs = (
            first: first.network.outputs(of: rows.first.features),
            second: second.network.outputs(of: rows.second.features)
        )
        let ofFirst = Measurement.statistic(first.network, rows.first, outputs.first)
        let ofSecond = Measurement.statistic(second.network, rows.second, outputs.second)
        difference = BootstrapInterval(rows: rows.first.count, resamples: Measurement.resamples(rows: rows.first.count))
        { ofSecond($0) - ofFirst($0) }
        test =
            first.network.classNames.isEmpty
            ? nil
            : McNemarTest(
                truth: rows.first.classes, first: first.network.choices(of: rows.first.features),
                second: second.network.choices(of: rows.second.features))
    }

    var headlineName: String { Measurement.headlineName(first.network) }
}
