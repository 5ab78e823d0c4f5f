import Tensors

extension ck_average {
    /// x = decay · x + (1 − decay) · new, both weights rounded from double.
    init(decay: Double) { self.init(keep: Float(decay), take: Float(1 - decay)) }
}

/// The bias of a moving average that started at zero: after t steps it holds the weight 1 − Πβ of what it saw.
///
/// A running product rather than a power, so that it stays exact when β is changed while training runs.
struct BiasCorrection: Sendable {
    /// Πβ so far; 1 before the first step.
    var product = 1.0

    mutating func advance(_ beta: Double) { product *= beta }

    /// What the average must be divided by; 1 − βᵗ for constant β.
    var weight: Double { 1 - product }
}

/// The two moving averages that Adam and its kin keep in slots 0 and 1, and their bias.
struct Moments: Sendable {
    let beta1: Double
    let beta2: Double
    var first = BiasCorrection()
    var second = BiasCorrection()

    init(beta1: Double, beta2: Double) {
        self.beta1 = beta1
        self.beta2 = beta2
    }

    mutating func advance() {
        first.advance(beta1)
        second.advance(beta2)
    }

    var scalars: [Double] {
        get { [first.product, second.product] }
        set {
            guard newValue.count >= 2 else { return }
            first.product = newValue[0]
            second.product = newValue[1]
        }
    }

    /// Adam's numbers for a step: m̂ and v̂ by their bias, each rate multiplied by `rate`.
    func terms(rate: Double, epsilon: Double, shrink: Double = 1) -> ck_adam_terms {
        ck_adam_terms(
            shrink: Float(shrink), first: ck_average(decay: beta1), second: ck_average(decay: beta2), gradientRate: 0,
            momentRate: Float(rate / first.weight), root: Float(1 / second.weight.squareRoot()), epsilon: Float(epsilon)
        )
    }
}

extension UpdateRegion {
    /// Clipping's scale and the decay that applies here.
    @inline(__always)
    func terms(scale: Float, decay: Float) -> ck_gradient_terms {
        ck_gradient_terms(scale: scale, decay: isDecayed ? decay : 0)
    }
}
