import Datasets

/// Whether the training split shows what is to be told apart: one class alone is an error, a class without a row a
/// warning.
enum ClassFit {
    static func problems(_ data: PreparedData) -> [ExperimentProblem] {
        guard data.isClassification else { return [] }
        let present = Set(data.training.classes)
        guard let only = present.first else { return [] }
        if present.count == 1 {
            let message =
                "every training row is of the class '\(data.classNames[Int(only)])': there is nothing to tell apart; "
                + "the training split needs rows of two classes at least"
            return [ExperimentProblem(.error, key: "data.dataset", message)]
        }
        let absent = data.classNames.indices.filter { !present.contains(Int32($0)) }
        guard !absent.isEmpty else { return [] }
        let names = absent.prefix(8).map { "'\(data.classNames[$0])'" }.joined(separator: ", ")
        let message = "no training row is of the class \(names)" + (absent.count > 8 ? ", …" : "")
        return [ExperimentProblem(.warning, key: "data.dataset", message)]
    }
}
