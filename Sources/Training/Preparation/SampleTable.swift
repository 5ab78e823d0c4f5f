import Datasets
import Networks
import Tensors

/// The samples of one split in contiguous rows, as the network reads them.
///
/// `@unchecked Sendable`: filled once by its initializer and only read afterwards, by as many sessions as like.
public final class SampleTable: @unchecked Sendable {
    public let count: Int
    public let featureCount: Int
    /// Numbers a row that the loss compares with; 0 where classes are compared.
    public let valueCount: Int
    let features: FloatBuffer
    /// rows × valueCount: regression targets, 0/1 for binary cross-entropy, one-hot rows where a regression loss meets classes.
    let values: FloatBuffer
    /// A class a row; empty for regression.
    let classes: UnsafeMutableBufferPointer<Int32>

    /// For R².
    let targetSpread: TargetSpread

    /// - Parameters:
    ///   - features: count × featureCount, row-major.
    ///   - values: count × valueCount, row-major, or empty.
    ///   - classes: count class numbers, or empty.
    public init(count: Int, featureCount: Int, valueCount: Int, features: [Float], values: [Float], classes: [Int32]) {
        self.count = count
        self.featureCount = featureCount
        self.valueCount = valueCount
        self.features = FloatBuffer(count: features.count)
        self.features.values = features
        self.values = FloatBuffer(count: values.count)
        self.values.values = values
        self.classes = .allocate(capacity: classes.count)
        _ = self.classes.initialize(from: classes)
        targetSpread = Self.spread(values, columns: valueCount)
    }

    private static func spread(_ values: [Float], columns: Int) -> TargetSpread {
        guard columns > 0, !values.isEmpty else { return TargetSpread(meanSquare: 0, columns: max(1, columns)) }
        let rows = Double(values.count / columns)
        // Counted from the first row, so that targets that are all the same lie exactly nowhere from their mean.
        func fromFirst(_ index: Int) -> Double { Double(values[index]) - Double(values[index % columns]) }
        var means = [Double](repeating: 0, count: columns)
        for index in values.indices { means[index % columns] += fromFirst(index) / rows }
        let sum = values.indices.reduce(0.0) { total, index in
            let deviation = fromFirst(index) - means[index % columns]
            return total + deviation * deviation
        }
        return TargetSpread(meanSquare: sum / Double(values.count), columns: columns)
    }

    deinit { classes.deallocate() }

    var hasClasses: Bool { !classes.isEmpty }
}

extension SampleTable {
    /// The rows of a split with the targets that the loss compares: class numbers for cross-entropy, 0 or 1 for binary
    /// cross-entropy, one-hot rows where a distance is taken between classes, else the numbers to predict.
    convenience init(_ part: PreparedData.Part, loss: Loss, classCount: Int) {
        self.init(
            count: part.count, featureCount: part.featureCount, features: part.features, classes: part.classes,
            numbers: part.classes.isEmpty ? part.values : [], columns: part.valueColumns, loss: loss,
            classCount: classCount)
    }

    /// The same of rows to be measured on.
    convenience init(_ rows: LabeledRows, loss: Loss, classCount: Int, featureCount: Int) {
        self.init(
            count: rows.count, featureCount: featureCount, features: rows.features, classes: rows.classes,
            numbers: rows.values, columns: rows.count > 0 ? rows.values.count / rows.count : 0, loss: loss,
            classCount: classCount)
    }

    private convenience init(
        count: Int, featureCount: Int, features: [Float], classes: [Int32], numbers: [Float], columns: Int, loss: Loss,
        classCount: Int
    ) {
        var values = numbers
        var valueCount = columns
        if !classes.isEmpty {
            switch loss.kind {
            case .binaryCrossEntropy:
                valueCount = 1
                values = classes.map(Float.init)
            case .crossEntropy: valueCount = 0
            default:
                valueCount = classCount
                values = [Float](repeating: 0, count: count * classCount)
                for (row, label) in classes.enumerated() { values[row * classCount + Int(label)] = 1 }
            }
        }
        self.init(
            count: count, featureCount: featureCount, valueCount: valueCount, features: features, values: values,
            classes: classes)
    }
}
