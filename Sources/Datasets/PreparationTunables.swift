import Tunables

extension PreparedData {
    /// What every dataset can be told, whichever it is; full keys.
    public static let preparation: [Tunable] = [
        .choice(
            "data.split", default: "stratified", of: ["stratified", "ratio", "time"], change: .restart,
            help: "how rows are dealt into training, validation and test"),
        .real(
            "data.train", default: 0.8, in: Bounds(0, 1, includesLower: false), change: .restart,
            help: "share for training"),
        .real("data.validation", default: 0.1, in: .fraction, change: .restart, help: "share for validation"),
        .real("data.test", default: 0.1, in: .fraction, change: .restart, help: "share for the final test"),
        .integer("data.split_seed", default: 0, in: 0...Int.max, change: .restart, help: "decides the split"),
        .integer(
            "data.folds", default: 5, in: 2...1_000_000, change: .restart,
            help: "folds of a cross-validation (descent cv)"),
        .choice(
            "data.normalize", default: "standard", of: ["standard", "minmax", "none"], change: .restart,
            help: "scaling of the features, fitted on the training split only"),
        .real(
            "data.scale", default: 1, in: .any, change: .restart,
            help: "multiplies the features after normalization (a fault to study)"),
    ]
}

extension Split {
    /// Deals the rows of a dataset as the settings (`data.…`) want it.
    ///
    /// - Throws: as ``init(_:of:shares:seed:)``.
    init(_ settings: Settings, of dataset: Dataset) throws(DatasetError) {
        let values = Values(Descriptor("", summary: "", tunables: PreparedData.preparation), settings: settings)
        try self.init(
            Method(rawValue: values.word("data.split")) ?? .stratified, of: dataset,
            shares: Shares(
                training: values.real("data.train"), validation: values.real("data.validation"),
                test: values.real("data.test")),
            seed: UInt64(clamping: values.integer("data.split_seed") ?? 0))
    }
}
