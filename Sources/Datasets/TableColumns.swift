/// Where a table has its features and its target, so that another table of the kind can be read.
public struct TableColumns: Sendable, Hashable {
    /// All columns, also those that are left out.
    public let count: Int
    /// In the order in which the network takes them; `feature 1`, … where the data has no names.
    public let featureNames: [String]
    /// The column of each feature, from 0.
    public let features: [Int]
    public let targetName: String?
    /// The target's column, from 0.
    public let target: Int
    /// Whether the names stood in the data: only then can columns be found by them.
    public let isNamed: Bool
    /// How numbers and missing values are written in the training table, and so in others.
    public let dialect: TableDialect

    init(_ layout: CSVLayout) {
        count = layout.names.count
        featureNames = layout.features.map { layout.names[$0] }
        features = layout.features
        targetName = layout.hasHeader ? layout.names[layout.target] : nil
        target = layout.target
        isNamed = layout.hasHeader
        dialect = layout.dialect
    }

    /// The features one after the other, then the target: the plain order of data that was read from no table.
    init(of dataset: Dataset) {
        let width = dataset.featureCount
        isNamed = dataset.featureNames.count == width && width > 0
        featureNames = isNamed ? dataset.featureNames : Self.numbered(width)
        features = Array(0..<width)
        targetName = nil
        target = width
        count = width + 1
        dialect = TableDialect()
    }

    /// `feature 1`, `feature 2`, …
    static func numbered(_ count: Int) -> [String] { (0..<max(0, count)).map { "feature \($0 + 1)" } }

    /// `pixel_0_0`, `pixel_0_1`, …: row by row.
    static func pixels(height: Int, width: Int) -> [String] {
        (0..<height).flatMap { row in (0..<width).map { "pixel_\(row)_\($0)" } }
    }
}
