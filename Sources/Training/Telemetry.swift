/// Which number of a step a telemetry column holds.
///
/// A record is a row of ``TelemetryLayout/columnCount`` floats: the step's own values first, then
/// four of each layer with weights, layer by layer from the input.
public struct TelemetryLayout: Sendable, Hashable {
    public static let loss = 0
    /// λΣ|w| + λΣw², reported beside the loss, never mixed in.
    public static let penalty = 1
    /// The effective learning rate.
    public static let learningRate = 2
    /// Global gradient norm before and after clipping, over all parameters.
    public static let gradientNorm = 3
    public static let clippedNorm = 4
    static let perStep = 5

    /// The values of one layer, in this order.
    public enum LayerColumn: Int, Sendable, Hashable, CaseIterable {
        case gradientNorm, clippedNorm, weightNorm, updateNorm
    }

    public let layerCount: Int

    public init(layerCount: Int) { self.layerCount = layerCount }

    /// A capacity that holds a thirtieth of a second of a fast run without growing large for a deep one.
    public var suggestedCapacity: Int { max(256, min(4096, 200_000 / columnCount)) }

    public var columnCount: Int { Self.perStep + LayerColumn.allCases.count * layerCount }

    /// The column of a layer's value; `layer` counts from 0 at the input.
    public func column(_ value: LayerColumn, layer: Int) -> Int {
        Self.perStep + LayerColumn.allCases.count * layer + value.rawValue
    }
}

/// Steps on their way from trainer to watcher: rows of floats, each row one step or, when the watcher was
/// slow, the merge of several neighbors (then minimum, mean and maximum are kept, so that no spike is lost).
public struct TelemetryBatch: Sendable {
    public let layout: TelemetryLayout
    /// How many rows are filled.
    public private(set) var count = 0
    /// The last step each row covers, and how many steps it stands for.
    public private(set) var lastSteps: [Int]
    public private(set) var widths: [Int]
    /// Row-major planes of `capacity × columnCount`. Where a row's width is 1, only `means` is written.
    public private(set) var means: [Float]
    public private(set) var minima: [Float]
    public private(set) var maxima: [Float]

    /// - Parameter capacity: rows; at least 2, so that merging always makes room.
    public init(layout: TelemetryLayout, capacity: Int) {
        let capacity = max(2, capacity)
        self.layout = layout
        lastSteps = Array(repeating: 0, count: capacity)
        widths = Array(repeating: 1, count: capacity)
        means = Array(repeating: 0, count: capacity * layout.columnCount)
        minima = means
        maxima = means
    }

    public var capacity: Int { lastSteps.count }
    public var isFull: Bool { count == capacity }

    /// Empties the batch without giving up its memory.
    public mutating func removeAll() { count = 0 }

    /// Drops the rows beyond `step`; a merged row that straddles it goes too.
    public mutating func dropSteps(after step: Int) {
        while count > 0, lastSteps[count - 1] > step { count -= 1 }
    }

    /// Appends the row of one step; merges neighbors first when there is no room. Never allocates.
    @inline(__always)
    public mutating func append(step: Int, fill: (UnsafeMutablePointer<Float>) -> Void) {
        if isFull { halve() }
        lastSteps[count] = step
        widths[count] = 1
        let offset = count * layout.columnCount
        means.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { fill(base + offset) }
        }
        count += 1
    }

    /// Appends a row that stands for `width` steps up to `lastStep`: a recorded run's. `fill` gets the row's means, minima
    /// and maxima, `columnCount` floats each.
    public mutating func append(
        lastStep: Int, width: Int,
        fill: (
            _ means: UnsafeMutableBufferPointer<Float>, _ minima: UnsafeMutableBufferPointer<Float>,
            _ maxima: UnsafeMutableBufferPointer<Float>
        ) -> Void
    ) {
        if isFull { halve() }
        lastSteps[count] = lastStep
        widths[count] = max(1, width)
        let row = count * layout.columnCount..<(count + 1) * layout.columnCount
        means.withUnsafeMutableBufferPointer { means in
            minima.withUnsafeMutableBufferPointer { minima in
                maxima.withUnsafeMutableBufferPointer { maxima in
                    fill(.init(rebasing: means[row]), .init(rebasing: minima[row]), .init(rebasing: maxima[row]))
                }
            }
        }
        count += 1
    }

    /// Appends all rows of a batch of the same layout, merging neighbors where there is no room.
    mutating func append(_ other: TelemetryBatch) {
        let columns = layout.columnCount
        for row in 0..<other.count {
            if isFull { halve() }
            lastSteps[count] = other.lastSteps[row]
            widths[count] = other.widths[row]
            for column in 0..<columns {
                let source = row * columns + column
                let target = count * columns + column
                means[target] = other.means[source]
                minima[target] = other.minima[source]
                maxima[target] = other.maxima[source]
            }
            count += 1
        }
    }

    /// The least, mean and greatest value of a row's column. NaN and infinities stay visible in the mean.
    public func value(row: Int, column: Int) -> (minimum: Float, mean: Float, maximum: Float) {
        let index = row * layout.columnCount + column
        let mean = means[index]
        return widths[row] == 1 ? (mean, mean, mean) : (minima[index], mean, maxima[index])
    }

    /// Merges each two neighboring rows into one, which frees half of the room.
    mutating func halve() {
        let columns = layout.columnCount
        for pair in 0..<count / 2 {
            let a = 2 * pair
            let b = a + 1
            let share = Float(widths[b]) / Float(widths[a] + widths[b])
            for column in 0..<columns {
                let first = value(row: a, column: column)
                let second = value(row: b, column: column)
                let index = pair * columns + column
                means[index] = first.mean * (1 - share) + second.mean * share
                // These prefer a number to a NaN, so that a spike beside one is kept.
                minima[index] = Float.minimum(first.minimum, second.minimum)
                maxima[index] = Float.maximum(first.maximum, second.maximum)
            }
            lastSteps[pair] = lastSteps[b]
            widths[pair] = widths[a] + widths[b]
        }
        if count % 2 == 1, count > 1 { moveRow(from: count - 1, to: count / 2) }
        count = (count + 1) / 2
    }

    private mutating func moveRow(from source: Int, to target: Int) {
        lastSteps[target] = lastSteps[source]
        widths[target] = widths[source]
        for column in 0..<layout.columnCount {
            let from = source * layout.columnCount + column
            let to = target * layout.columnCount + column
            means[to] = means[from]
            minima[to] = minima[from]
            maxima[to] = maxima[from]
        }
    }
}
