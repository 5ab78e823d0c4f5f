import Tensors

/// What is said of the code that computed a recorded run, and of what else would compute it here.
enum ArithmeticWords {
    static func words(_ arithmetic: Arithmetic) -> String {
        let library = arithmetic.library.split(separator: " ").prefix(2).joined(separator: " ")
        return "\(library), kernel \(arithmetic.matrixKernel); own kernels for \(arithmetic.ownKernels)"
    }

    /// Why bits may come out differently here than recorded, each reason with its remedy; empty where nothing says so.
    static func differences(_ recorded: [Arithmetic], here: Arithmetic = .current) -> [String] {
        let others = recorded.filter { $0 != here }
        guard let then = others.first else { return [] }
        if recorded.count > 1 {
            let kernels = recorded.map(\.matrixKernel).joined(separator: ", then ")
            return [
                "parts of it were computed by different code (\(kernels)): no one machine gives the same bits throughout"
            ]
        }
        var lines: [String] = []
        if then.library != here.library {
            lines.append(
                "recorded with \(then.library), here is \(here.library): the last bits may differ;"
                    + " install that build to get the same")
        }
        if then.matrixKernel != here.matrixKernel {
            lines.append(
                "recorded under the OpenBLAS kernel \(then.matrixKernel), here it is \(here.matrixKernel): the last bits"
                    + " may differ; set OPENBLAS_CORETYPE=\(then.matrixKernel) to get the same")
        }
        if then.ownKernels != here.ownKernels {
            lines.append(
                "recorded on a processor of level \(then.ownKernels), this one's is \(here.ownKernels): the last bits may"
                    + " differ; only a processor of that level gives the same")
        }
        return lines
    }
}
