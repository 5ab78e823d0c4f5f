import Networks
import Tensors

/// Running statistics of normalizations, estimated anew for the weights as they are: those kept while training belong to
/// the weights of each step, not to their average.
///
/// One pass over the training split without dropout; statistics become the mean over its batches, weighted by rows.
/// Batches take every n-th row, so that a split sorted by class makes no batch of one class.
struct StatisticsEstimate {
    static func run(_ network: Network, on table: SampleTable) {
        guard network.arena.statistics.count > 0, table.count > 1 else { return }
        let batches = (table.count + Evaluator.chunk - 1) / Evaluator.chunk
        let features = FloatBuffer(count: Evaluator.chunk * table.featureCount)
        var pass = Pass(isTraining: true, isDropoutEnabled: false)
        var seen = 0
        for batch in 0..<batches {
            var rows = 0
            for row in stride(from: batch, to: table.count, by: batches) {
                (features.base + rows * table.featureCount).update(
                    from: table.features.base + row * table.featureCount, count: table.featureCount)
                rows += 1
            }
            pass.statisticsMomentum = Float(rows) / Float(seen + rows)
            _ = network.forward(features.base, rows: rows, pass: pass)
            seen += rows
        }
    }
}
