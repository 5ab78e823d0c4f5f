import Networks
import Optimization
import Tunables

/// What training takes beside its data, estimated before any of it is allocated.
struct MemoryFit {
    /// Bytes whatever the batch: parameters, gradients, the best weights, and the optimizer's memory.
    let fixed: Double
    /// Bytes for each row of a batch: what layers keep of it, and the row itself.
    let perRow: Double
    /// Rows of the largest batch, and those that evaluation takes at a time.
    let batch: Int
    let rows: Int

    init(_ settings: Settings, network: Network, trainingSamples: Int, evaluatedSamples: Int) {
        let parameters = 4 * Double(network.arena.parameters.count)
        let name = if case .word(let word)? = settings["optimizer.name"] { word } else { "" }
        let slots = Optimizers.type(named: name)?.slotCount ?? 2
        fixed = parameters * Double(3 + slots)
        perRow = network.bytesPerRow + 4 * Double(network.inputWidth + network.outputWidth)
        batch = StepPlan(settings, trainingSamples: trainingSamples).batchSize
        rows = Self.rows(batch: batch, evaluatedSamples: evaluatedSamples)
    }

    /// Rows that the layers make room for.
    static func rows(batch: Int, evaluatedSamples: Int) -> Int { max(1, batch, min(Evaluator.chunk, evaluatedSamples)) }

    var bytes: Double { fixed + perRow * Double(rows) }

    /// Why it does not fit and what would, with the key to blame; `nil` where it fits.
    ///
    /// - Parameters:
    ///   - available: bytes that may still be taken.
    ///   - held: bytes of it that are taken already.
    func refusal(available: Double, held: Double = 0) -> (key: String, message: String)? {
        guard bytes - held > available else { return nil }
        let left = available + held - fixed
        let fitting = min(Double(batch - 1), (left / perRow).rounded(.down))
        let (needed, has) = (Network.bytes(bytes - held), Network.bytes(available))
        guard batch > Evaluator.chunk, fitting >= 1 else {
            return (
                "layers",
                "training needs about \(needed) more memory, of which \(has) are left: use fewer units or layers"
            )
        }
        return (
            "batch.size",
            "a batch of \(batch) needs about \(needed) more memory, of which \(has) are left: at most "
                + "\(Int(fitting)) rows fit"
        )
    }
}
