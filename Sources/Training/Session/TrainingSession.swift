import Datasets
import Networks
import Optimization
import Tensors
import Tunables

/// Network, optimizer, data order and counters of one run at work. Belongs to the trainer's queue.
///
/// The order within a step is that of the update rule: forward and backward over the micro-batches; the data gradient
/// plus l2; noise; clipping; the optimizer; the proximal l1; max-norm. The seam for an all-reduce between processes is
/// ``accumulateGradients(_:)`` before ``UpdatePass/run(_:)``.
package final class TrainingSession {
    let prepared: PreparedExperiment
    let network: Network
    /// Of the kind the preset chose; its parameters change live.
    var loss: Loss
    let classWeights: FloatBuffer?
    let seed: UInt64
    let threads: Int

    var settings: Settings
    var firedScripts: Set<Int> = []
    /// Completed updates and epochs, and the samples of the current epoch already used.
    var step = 0
    var epoch = 0
    var totals = EpochTotals()
    var plan: StepPlan
    let updates: UpdatePass
    var schedule: ActiveSchedule
    var earlyStopping: EarlyStopping
    var best: BestWeights?
    var averagingPlan: AveragingPlan
    /// The mean of late weights; `nil` where it is switched off.
    var average: WeightAverage?
    /// Networks at the ends of cycles, the oldest first.
    var ensemble: [EnsembleMember] = []
    /// The rate of the last update.
    private(set) var lastRate = 0.0
    /// ‖ΔW‖ of the last updates by the present optimizer: measured anew after a switch or a way back.
    var recentUpdates = RecentUpdates()

    var order: BatchOrder
    let batch: MicroBatch
    /// Changes the gathered samples in place.
    var augmenter: Augmenter
    /// dL/d(outputs) of a micro-batch.
    var outputGradient: FloatBuffer

    package init(_ prepared: PreparedExperiment) throws(NetworkErrors) {
        self.prepared = prepared
        network = try prepared.makeNetwork()
        let settings = prepared.experiment.settings
        self.settings = settings
        loss = Loss(settings)
        classWeights = prepared.classWeights.map { weights in
            let buffer = FloatBuffer(count: weights.count)
            buffer.values = weights
            return buffer
        }
        let run = Values(ExperimentSchema.plainDescriptor, settings: settings)
        seed = UInt64(run.integer("seed") ?? 1)
        threads = run.integer("threads") ?? 1
        let plan = StepPlan(settings, trainingSamples: prepared.training.count)
        self.plan = plan
        averagingPlan = AveragingPlan(settings, epochs: plan.epochs)
        updates = UpdatePass(network, settings: settings, seed: seed)
        schedule = Schedules.active(
            settings, at: SchedulePosition(epochs: 0, total: Double(plan.epochs), stepsPerEpoch: 1))
        earlyStopping = EarlyStopping(EarlyStopping.Rule(settings))
        order = BatchOrder(count: prepared.training.count, seed: seed, isShuffled: plan.isShuffled)
        batch = MicroBatch(prepared.training, capacity: plan.batchSize)
        augmenter = Augmenter(
            Augmentation(settings), featureCount: prepared.training.featureCount, sample: prepared.sample)
        outputGradient = FloatBuffer(count: plan.batchSize * network.outputWidth)
        network.reserve(rows: MemoryFit.rows(batch: plan.batchSize, evaluatedSamples: prepared.largestSplit))
        network.configure(settings)
        network.initialize(seed: seed)
        configureAveraging()
    }

    /// Whether norms are kept for telemetry; runs that nobody watches can do without.
    package var recordsNorms: Bool {
        get { updates.recordsNorms }
        set { updates.recordsNorms = newValue }
    }

    /// Samples of the epoch already used.
    var cursor: Int { order.position.sample }

    var epochs: Int { plan.epochs }

    /// Whether the epoch has no further batch.
    package var isEpochComplete: Bool { microBatchesLeft == 0 }

    /// Micro-batches that the epoch still has.
    private var microBatchesLeft: Int {
        BatchOrder.batchCount(
            samples: order.count - order.position.sample, size: plan.batchSize, last: plan.last,
            minimum: smallestBatch)
    }

    /// Batch normalization needs two rows: a remainder of one is left out.
    var smallestBatch: Int { network.needsSeveralRows ? 2 : 1 }

    /// Where the schedule stands: epochs by samples, so that a change of batch size does not move it.
    var schedulePosition: SchedulePosition {
        SchedulePosition(
            epochs: Double(epoch) + Double(cursor) / Double(max(1, order.count)), total: Double(plan.epochs),
            stepsPerEpoch: Double(updateCount(samples: order.count)))
    }

    /// The learning rate of the coming update.
    var effectiveRate: Double {
        let position = schedulePosition
        return averagingPlan.rate(atEpoch: position.epochs) ?? schedule.rate(base: plan.baseRate, at: position)
    }

    /// The rate that is set and the one in force: of the coming update, at the run's end of the last one.
    var rateInForce: RateChange.Rate {
        var position = schedulePosition
        if epoch >= plan.epochs { position.epochs -= 1 / position.stepsPerEpoch }
        let averaging = averagingPlan.rate(atEpoch: position.epochs)
        let rate = averaging ?? schedule.rate(base: plan.baseRate, at: position)
        let name = if case .word(let name)? = settings["schedule.name"] { name } else { "constant" }
        let isWarming = averaging == nil && schedule.isWarming(at: position)
        return RateChange.Rate(
            base: plan.baseRate, effective: rate,
            by: averaging != nil ? "swa.constant_lr" : isWarming ? "warm-up" : name)
    }

    package enum Outcome {
        case stepped
        /// Nothing was updated: the weights are the last finite ones.
        case nonFinite(NonFiniteReport)
        /// The gradient norm passed early stopping's limit.
        case exploded(String)
    }

    /// One optimizer update, recorded as one row.
    ///
    /// - Parameter rate: instead of the schedule's.
    package func step(into record: inout TelemetryBatch, rate given: Double? = nil) -> Outcome {
        let rate = given ?? effectiveRate
        let pass = Pass(
            isTraining: true, seed: seed, step: UInt64(step), isDropoutEnabled: plan.isDropoutEnabled)
        let start = order.position
        let gradients = accumulateGradients(pass)
        let norm = updates.prepare(step: step, scale: gradients.scale)
        guard gradients.loss.isFinite, norm.isFinite else { return .nonFinite(findNonFinite(pass, from: start)) }
        updates.run(rate: rate)
        recentUpdates.add(updates.updateNorm)
        lastRate = rate
        step += 1
        averageAfterStep()
        record.append(step: step) { row in
            row[TelemetryLayout.loss] = Float(gradients.loss)
            row[TelemetryLayout.penalty] = Float(updates.penalty)
            row[TelemetryLayout.learningRate] = Float(rate)
            updates.record(into: row)
        }
        if let reason = earlyStopping.observe(gradientNorm: norm) { return .exploded(reason) }
        guard updates.isFinite else { return .nonFinite(weightsReport()) }
        return .stepped
    }

    /// Gathers the next micro-batch and changes its samples as augmentation asks; how many rows it has, 0 at the epoch's end.
    func gatherNext() -> Int {
        let rows = order.nextBatch(
            size: plan.batchSize, last: plan.last, minimum: smallestBatch, isShuffled: plan.isShuffled,
            into: batch.order)
        guard rows > 0 else { return 0 }
        batch.gather(rows: rows)
        augmenter.apply(
            to: batch.features.base, samples: UnsafeBufferPointer(start: batch.order.baseAddress, count: rows),
            seed: seed, epoch: epoch)
        return rows
    }

    /// Forward and backward over the step's micro-batches: the mean loss, and what the gradients must still be scaled by.
    private func accumulateGradients(_ pass: Pass) -> (loss: Double, scale: Float) {
        var pass = pass
        var sum = 0.0
        var weight = 0.0
        var samples = 0
        for index in 0..<plan.accumulate {
            let rows = gatherNext()
            if rows == 0 { break }
            pass.microBatch = UInt32(truncatingIfNeeded: index)
            pass.accumulates = index > 0
            let outputs = network.forward(batch.features.base, rows: rows, pass: pass)
            // One micro-batch is scaled on the way; several, once all weights are known.
            let scale = plan.accumulate == 1 ? Self.inverse(Float(batchWeight(rows))) : 1
            let result = loss.evaluate(
                outputs, gradient: outputGradient.base, classes: batch.classes, values: batch.values.base, rows: rows,
                width: network.outputWidth, smoothing: plan.labelSmoothing, weights: classWeights?.base, scale: scale)
            network.backward(outputGradient.base, rows: rows, pass: pass)
            totals.add(
                result, outputs: outputs, classes: prepared.training.hasClasses ? UnsafePointer(batch.classes) : nil,
                values: prepared.training.valueCount > 0 ? UnsafePointer(batch.values.base) : nil, rows: rows,
                width: network.outputWidth, loss: loss)
            sum += result.sum
            weight += result.weight
            samples += rows
        }
        let mean = samples > 0 && weight == 0 ? 0 : sum / weight
        return (mean, plan.accumulate == 1 ? 1 : Float(Self.inverse(weight)))
    }

    /// 1/weight; samples that all weigh nothing have no part in the gradient.
    private static func inverse<Number: BinaryFloatingPoint>(_ weight: Number) -> Number {
        weight == 0 ? 0 : 1 / weight
    }

    /// What the summed loss of the gathered rows is divided by: rows, elements, or the weights of the rows' classes.
    private func batchWeight(_ rows: Int) -> Double {
        guard loss.isClassification else { return Double(rows * network.outputWidth) }
        guard let weights = classWeights?.base else { return Double(rows) }
        var sum = 0.0
        for row in 0..<rows { sum += Double(weights[Int(batch.classes[row])]) }
        return sum
    }
}
