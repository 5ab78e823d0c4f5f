import Tensors
import Testing

@testable import descent

@Suite("What is said where other code computes than recorded")
struct ArithmeticWordsTests {
    private let here = Arithmetic(
        library: "OpenBLAS 0.3.21 DYNAMIC_ARCH", matrixKernel: "Cooperlake", ownKernels: "x86-64-v4")

    @Test("nothing where it is the same, or where nobody knows")
    func same() {
        #expect(ArithmeticWords.differences([here], here: here).isEmpty)
        #expect(ArithmeticWords.differences([], here: here).isEmpty)
    }

    @Test("each difference, with its remedy")
    func remedies() {
        var then = here
        then.matrixKernel = "Haswell"
        #expect(ArithmeticWords.differences([then], here: here).count == 1)
        #expect(ArithmeticWords.differences([then], here: here)[0].contains("OPENBLAS_CORETYPE=Haswell"))
        then.library = "OpenBLAS 0.3.26"
        then.ownKernels = "x86-64-v3"
        let all = ArithmeticWords.differences([then], here: here)
        #expect(all.count == 3)
        #expect(all.contains { $0.contains("0.3.26") } && all.contains { $0.contains("level x86-64-v3") })
        // Nothing that can be set gives two kernels in one run.
        let both = ArithmeticWords.differences([here, then], here: here)
        #expect(both.count == 1 && both[0].contains("Cooperlake, then Haswell"))
    }
}
