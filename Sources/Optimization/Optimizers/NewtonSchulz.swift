import Tensors

/// Makes a matrix nearly orthogonal: every singular value moves toward 1 (within about 0.7…1.2), directions stay.
///
/// X ← aX + (bA + cA²)X with A = XXᵀ, from ‖X‖ = 1, with the coefficients of Jordan et al. 2024 ("Muon"). The products are
/// made on the smaller side of the matrix.
struct NewtonSchulz: Sendable {
    private static let coefficients: (a: Float, b: Float, c: Float) = (3.4445, -4.7750, 2.0315)

    /// Two matrices of the region's size, and two of its smaller side squared. Grows with the largest matrix met.
    private var matrix: [Float] = []
    private var turned: [Float] = []
    private var gram: [Float] = []
    private var square: [Float] = []

    /// Fills the matrix (rows × columns, row-major) with `fill`, which returns its squared norm, makes it orthogonal, and
    /// hands it to `use`. Allocates only when it meets a matrix larger than any before.
    mutating func orthogonalize<T>(
        rows: Int, columns: Int, iterations: Int, fill: (UnsafeMutablePointer<Float>) -> Double,
        use: (UnsafePointer<Float>) -> T
    ) -> T {
        let side = min(rows, columns)
        reserve(count: rows * columns, side: side)
        return matrix.withUnsafeMutableBufferPointer { matrix in
            turned.withUnsafeMutableBufferPointer { turned in
                gram.withUnsafeMutableBufferPointer { gram in
                    square.withUnsafeMutableBufferPointer { square in
                        var x = matrix.baseAddress!
                        var y = turned.baseAddress!
                        let norm = fill(x).squareRoot()
                        ck_multiply_by(x, rows * columns, Float(1 / (norm + 1e-7)))
                        for _ in 0..<iterations {
                            Self.iterate(
                                x, into: y, gram: gram.baseAddress!, square: square.baseAddress!, rows: rows,
                                columns: columns)
                            swap(&x, &y)
                        }
                        return use(x)
                    }
                }
            }
        }
    }

    private static func iterate(
        _ x: UnsafeMutablePointer<Float>, into y: UnsafeMutablePointer<Float>, gram: UnsafeMutablePointer<Float>,
        square: UnsafeMutablePointer<Float>, rows: Int, columns: Int
    ) {
        let side = min(rows, columns)
        if rows <= columns {
            multiply(x, transposed: x, into: gram, m: side, n: side, k: columns)
        } else {
            multiply(transposed: x, x, into: gram, m: side, n: side, k: rows)
        }
        multiply(gram, gram, into: square, m: side, n: side, k: side)
        ck_newton_schulz_polynomial(square, gram, side, coefficients.a, coefficients.b, coefficients.c)
        if rows <= columns {
            multiply(square, x, into: y, m: rows, n: columns, k: side)
        } else {
            multiply(x, square, into: y, m: rows, n: columns, k: side)
        }
    }

    private mutating func reserve(count: Int, side: Int) {
        if matrix.count < count {
            matrix = Array(repeating: 0, count: count)
            turned = matrix
        }
        if gram.count < side * side {
            gram = Array(repeating: 0, count: side * side)
            square = gram
        }
    }
}
