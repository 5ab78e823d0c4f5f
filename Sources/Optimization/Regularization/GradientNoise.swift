/// The standard deviation of gradient noise at a step: σ/(1+t)^(γ/2), so that the variance falls as (1+t)^−γ.
///
/// - Parameter step: completed updates, from 0. Source: Neelakantan et al. 2015, arXiv:1511.06807.
public func annealedNoise(sigma: Double, gamma: Double, step: Int) -> Double {
    gamma == 0 ? sigma : sigma * raise(1 + Double(step), to: -gamma / 2)
}
