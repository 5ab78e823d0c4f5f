import COpenBLAS

/// How many threads OpenBLAS may use. Its build spins idle threads, and another count gives other bits: set it once a run.
public func setMatrixThreads(_ count: Int) { openblas_set_num_threads(Int32(count)) }

/// C = A·B (+ C where `accumulate`), all row-major and packed.
///
/// A is m × k, B is k × n, C is m × n.
@inline(__always)
public func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, m: Int, n: Int, k: Int,
    accumulate: Bool = false
) {
    cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(k), b, Int32(n),
        accumulate ? 1 : 0, c, Int32(n))
}

/// C = Aᵀ·B (+ C where `accumulate`): A is k × m, B is k × n, C is m × n.
@inline(__always)
public func multiply(
    transposed a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, m: Int, n: Int,
    k: Int, accumulate: Bool = false
) {
    cblas_sgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(m), b, Int32(n),
        accumulate ? 1 : 0, c, Int32(n))
}

/// C = A·Bᵀ (+ C where `accumulate`): A is m × k, B is n × k, C is m × n.
@inline(__always)
public func multiply(
    _ a: UnsafePointer<Float>, transposed b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, m: Int, n: Int,
    k: Int, accumulate: Bool = false
) {
    cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(k), b, Int32(k),
        accumulate ? 1 : 0, c, Int32(n))
}
