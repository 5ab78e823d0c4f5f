import Evaluation
import Training

/// Two runs on the same test rows.
struct ModelComparison {
    let first: TrainedRun
    let second: TrainedRun
    let measurements: (first: Measurement, second: Measurement)
    /// Of second − first in the headline, rows drawn for both alike.
    let difference: BootstrapInterval?
    /// For classifiers.
    let test: McNemarTest?

    /// - Throws: ``CommandFailure`` where the two have not the same rows to test on.
    init(_ first: TrainedRun, _ second: TrainedRun) throws(CommandFailure) {
        let rows = (first: try first.testRows(), second: try second.testRows())
        let data = (first: first.network.data, second: second.network.data)
        guard data.first.name == data.second.name, data.first.split.test == data.second.split.test,
            rows.first.classes == rows.second.classes, rows.first.values == rows.second.values,
            data.first.classNames == data.second.classNames
        else {
            throw .unusable(
                "\(first.id) and \(second.id) were not tested on the same rows (\(data.first.name), \(rows.first.count) "
                    + "rows; \(data.second.name), \(rows.second.count) rows); compare runs of one dataset and one "
                    + "data.split_seed")
        }
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
            data.first.classNames.isEmpty
            ? nil
            : McNemarTest(
                truth: rows.first.classes, first: first.network.choices(of: rows.first.features),
                second: second.network.choices(of: rows.second.features))
    }

    var headlineName: String { Measurement.headlineName(first.network) }
}
