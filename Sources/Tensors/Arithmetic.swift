import COpenBLAS

/// The code that computes here. Equal inputs give equal bits only under the same code and number of threads: kernels for
/// different processors group their sums differently.
public struct Arithmetic: Hashable, Codable, Sendable {
    /// The build of OpenBLAS as it names itself, without its kernel: `OpenBLAS 0.3.21 DYNAMIC_ARCH …`.
    public var library: String
    /// The kernel that OpenBLAS chose for this processor, or that `OPENBLAS_CORETYPE` names: `Haswell`.
    public var matrixKernel: String
    /// The processor level of the program's own kernels: `x86-64-v3`. The processor alone decides it.
    public var ownKernels: String

    public init(library: String, matrixKernel: String, ownKernels: String) {
        self.library = library
        self.matrixKernel = matrixKernel
        self.ownKernels = ownKernels
    }

    /// That of this process.
    public static let current: Arithmetic = {
        let kernel = openblas_get_corename().map { String(cString: $0) } ?? ""
        let words = (openblas_get_config().map { String(cString: $0) } ?? "OpenBLAS").split(separator: " ")
        return Arithmetic(
            library: words.filter { $0 != kernel }.joined(separator: " "), matrixKernel: kernel,
            ownKernels: String(cString: ck_processor_level()))
    }()
}
