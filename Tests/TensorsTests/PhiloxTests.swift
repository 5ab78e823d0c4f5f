import Testing

@testable import Tensors

@Suite("The counter-based generator")
struct PhiloxTests {
    /// The known answers published with the generator (Salmon et al. 2011, Random123).
    static let knownAnswers: [(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, words: SIMD4<UInt32>)] = [
        (SIMD4(repeating: 0), SIMD2(repeating: 0), SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
        (
            SIMD4(repeating: 0xffff_ffff), SIMD2(repeating: 0xffff_ffff),
            SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
        ),
        (
            SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2(0xa409_3822, 0x299f_31d0),
            SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
        ),
    ]

    @Test("gives the published words", arguments: knownAnswers)
    func publishedWords(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, words: SIMD4<UInt32>) {
        #expect(philox4x32(counter: counter, key: key) == words)
    }

    @Test("the vector kernel draws the same words as the scalar function, element by element")
    func kernelAgreesWithFunction() {
        let count = 200
        let key = RandomKey(seed: 0x1234_5678_9abc_def0, stream: .dropout, position: 77, part: 5)
        var words = [UInt32](repeating: 0, count: count)
        key.withPointers { key, counter in ck_random_words(&words, count, key, counter) }
        for element in 0..<count {
            var counter = RandomSource.counter(stream: .dropout, position: 77, part: 5)
            counter[0] = UInt32(16 * (element / 64) + element % 16)
            let block = philox4x32(counter: counter, key: SIMD2(0x9abc_def0, 0x1234_5678))
            #expect(words[element] == block[element % 64 / 16])
        }
    }

    @Test("a permutation holds every number once and depends on its address alone")
    func permutation() {
        var first = RandomSource(seed: 3, stream: .shuffle, position: 9)
        var again = RandomSource(seed: 3, stream: .shuffle, position: 9)
        var other = RandomSource(seed: 3, stream: .shuffle, position: 10)
        let order = first.permutation(1000)
        #expect(order.sorted() == Array(0..<1000))
        #expect(order == again.permutation(1000))
        #expect(order != other.permutation(1000))
    }

    @Test("uniform and normal numbers have the mean and variance of their distributions")
    func moments() {
        var random = RandomSource(seed: 11, stream: .weights)
        let count = 200_000
        let uniforms = (0..<count).map { _ in random.uniform() }
        let normals = (0..<count).map { _ in random.normal() }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        // Five standard errors.
        let root = Double(count).squareRoot()
        #expect(abs(mean(uniforms) - 0.5) < 5 * 0.2887 / root)
        #expect(abs(mean(normals)) < 5 / root)
        #expect(abs(mean(normals.map { $0 * $0 }) - 1) < 5 * 2.0.squareRoot() / root)
    }
}
