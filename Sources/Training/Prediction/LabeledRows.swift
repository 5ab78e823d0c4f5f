import Datasets

/// Rows with what is true of them: what a network is measured on.
public struct LabeledRows: Sendable {
    public let count: Int
    /// count × features, row-major, normalized as the run's training data was.
    public let features: [Float]
    /// A class a row; empty where numbers are predicted.
    public let classes: [Int32]
    /// The numbers to predict, row-major; empty for classes.
    public let values: [Float]

    /// A part of the run's own split.
    public init(_ part: PreparedData.Part) {
        count = part.count
        features = part.features
        classes = part.classes
        values = part.classes.isEmpty ? part.values : []
    }

    /// Rows of a user's table.
    ///
    /// - Throws: `DatasetError` for a class that was not trained, or a target that is no number.
    public init(_ rows: TableRows, as data: Preprocessing) throws(DatasetError) {
        count = rows.count
        features = try data.normalizing(rows)
        classes = data.isClassification ? try rows.classes(named: data.classNames) : []
        values = data.isClassification ? [] : try rows.values()
    }

    private init(_ rows: LabeledRows, features: [Float]) {
        count = rows.count
        classes = rows.classes
        values = rows.values
        self.features = features
    }

    /// The same rows with other features.
    func with(features: [Float]) -> LabeledRows { LabeledRows(self, features: features) }
}
