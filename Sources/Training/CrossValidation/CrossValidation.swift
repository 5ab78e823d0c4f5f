import Datasets
import Tunables

/// An experiment once a fold: each fold's rows validate what the others trained. Nothing is set aside for a test, and
/// normalization is fitted on each fold's training rows alone.
///
/// Source: training-methodologies.md, "Cross-validation".
public struct CrossValidation: Sendable {
    /// How rows are dealt into folds.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        case kfold, stratified
        case leaveOneOut = "leave_one_out"
        case time
    }

    public let experiment: Experiment
    public let method: Method
    private let dataset: Dataset
    private let folds: Folds

    /// Loads an experiment's data and deals its rows.
    ///
    /// - Parameters:
    ///   - method: by default `time` for a series, `stratified` for classes, else `kfold`.
    ///   - count: how many folds; by default `data.folds`. Leaving one out has as many as rows.
    /// - Throws: all mistakes found, each with the key it is about.
    public init(_ experiment: Experiment, method: Method? = nil, count: Int? = nil) throws(ExperimentErrors) {
        let settings = experiment.settings
        let values = Values(ExperimentSchema.plainDescriptor, settings: settings)
        let count = count ?? values.integer("data.folds") ?? 5
        let seed = UInt64(clamping: values.integer("data.split_seed") ?? 0)
        do throws(DatasetError) {
            let dataset = try DatasetCatalogue.load(settings, directory: experiment.directory)
            let method = method ?? (dataset.isTimeSeries ? .time : dataset.classes == nil ? .kfold : .stratified)
            folds =
                switch method {
                case .kfold: try Folds(k: count, of: dataset, isStratified: false, seed: seed)
                case .stratified: try Folds(k: count, of: dataset, isStratified: true, seed: seed)
                case .leaveOneOut: try Folds.leaveOneOut(of: dataset)
                case .time: try Folds.time(k: count, of: dataset)
                }
            self.dataset = dataset
            self.method = method
        } catch {
            throw ExperimentErrors(error)
        }
        self.experiment = experiment
    }

    public var count: Int { folds.count }

    /// One fold's experiment, ready to train.
    ///
    /// - Throws: all mistakes found, such as a batch larger than the fold's training rows.
    public func prepare(fold: Int) throws(ExperimentErrors) -> PreparedExperiment {
        let data = PreparedData(dataset, split: folds[fold], settings: experiment.settings)
        return try PreparedExperiment(experiment, data: data)
    }
}
