import Datasets
import Tunables

/// The settings a step reads, out of the dictionary and into plain fields; made anew when one of them changes.
struct StepPlan {
    let epochs: Int
    let baseRate: Double
    let batchSize: Int
    let accumulate: Int
    let last: BatchOrder.LastBatch
    let isShuffled: Bool
    let isDropoutEnabled: Bool
    let labelSmoothing: Float
    /// Least nanoseconds from step to step while somebody watches; 0 is as fast as it goes.
    let stepInterval: UInt64
    /// Bytes of snapshots that undo may keep.
    let undoBudget: Int
    /// Epochs from one snapshot that is asked for to the next; 0 for none.
    let checkpointStride: Int

    init(_ settings: Settings, trainingSamples: Int) {
        let values = Values(ExperimentSchema.plainDescriptor, settings: settings)
        epochs = values.integer("epochs") ?? 1
        baseRate = ExperimentSchema.baseRate(settings)
        // `all` is one batch an epoch.
        batchSize = min(values.integer("batch.size") ?? trainingSamples, trainingSamples)
        accumulate = values.integer("accumulate") ?? 1
        last = BatchOrder.LastBatch(rawValue: values.word("batch.last")) ?? .keep
        isShuffled = values.toggle("shuffle")
        isDropoutEnabled = values.toggle("dropout.enabled")
        labelSmoothing = values.float("label_smoothing")
        stepInterval = values.integer("pace").map { UInt64(1_000_000_000 / max(1, $0)) } ?? 0
        undoBudget = (values.integer("undo_budget") ?? 256) << 20
        checkpointStride = values.integer("checkpoint_every") ?? 0
    }
}

extension ExperimentSchema {
    /// The plain keys as a part, so that their values are read like any other part's.
    static let plainDescriptor = Descriptor("experiment", summary: "the keys every experiment has", tunables: plain)

    /// `optimizer.lr`, or the chosen optimizer's own default.
    static func baseRate(_ settings: Settings) -> Double {
        let family = families(for: settings, layerCount: 0).first { $0.key == "optimizer" }
        guard let descriptor = family?.chosen(in: settings) else { return 0.01 }
        return Values(descriptor, settings: settings, prefix: "optimizer").real("lr")
    }
}
