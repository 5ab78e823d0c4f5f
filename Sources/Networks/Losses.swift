import Tensors
import Tunables

/// A loss with its parameters, ready for the kernels.
public struct Loss: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case crossEntropy = "cross_entropy"
        case binaryCrossEntropy = "binary_cross_entropy"
        case squaredError = "mse"
        case absoluteError = "mae"
        case huber
    }

    public let kind: Kind
    /// Where Huber's loss turns from square to straight.
    public let delta: Float

    public init(_ kind: Kind, delta: Float = 1) {
        self.kind = kind
        self.delta = delta
    }

    /// The loss the settings choose.
    public init(_ settings: Settings) {
        let name = if case .word(let word)? = settings["loss.name"] { word } else { Kind.crossEntropy.rawValue }
        let kind = Kind(rawValue: name) ?? .crossEntropy
        self.init(kind, delta: Float(settings["loss.delta"]?.number ?? 1))
    }

    /// Whether the loss takes logits and applies softmax or sigmoid itself.
    public var fusedActivation: String? {
        switch kind {
        case .crossEntropy: "softmax"
        case .binaryCrossEntropy: "sigmoid"
        default: nil
        }
    }

    public var isClassification: Bool { fusedActivation != nil }

    /// Above which a single output says the second class: a logit's even chance, else the middle of 0…1.
    public var threshold: Float { isClassification ? 0 : 0.5 }

    /// The loss over a batch and, where `gradient` is given, `scale` times the gradient of its sum.
    ///
    /// - Parameters:
    ///   - outputs: rows × width, logits for the classification losses.
    ///   - classes: a class a row, for cross-entropy.
    ///   - values: rows × width targets, for the others (0 or 1 for binary cross-entropy).
    ///   - weights: a weight a class, or `nil`.
    @inline(__always)
    public func evaluate(
        _ outputs: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?, classes: UnsafePointer<Int32>?,
        values: UnsafePointer<Float>?, rows: Int, width: Int, smoothing: Float, weights: UnsafePointer<Float>?,
        scale: Float
    ) -> ck_loss {
        let count = rows * width
        switch kind {
        case .crossEntropy:
            return ck_cross_entropy(outputs, gradient, classes, rows, width, smoothing, weights, scale)
        case .binaryCrossEntropy:
            return ck_binary_cross_entropy(outputs, gradient, values, count, smoothing, weights, scale)
        case .squaredError: return ck_squared_error(outputs, gradient, values, count, scale)
        case .absoluteError: return ck_absolute_error(outputs, gradient, values, count, scale)
        case .huber: return ck_huber(outputs, gradient, values, count, delta, scale)
        }
    }
}

/// Every loss.
public enum Losses: Catalogue {
    public static let key = "loss"
    public static let title = "losses"
    public static let descriptors: [Descriptor] = [
        Descriptor("cross_entropy", summary: "−ln p of the right class; softmax is inside"),
        Descriptor("binary_cross_entropy", summary: "the same for two classes and one output; sigmoid is inside"),
        Descriptor("mse", summary: "mean squared error"),
        Descriptor("mae", summary: "mean absolute error"),
        Descriptor(
            "huber", summary: "squared near 0, absolute beyond δ", reference: "Huber 1964",
            tunables: [
                .real(
                    "delta", default: 1, in: .positive, scale: .log, help: "δ: where it turns from square to straight")
            ]),
    ]
}
