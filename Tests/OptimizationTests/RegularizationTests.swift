import Optimization
import Tensors
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Penalties, noise, soft threshold and greatest norm")
struct RegularizationTests {
    /// Odd sizes: less than a vector, a vector and a tail, many.
    static let counts = [1, 7, 64, 65, 1000, 4099]

    private func wave(_ count: Int, _ size: Double = 1) -> [Float] {
        (0..<count).map { Float(size * (Double(($0 * 53) % 97) / 48 - 1)) }
    }

    @Test("Σg² is summed in double, and gradients of 1e-25 or 1e25 still have a norm", arguments: counts)
    func squaredNorm(count: Int) {
        let tiny = [Float](repeating: 1e-25, count: count)
        #expect(agrees(ck_squared_norm(tiny, count), Double(count) * 1e-50))
        let huge = [Float](repeating: 1e25, count: count)
        #expect(agrees(ck_squared_norm(huge, count), Double(count) * 1e50))
        let values = wave(count)
        let sum = values.reduce(0) { $0 + Double($1) * Double($1) }
        #expect(agrees(ck_squared_norm(values, count), sum))
        #expect(abs(ck_absolute_sum(values, count) - values.reduce(0) { $0 + Double(abs($1)) }) < 1e-9)
        #expect(ck_greatest_magnitude(values, count) == Double(values.map { abs($0) }.max() ?? 0))
    }

    @Test("l2 adds 2λw and measures the sum", arguments: counts)
    func penalty(count: Int) {
        let weights = wave(count, 3)
        var gradients = wave(count, 0.1)
        let expected = zip(gradients, weights).map { Double($0) + 2 * 0.05 * Double($1) }
        let sum = ck_add_penalty(&gradients, weights, count, 0.1)
        #expect(mismatch(gradients.map(Double.init), expected) == nil)
        let squares = expected.reduce(0) { $0 + $1 * $1 }
        #expect(agrees(sum, squares))
    }

    @Test("Noise is Box–Muller on Philox, within 2e-6 of double precision", arguments: counts)
    func noiseMatchesReference(count: Int) {
        let key = RandomKey(seed: 7, stream: .gradientNoise, position: 12, part: 3)
        var noise = [Float](repeating: 0, count: count)
        let sum = key.withPointers { ck_add_noise(&noise, count, 1, $0, $1) }
        let whole = (count + 63) / 64 * 64
        var words = [UInt32](repeating: 0, count: whole)
        key.withPointers { ck_random_words(&words, whole, $0, $1) }
        let expected = (0..<count).map { index -> Double in
            let pair = index / 64 * 64 + index % 32
            let radius = (-2 * log(Double((words[pair] >> 8) + 1) * 0x1p-24)).squareRoot()
            let angle = 2 * Double.pi * Double(words[pair + 32]) * 0x1p-32
            return radius * (index % 64 < 32 ? cos(angle) : sin(angle))
        }
        #expect(mismatch(noise.map(Double.init), expected) == nil)
        let squares = expected.reduce(0) { $0 + $1 * $1 }
        #expect(agrees(sum, squares, size: Double(count)))
    }

    @Test("Noise is standard normal, and another draw for another step, layer or seed")
    func noiseIsNormal() {
        func draw(seed: UInt64 = 1, step: UInt64 = 5, part: UInt32 = 2) -> [Float] {
            var noise = [Float](repeating: 0, count: 100_000)
            _ = RandomKey(seed: seed, stream: .gradientNoise, position: step, part: part).withPointers {
                ck_add_noise(&noise, noise.count, 1, $0, $1)
            }
            return noise
        }
        let noise = draw().map(Double.init)
        func moment(_ power: Double) -> Double { noise.reduce(0) { $0 + pow($1, power) } / Double(noise.count) }
        // Five standard errors of each moment.
        #expect(abs(moment(1)) < 5 * 0.00317)
        #expect(abs(moment(2) - 1) < 5 * 0.00448)
        #expect(abs(moment(3)) < 5 * 0.0123)
        #expect(abs(moment(4) - 3) < 5 * 0.031)
        let beyond = Double(noise.filter { abs($0) > 1.959964 }.count) / Double(noise.count)
        #expect(abs(beyond - 0.05) < 5 * 0.00069)
        #expect(draw() == draw())
        #expect(draw() != draw(seed: 2) && draw() != draw(step: 6) && draw() != draw(part: 3))
    }

    @Test("Annealing: the variance falls as (1 + t)^−γ; γ = 0 keeps it")
    func annealing() {
        #expect(annealedNoise(sigma: 0.3, gamma: 0, step: 1000) == 0.3)
        #expect(annealedNoise(sigma: 0.3, gamma: 0.55, step: 0) == 0.3)
        let variance = pow(annealedNoise(sigma: 0.3, gamma: 0.55, step: 99), 2)
        #expect(abs(variance - 0.09 * pow(100, -0.55)) < 1e-12)
    }

    @Test("The soft threshold makes exact zeros and counts them", arguments: counts)
    func softThreshold(count: Int) {
        var weights = wave(count)
        let expected = weights.map { Double($0) == 0 ? 0 : ($0 < 0 ? -1 : 1) * max(0, abs(Double($0)) - 0.3) }
        let norms = ck_soft_threshold(&weights, count, 0.3)
        #expect(mismatch(weights.map(Double.init), expected) == nil)
        #expect(norms.zeros == expected.filter { $0 == 0 }.count)
        #expect(zip(weights, expected).allSatisfy { ($0 == 0) == ($1 == 0) })
        #expect(agrees(norms.absolute, expected.reduce(0) { $0 + abs($1) }, size: Double(count)))
        #expect(agrees(norms.squared, expected.reduce(0) { $0 + $1 * $1 }, size: Double(count)))
        var faulty: [Float] = [.nan, 1]
        _ = ck_soft_threshold(&faulty, 2, 0.3)
        #expect(faulty[0].isNaN)
    }

    @Test(
        "max_norm shortens the columns that are too long, and only those",
        arguments: [(3, 2), (50, 37), (7, 65), (1, 4)])
    func maxNorm(rows: Int, columns: Int) {
        var weights = wave(rows * columns, 2)
        var expected = weights.map(Double.init)
        for column in 0..<columns {
            let members = (0..<rows).map { $0 * columns + column }
            let norm = members.reduce(0) { $0 + expected[$1] * expected[$1] }.squareRoot()
            for member in members where norm > 1.5 { expected[member] *= 1.5 / norm }
        }
        let sum = ck_limit_units(&weights, rows, columns, 1.5)
        #expect(mismatch(weights.map(Double.init), expected) == nil)
        let squares = expected.reduce(0) { $0 + $1 * $1 }
        #expect(agrees(sum, squares))
        let settled = weights
        _ = ck_limit_units(&weights, rows, columns, 2)
        #expect(weights == settled)
    }
}
