import Datasets
import Testing

@Suite("Scaling of features")
struct NormalizerTests {
    /// Columns: 1, 2, 3, 4, 10 and a constant.
    private let features: [Float] = [1, 7, 2, 7, 3, 7, 4, 7, 10, 7]

    @Test("standard brings mean 0 and deviation 1, in closed form")
    func standard() {
        let normalizer = Normalizer(.standard, fitting: features, width: 2)
        #expect(normalizer.offsets == [4, 7])
        // Population variance of 1, 2, 3, 4, 10: (9 + 4 + 1 + 0 + 36) / 5 = 10.
        #expect(abs(normalizer.scales[0] - 10.0.squareRoot()) < 1e-12)
        #expect(normalizer.scales[1] == 1 && normalizer.constantFeatures == [1])
        var scaled = features
        normalizer.apply(to: &scaled)
        #expect(abs(scaled[8] - Float(6 / 10.0.squareRoot())) < 1e-6)
        #expect(stride(from: 1, to: 10, by: 2).allSatisfy { scaled[$0] == 0 })
    }

    @Test("minmax brings the training rows to 0…1")
    func minmax() {
        let normalizer = Normalizer(.minmax, fitting: features, width: 2)
        var scaled = features
        normalizer.apply(to: &scaled)
        let expected: [Float] = [0, 0, 0.11111111, 0, 0.22222222, 0, 0.33333333, 0, 1, 0]
        #expect(zip(scaled, expected).allSatisfy { abs($0 - $1) < 1e-6 })
        var beyond: [Float] = [19, 8]
        normalizer.apply(to: &beyond)
        #expect(beyond == [2, 1])
    }

    @Test("none changes nothing but the factor; a factor multiplies after scaling")
    func factor() {
        var same = features
        Normalizer(.none, fitting: features, width: 2).apply(to: &same)
        #expect(same == features)
        Normalizer(.none, fitting: features, width: 2).apply(to: &same, factor: 2)
        #expect(same == features.map { $0 * 2 })
        var scaled = features
        Normalizer(.minmax, fitting: features, width: 2).apply(to: &scaled, factor: 100)
        #expect(scaled[8] == 100)
    }

    @Test("numbers far from zero and far apart stay finite and accurate")
    func extremes() {
        let far: [Float] = [1e8, 1e8 + 8, 1e8 + 16]
        var scaled = far
        Normalizer(.standard, fitting: far, width: 1).apply(to: &scaled)
        #expect(abs(scaled[2] - 1.2247449) < 1e-5 && scaled[1] == 0)
        let wide: [Float] = [-3e38, 3e38]
        for method in Normalizer.Method.allCases {
            var values = wide
            Normalizer(method, fitting: wide, width: 1).apply(to: &values)
            #expect(values.allSatisfy { $0.isFinite })
        }
        var outlier: [Float] = [3e38]
        Normalizer(.standard, fitting: [.leastNonzeroMagnitude, 0], width: 1).apply(to: &outlier)
        #expect(outlier[0].isFinite)
    }

    @Test("a constant whose mean is not exact is still constant")
    func constant() {
        let values = [Float](repeating: 0.1, count: 7)
        let normalizer = Normalizer(.standard, fitting: values, width: 1)
        #expect(normalizer.constantFeatures == [0])
        var scaled = values
        normalizer.apply(to: &scaled)
        #expect(scaled.allSatisfy { $0 == 0 })
    }
}
