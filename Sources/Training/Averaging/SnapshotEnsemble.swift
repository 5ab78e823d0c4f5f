import Networks
import Tensors

/// One network of a snapshot ensemble: its weights at the end of a cycle.
public struct EnsembleMember: Sendable, Hashable, Codable {
    public var epoch: Int
    public var validation: SplitMetrics?
    public var parameters: [Float]
    public var statistics: [Float]
}

/// How an ensemble does on a split, beside the best of its members.
public struct EnsembleReport: Sendable, Hashable, Codable {
    public var members: Int
    /// Of the mean of the members' predictions: probabilities where classes are told apart, else the numbers themselves.
    public var metrics: SplitMetrics
    /// Of the member with the lowest validation loss, alone.
    public var bestMember: SplitMetrics?
    /// That member's epoch.
    public var bestEpoch: Int?

    public init(members: Int, metrics: SplitMetrics, bestMember: SplitMetrics? = nil, bestEpoch: Int? = nil) {
        self.members = members
        self.metrics = metrics
        self.bestMember = bestMember
        self.bestEpoch = bestEpoch
    }
}

extension Evaluator {
    /// Metrics of the mean prediction of several networks of the same shape (Huang et al. 2017, "Snapshot Ensembles").
    ///
    /// - Parameter load: puts a member's weights into the network.
    func evaluate(_ network: Network, members: Int, on table: SampleTable, load: (Int) -> Void) -> SplitMetrics {
        let width = network.outputWidth
        let sums = UnsafeMutableBufferPointer<Double>.allocate(capacity: table.count * width)
        sums.initialize(repeating: 0)
        defer { sums.deallocate() }
        let chunk = FloatBuffer(count: Self.chunk * width)
        for member in 0..<members {
            load(member)
            forEachChunk(of: table) { first, rows in
                let outputs = network.forward(
                    table.features.base + first * table.featureCount, rows: rows, pass: .evaluation)
                chunk.base.update(from: outputs, count: rows * width)
                predict(chunk.base, rows: rows, width: width)
                if let base = sums.baseAddress { ck_add_to_sums(base + first * width, chunk.base, rows * width) }
            }
        }
        var totals = EpochTotals()
        forEachChunk(of: table) { first, rows in
            if let base = sums.baseAddress {
                ck_mean_of_sums(base + first * width, chunk.base, rows * width, Double(max(1, members)))
            }
            let classes = table.hasClasses ? table.classes.baseAddress.map { UnsafePointer($0 + first) } : nil
            // Chosen from the mean itself: logarithms can make equal what is not.
            let hits = classes.map {
                EpochTotals.hits(chunk.base, classes: $0, rows: rows, width: width, threshold: 0.5)
            }
            let hitsBefore = totals.hits
            unpredict(chunk.base, count: rows * width)
            let values = table.valueCount > 0 ? UnsafePointer(table.values.base + first * table.valueCount) : nil
            let result = loss.evaluate(
                chunk.base, gradient: nil, classes: classes, values: values, rows: rows, width: width, smoothing: 0,
                weights: classWeights?.base, scale: 1)
            totals.add(
                result, outputs: chunk.base, classes: classes, values: values, rows: rows, width: width, loss: loss)
            if let hits { totals.hits = hitsBefore + hits }
        }
        return totals.metrics(hasClasses: table.hasClasses, targetSpread: table.targetSpread)
    }

    private func forEachChunk(of table: SampleTable, _ body: (_ first: Int, _ rows: Int) -> Void) {
        for first in stride(from: 0, to: table.count, by: Self.chunk) {
            body(first, min(Self.chunk, table.count - first))
        }
    }

    /// From what the network gives to what is averaged.
    private func predict(_ outputs: UnsafeMutablePointer<Float>, rows: Int, width: Int) {
        switch loss.kind {
        case .crossEntropy: ck_activate(CK_SOFTMAX, outputs, nil, nil, rows, width, 0, 0)
        case .binaryCrossEntropy: ck_activate(CK_SIGMOID, outputs, nil, nil, rows, width, 1, 0)
        default: break
        }
    }

    /// The other way: logits whose softmax or sigmoid is the averaged probability.
    private func unpredict(_ mean: UnsafeMutablePointer<Float>, count: Int) {
        // A NaN stays one: `max` would make it the smaller bound.
        func log(_ probability: Float) -> Float {
            Float(logarithm(probability < 1e-37 ? 1e-37 : Double(probability)))
        }
        switch loss.kind {
        case .crossEntropy: for index in 0..<count { mean[index] = log(mean[index]) }
        case .binaryCrossEntropy: for index in 0..<count { mean[index] = log(mean[index]) - log(1 - mean[index]) }
        default: break
        }
    }
}
