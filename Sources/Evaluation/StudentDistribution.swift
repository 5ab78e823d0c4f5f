import Tensors

/// Student's t distribution with a number of degrees of freedom above 0.
struct StudentDistribution {
    let degreesOfFreedom: Double

    /// The chance of a value at least as far from 0 as t: I of ν/(ν + t²) with parameters ν/2 and 1/2.
    func twoSidedTail(_ t: Double) -> Double {
        guard t.isFinite else { return t.isNaN ? .nan : 0 }
        return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
    }

    /// The t within which, on both sides of 0, lies the share `confidence` (0…1) of all values.
    ///
    /// By bisection, to the last digits of a Double.
    func twoSidedQuantile(_ confidence: Double) -> Double {
        let tail = 1 - confidence
        guard tail < 1 else { return 0 }
        guard tail > 0 else { return .infinity }
        var low = 0.0
        var high = 1.0
        while twoSidedTail(high) > tail, high < 1e300 { high *= 2 }
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle == low || middle == high { break }
            if twoSidedTail(middle) > tail { low = middle } else { high = middle }
        }
        return low + (high - low) / 2
    }
}

/// The regularized incomplete beta function I of x in 0…1, by its continued fraction (Abramowitz & Stegun 26.5.8),
/// evaluated by Lentz's method on the side where it converges fast.
func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return x.isNaN ? .nan : 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exponential(
        logarithmOfGamma(a + b) - logarithmOfGamma(a) - logarithmOfGamma(b) + a * logarithm(x) + b * logarithm(1 - x))
    let smallest = 1e-300
    var ratio = 1.0
    var numerator = 1.0
    var denominator = 0.0
    for step in 0..<1000 {
        let m = Double(step / 2)
        let term: Double =
            if step == 0 {
                1
            } else if step.isMultiple(of: 2) {
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            } else {
                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            }
        denominator = 1 + term * denominator
        denominator = 1 / (abs(denominator) < smallest ? smallest : denominator)
        numerator = 1 + term / numerator
        numerator = abs(numerator) < smallest ? smallest : numerator
        ratio *= numerator * denominator
        if step > 0, abs(numerator * denominator - 1) < 1e-15 { break }
    }
    return front * (ratio - 1) / a
}
