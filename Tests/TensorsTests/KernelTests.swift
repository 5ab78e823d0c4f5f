import Foundation
import Rounding
import Testing

@testable import Tensors

@Suite("The kernels' elementary functions")
struct ElementaryFunctionTests {
    static let points: [Float] = (-4000...4000).map { Float($0) * 0.0217 }

    /// The greatest error in units of the last place of the true value.
    private func worstError(_ got: [Float], _ expected: [Double]) -> Double {
        zip(got, expected).map { abs(Double($0) - $1) / Double(Float($1).magnitude.ulp) }.max() ?? 0
    }

    @Test("exp is within 2 units in the last place over its whole range")
    func exponential() {
        var values = Self.points
        ck_exp(&values, values.count)
        #expect(worstError(values, Self.points.map { exp(Double($0)) }) <= 2)
    }

    @Test("tanh is within 5 units in the last place, and exactly 1 far out")
    func hyperbolicTangent() {
        var values = Self.points
        ck_tanh(&values, values.count)
        #expect(worstError(values, Self.points.map { tanh(Double($0)) }) <= 5)
        var far: [Float] = [-1e4, 1e4, 30]
        ck_tanh(&far, 3)
        #expect(far == [-1, 1, 1])
    }

    @Test("log is within 2 units in the last place")
    func logarithm() {
        let points = (1...8000).map { Float($0) * 0.37 }
        var values = points
        ck_log(&values, values.count)
        #expect(worstError(values, points.map { log(Double($0)) }) <= 2)
    }

    @Test("NaN comes through, and infinity goes to the limit")
    func specialValues() {
        var values: [Float] = [.nan, .infinity, -.infinity]
        ck_exp(&values, 3)
        #expect(values[0].isNaN && values[1] == .infinity && values[2] < 1e-37)
        values = [.nan, .infinity, -.infinity]
        ck_tanh(&values, 3)
        #expect(values[0].isNaN && values[1] == 1 && values[2] == -1)
    }
}

@Suite("The kernels over matrices")
struct MatrixKernelTests {
    @Test(
        "a matrix turned over has its elements mirrored",
        arguments: [(1, 1), (8, 8), (64, 32), (17, 9), (3, 40), (120, 84)])
    func transpose(rows: Int, columns: Int) {
        let a = (0..<rows * columns).map(Float.init)
        var b = [Float](repeating: -1, count: a.count)
        ck_transpose(a, &b, rows, columns)
        for row in 0..<rows {
            for column in 0..<columns { #expect(b[column * rows + row] == a[row * columns + column]) }
        }
    }

    @Test("squares of tiny numbers are summed, though they vanish in float")
    func tinySquares() {
        let values = [Float](repeating: 1e-22, count: 100)
        #expect(abs(ck_squared_norm(values, 100) - 1e-42) < 1e-47)
    }

    @Test("the first non-finite element is found", arguments: [0, 5, 255, 256, 999])
    func firstNonFinite(index: Int) {
        var values = [Float](repeating: 1, count: 1000)
        #expect(ck_first_non_finite(values, 1000) == 1000)
        values[index] = index % 2 == 0 ? .nan : .infinity
        #expect(ck_first_non_finite(values, 1000) == index)
    }

    @Test(
        "products agree with a plain double loop, transposed or not, added or not, whatever the length of the sums",
        arguments: [(5, 7, 3), (1, 1, 1), (1, 33, 17), (64, 64, 64), (16, 5, 396), (3, 20, 5000), (130, 9, 257)])
    func products(m: Int, n: Int, k: Int) {
        var random = RandomSource(seed: 1, stream: .weights)
        let a = (0..<m * k).map { _ in Float(random.normal()) }
        let b = (0..<k * n).map { _ in Float(random.normal()) }
        func transposed(_ x: [Float], _ rows: Int, _ columns: Int) -> [Float] {
            (0..<x.count).map { x[($0 % rows) * columns + $0 / rows] }
        }
        let expected = (0..<m * n).map { index in
            (0..<k).reduce(0.0) { $0 + Double(a[index / n * k + $1]) * Double(b[$1 * n + index % n]) }
        }
        let bound = RoundingBound(terms: k, scale: 4)
        var c = [Float](repeating: 9, count: m * n)
        multiply(a, b, into: &c, m: m, n: n, k: k)
        #expect(bound.mismatch(c, expected) == nil)
        multiply(a, b, into: &c, m: m, n: n, k: k, accumulate: true)
        #expect(bound.mismatch(c, expected.map { 2 * $0 }) == nil)
        multiply(transposed: transposed(a, m, k), b, into: &c, m: m, n: n, k: k)
        #expect(bound.mismatch(c, expected) == nil)
        multiply(a, transposed: transposed(b, k, n), into: &c, m: m, n: n, k: k)
        #expect(bound.mismatch(c, expected) == nil)
    }

    @Test("the kernel of OpenBLAS in use is told, and is the one that was asked for")
    func kernel() {
        let arithmetic = Arithmetic.current
        #expect(arithmetic.library.hasPrefix("OpenBLAS "))
        #expect(!arithmetic.matrixKernel.isEmpty && !arithmetic.library.contains(arithmetic.matrixKernel))
        #expect(["x86-64-v4", "x86-64-v3", "baseline"].contains(arithmetic.ownKernels))
        if let asked = ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] {
            #expect(arithmetic.matrixKernel.lowercased() == asked.lowercased())
        }
    }

    @Test("a bound on rounding sees a wrong term, a missing number and NaN")
    func bound() {
        let bound = RoundingBound(terms: 400)
        #expect(bound.mismatch([1, 2], [1, 2 + 1e-6]) == nil)
        #expect(bound.mismatch([1, 2], [1, 2.01]) != nil)
        #expect(bound.mismatch([1], [1, 2]) != nil)
        #expect(bound.mismatch([], []) != nil)
        #expect(bound.mismatch([.nan], [1]) != nil)
        #expect(!bound.allows(1, .nan))
    }
}
