#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// The C library's functions under names that say what they are, so that no file needs Foundation for them.
func exponential(_ x: Double) -> Double { exp(x) }

/// ln Γ(x) for x > 0.
func logarithmOfGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
}
