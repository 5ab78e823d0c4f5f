import Tensors
import Tunables

/// Data ready for training: split, labels noised where that is wanted, features normalized, rows contiguous.
public struct PreparedData: Sendable {
    /// One part of the split.
    public struct Part: Sendable {
        /// Rows.
        public let count: Int
        public let featureCount: Int
        /// count × featureCount, row-major, normalized.
        public let features: [Float]
        /// A class a row; empty for regression.
        public let classes: [Int32]
        /// count × valueColumns, row-major: the numbers of a regression in their own units, or 0 and 1 for two classes;
        /// empty for more classes.
        public let values: [Float]
        public let valueColumns: Int
    }

    /// What the numbers below mean, fitted on the training split.
    public let preprocessing: Preprocessing
    public let training: Part
    public let validation: Part
    public let test: Part
    public let split: Split
    /// What is worth knowing, in words: constant features, flipped labels.
    public let notes: [String]

    /// Empty for regression.
    public var classNames: [String] { preprocessing.classNames }
    public var isClassification: Bool { preprocessing.isClassification }

    /// Loads, splits and normalizes what the settings name (`data.…`).
    ///
    /// - Parameter directory: the folder that relative paths start from.
    public static func load(_ settings: Settings, directory: String) throws(DatasetError) -> PreparedData {
        let dataset = try DatasetCatalogue.load(settings, directory: directory)
        let split = try Split(settings, of: dataset)
        return PreparedData(dataset, split: split, settings: settings)
    }

    /// Normalizes a dataset that is split already, as the settings (`data.…`) want it.
    public init(_ dataset: Dataset, split: Split, settings: Settings) {
        let values = Values(Descriptor("", summary: "", tunables: Self.preparation), settings: settings)
        self.init(
            dataset, split: split, normalization: Normalizer.Method(rawValue: values.word("data.normalize")) ?? .none,
            scale: values.real("data.scale"), labelNoise: settings["data.label_noise"]?.number ?? 0,
            seed: Self.seed(settings))
    }

    /// `data.seed`, where the dataset has one. A whole number, so that large ones stay what they are.
    private static func seed(_ settings: Settings) -> UInt64 {
        guard case .integer(let seed)? = settings["data.seed"] else { return 0 }
        return UInt64(clamping: seed)
    }

    /// - Parameters:
    ///   - scale: multiplies the features after normalization.
    ///   - labelNoise: share of the training labels replaced by another class, drawn by `seed`.
    public init(
        _ dataset: Dataset, split: Split, normalization: Normalizer.Method, scale: Double = 1, labelNoise: Double = 0,
        seed: UInt64 = 0
    ) {
        var training = dataset.selecting(split.training)
        let flipped = training.flipLabels(share: labelNoise, seed: seed)
        var preprocessing = Preprocessing(of: dataset, fitting: training, normalization: normalization, scale: scale)
        self.training = Part(consume training, preprocessing: preprocessing)
        preprocessing.measure(self.training.features)
        self.preprocessing = preprocessing
        self.split = split
        validation = Part(dataset.selecting(split.validation), preprocessing: preprocessing)
        test = Part(dataset.selecting(split.test), preprocessing: preprocessing)
        let classNames = preprocessing.classNames
        notes =
            dataset.notes
            + Self.noteConstant(
                preprocessing.normalizer, names: preprocessing.takesTokens ? nil : dataset.featureNames)
            + Self.noteOrder(dataset, split)
            + Self.noteConstantTarget(classNames, self.training)
            + (flipped > 0 ? ["\(counted(flipped, "training label")) replaced by a wrong class"] : [])
    }

    private static func noteConstant(_ normalizer: Normalizer, names: [String]?) -> [String] {
        let constant = normalizer.constantFeatures
        guard let names, !constant.isEmpty else { return [] }
        let known = constant.prefix(4).map { names.indices.contains($0) ? names[$0] : "feature \($0 + 1)" }
        let list = known.joined(separator: ", ") + (constant.count > 4 ? ", …" : "")
        let verb = constant.count == 1 ? "has" : "have"
        return ["\(counted(constant.count, "feature")) \(verb) the same value in every training row: \(list)"]
    }

    private static func noteOrder(_ dataset: Dataset, _ split: Split) -> [String] {
        let held = split.validation + split.test
        guard dataset.isTimeSeries, let last = split.training.max(), let first = held.min(), first < last else {
            return []
        }
        return ["windows of a series overlap: a random split trains on the future (split: time does not)"]
    }

    private static func noteConstantTarget(_ classNames: [String], _ training: Part) -> [String] {
        guard classNames.isEmpty, let first = training.values.first, training.values.allSatisfy({ $0 == first }) else {
            return []
        }
        return ["every training row has the target \(first): there is nothing to explain, and R² is not defined"]
    }
}

extension PreparedData.Part {
    /// Takes rows in their own units over: they are brought to the network's scale where they lie.
    init(_ dataset: consuming Dataset, preprocessing: Preprocessing) {
        var features: [Float] = []
        swap(&features, &dataset.features)
        preprocessing.apply(to: &features)
        self.features = features
        count = dataset.count
        featureCount = dataset.featureCount
        switch dataset.target {
        case .classes(let classes, let names):
            self.classes = classes
            values = names.count == 2 ? classes.map { Float($0) } : []
            valueColumns = names.count == 2 ? 1 : 0
        case .values(let numbers, let columns):
            classes = []
            values = numbers
            valueColumns = columns
        }
    }
}
