import Datasets
import Networks
import Tunables

/// Whether output activation and loss fit the data: what does not work at all is an error, what works badly a warning.
enum LossFit {
    /// How many outputs the loss wants: a class each, one for two classes under binary cross-entropy, a target column each.
    static func outputWidth(_ loss: Loss, data: Preprocessing) -> Int {
        loss.kind == .binaryCrossEntropy && data.isClassification ? 1 : data.outputCount
    }

    static func problems(_ experiment: Experiment, data: PreparedData) -> [ExperimentProblem] {
        let loss = Loss(experiment.settings)
        let output = "layers.\(experiment.layerCount)"
        let activation = Activation(experiment.settings, at: "\(output).activation")
        var problems: [ExperimentProblem] = []
        func add(_ severity: ExperimentProblem.Severity, _ key: String, _ message: String) {
            problems.append(ExperimentProblem(severity, key: key, message))
        }
        let classCount = data.classNames.count
        if data.isClassification {
            switch loss.kind {
            case .binaryCrossEntropy where classCount > 2:
                add(
                    .error, "loss.name",
                    "binary_cross_entropy takes two classes, the data has \(classCount); cross_entropy fits")
            case .crossEntropy, .binaryCrossEntropy: break
            default:
                add(.warning, "loss.name", "\(loss.kind.rawValue) measures distances; for classes cross_entropy fits")
            }
        } else if loss.isClassification {
            add(.error, "loss.name", "\(loss.kind.rawValue) takes classes, the data has numbers to predict; mse fits")
        }
        if let fused = loss.fusedActivation {
            if activation.name != fused, activation.name != "identity" {
                add(
                    .warning, "\(output).activation.name",
                    "\(loss.kind.rawValue) applies \(fused) itself; the output's '\(activation.name)' comes on top: \(fused) or identity fits"
                )
            }
            if activation.name == "sigmoid", activation.a != 1, fused == "sigmoid" {
                add(.error, "\(output).activation.slope", "the loss applies the sigmoid itself, with slope 1")
            }
        } else if !data.isClassification {
            problems += rangeProblems(activation, targets: data.training.values, key: "\(output).activation.name")
        }
        return problems
    }

    /// An output that cannot reach its targets.
    private static func rangeProblems(_ activation: Activation, targets: [Float], key: String) -> [ExperimentProblem] {
        let low = targets.min() ?? 0
        let high = targets.max() ?? 0
        let reach: ClosedRange<Float>? =
            switch activation.name {
            case "sigmoid", "softmax", "step": 0...1
            case "tanh": -1...1
            case "relu", "softplus", "exponential": 0...Float.greatestFiniteMagnitude
            case "scaled_sigmoid": min(activation.a, activation.b)...max(activation.a, activation.b)
            default: nil
            }
        guard let reach, low < reach.lowerBound || high > reach.upperBound else { return [] }
        let message = "targets run from \(low) to \(high), which '\(activation.name)' cannot reach; identity fits"
        return [ExperimentProblem(.warning, key: key, message)]
    }
}
