import Tensors

// The passes between backward and optimizer, and after it, in the order of a step: penalty, noise, (clipping,
// optimizer,) soft threshold, greatest norm. Each returns what the next one needs to know, in double.

extension GradientRegion {
    /// Adds the gradient 2λw of the penalty λΣw² and measures Σg² in the same pass.
    public mutating func addPenalty(l2 lambda: Double) {
        squaredNorm = ck_add_penalty(gradients, parameters, count, Float(2 * lambda))
    }

    /// Adds standard normal noise times `sigma` and measures Σg² in the same pass. The draw is a function of `key`.
    public mutating func addNoise(sigma: Double, key: RandomKey) {
        squaredNorm = key.withPointers { ck_add_noise(gradients, count, Float(sigma), $0, $1) }
    }
}

/// The standard deviation of gradient noise at a step: σ/(1+t)^(γ/2), so that the variance falls as (1+t)^−γ.
///
/// - Parameter step: completed updates, from 0. Source: Neelakantan et al. 2015, arXiv:1511.06807.
public func annealedNoise(sigma: Double, gamma: Double, step: Int) -> Double {
    gamma == 0 ? sigma : sigma * raise(1 + Double(step), to: -gamma / 2)
}

extension UpdateRegion {
    /// The proximal step of λΣ|w| after an update: weights within lr·λ of zero become zero, the others move toward it.
    /// Returns Σ|w|, Σw² and the number of zeros. Leaves exempt parameters alone: call it only where ``isDecayed``.
    public func softThreshold(l1 lambda: Double, rate: Double) -> ck_sparse_norms {
        ck_soft_threshold(parameters, count, Float(lambda * rate))
    }

    /// Shortens the incoming weights of each unit (a column) to `limit`; returns Σw². For matrices.
    public func limitUnits(to limit: Double) -> Double { ck_limit_units(parameters, rows, columns, Float(limit)) }
}
