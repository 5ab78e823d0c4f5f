import Tunables

/// Weights of the classes in the loss: given, or balanced so that every class counts alike.
enum ClassWeights {
    static func weights(_ settings: Settings, training: SampleTable, classCount: Int) -> [Float]? {
        switch settings["class_weights"] {
        case .list(let values)?: return values.compactMap { $0.number.map(Float.init) }
        case .word("balanced")?:
            var counts = [Int](repeating: 0, count: classCount)
            for value in training.classes { counts[Int(value)] += 1 }
            let total = Float(training.count)
            return counts.map { $0 == 0 ? 0 : total / (Float(classCount) * Float($0)) }
        default: return nil
        }
    }

    /// A list of another length than the classes is a mistake, and one of zeros alone.
    static func problems(_ settings: Settings, classCount: Int) -> [ExperimentProblem] {
        guard case .list(let values)? = settings["class_weights"] else { return [] }
        var messages: [String] = []
        if values.count != classCount {
            messages.append("\(values.count) class weights are given, but the data has \(classCount) classes")
        }
        if !values.isEmpty, values.allSatisfy({ $0.number == 0 }) {
            messages.append("class weights of 0 alone leave nothing to learn from; at least one must be above 0")
        }
        return messages.map { ExperimentProblem(.error, key: "class_weights", $0) }
    }
}
