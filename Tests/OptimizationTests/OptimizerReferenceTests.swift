import GoldenValues
import Optimization
import Rounding
import Testing
import Tunables

@Suite("Optimizers against their papers")
struct OptimizerReferenceTests {
    @Test("Ten steps follow the formula in double precision", arguments: OptimizerReference.all)
    func matchesPaper(reference: OptimizerReference) {
        let optimizers = Golden.file.optimizers
        var exact = optimizers.first.w.flattened
        var slots = Array(repeating: Array(repeating: 0.0, count: exact.count), count: 3)
        var trial = OptimizerTrial(
            reference.type, reference.settings, shapes: [.init(rows: 2, columns: 3)], start: [exact])
        for (index, gradient) in optimizers.gradients.elements.enumerated() {
            reference.advance(&exact, gradient.w.flattened, &slots, index + 1)
            trial.advance([gradient.w.flattened], rate: reference.lr)
            // Muon multiplies 2 × 3 matrices three times in each of five iterations.
            let bound = RoundingBound(terms: reference.type == Muon.self ? 5 * 3 * 3 * (index + 1) : index + 1)
            #expect(bound.mismatch(trial.parameters[0], exact) == nil, "step \(index + 1)")
        }
    }

    @Test("Muon treats a tall matrix as its wide transpose")
    func muonTransposes() {
        let wide = Golden.file.optimizers.first.w.flattened
        let gradient = Golden.file.optimizers.gradients[0].w.flattened
        func tall(_ x: [Double]) -> [Double] { OptimizerReference.transposed(x, 2, 3) }
        var a = OptimizerTrial(Muon.self, ["weight_decay": 0], shapes: [.init(rows: 2, columns: 3)], start: [wide])
        var b = OptimizerTrial(
            Muon.self, ["weight_decay": 0], shapes: [.init(rows: 3, columns: 2)], start: [tall(wide)])
        a.advance([gradient], rate: 0.1)
        b.advance([tall(gradient)], rate: 0.1 * 1.5.squareRoot())
        #expect(
            RoundingBound(terms: 5 * 3 * 3).mismatch(b.parameters[0], tall(a.parameters[0].map(Double.init))) == nil)
    }

    @Test("Muon's step moves every singular value by about the rate")
    func muonIsOrthogonal() {
        let direction = OptimizerReference.orthogonalized(
            Golden.file.optimizers.gradients[0].w.flattened, iterations: 5)
        let gram = OptimizerReference.product(direction, OptimizerReference.transposed(direction, 2, 3), 2, 3, 2)
        let mean = (gram[0] + gram[3]) / 2
        let spread = ((gram[0] - gram[3]) * (gram[0] - gram[3]) / 4 + gram[1] * gram[1]).squareRoot()
        #expect((0.4...1.5).contains(mean + spread) && (0.4...1.5).contains(mean - spread))
    }

    @Test("Biases and normalization parameters are not fitted to their norm by lars and lamb")
    func vectorsAreNotFitted() {
        let start = [0.5, -0.25, 1]
        let gradient = [0.1, 0.2, -0.3]
        var lars = OptimizerTrial(
            LARS.self, ["weight_decay": 0.1], shapes: [.init(columns: 3, isDecayed: false)], start: [start])
        lars.advance([gradient], rate: 0.1)
        #expect(greatestDistance(lars.parameters[0], zip(start, gradient).map { $0 - 0.1 * $1 }) < 1e-6)
        var lamb = OptimizerTrial(
            LAMB.self, ["weight_decay": 0.1], shapes: [.init(columns: 3, isDecayed: false)], start: [start])
        lamb.advance([gradient], rate: 0.1)
        #expect(greatestDistance(lamb.parameters[0], [0.4, -0.35, 1.1]) < 1e-6)
    }
}
