/// Which non-finite values a stretch of steps saw.
public struct NonFinite: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let nan = NonFinite(rawValue: 1)
    public static let infinity = NonFinite(rawValue: 2)
    public static let negativeInfinity = NonFinite(rawValue: 4)

    /// The class of one value; empty when it is finite.
    public init(_ value: Float) {
        if value.isFinite {
            self = []
        } else if value.isNaN {
            self = .nan
        } else {
            self = value > 0 ? .infinity : .negativeInfinity
        }
    }
}

/// What a series did over a stretch of steps.
///
/// Minimum, mean and maximum are those of the finite values; a NaN or an infinity among them is kept as a flag, so that
/// neither hides the other.
public struct Bucket: Sendable, Hashable {
    /// The first and the last step it covers.
    public var firstStep: Int
    public var lastStep: Int
    /// Over the finite values; minimum +∞ and maximum −∞ when there is none.
    public var minimum: Float
    public var mean: Float
    public var maximum: Float
    public var nonFinite: NonFinite

    public init(
        firstStep: Int, lastStep: Int, minimum: Float, mean: Float, maximum: Float, nonFinite: NonFinite = []
    ) {
        self.firstStep = firstStep
        self.lastStep = lastStep
        self.minimum = minimum
        self.mean = mean
        self.maximum = maximum
        self.nonFinite = nonFinite
    }

    /// How many steps it covers.
    public var width: Int { lastStep - firstStep + 1 }
    /// The middle of its steps.
    public var center: Double { 0.5 * Double(firstStep + lastStep) }
    /// Whether at least one value was finite.
    public var hasFiniteValues: Bool { minimum <= maximum }

    /// Takes a following stretch in.
    public mutating func merge(_ next: Bucket) {
        if next.hasFiniteValues {
            if hasFiniteValues {
                let share = Float(next.width) / Float(width + next.width)
                mean = mean * (1 - share) + next.mean * share
            } else {
                mean = next.mean
            }
            minimum = min(minimum, next.minimum)
            maximum = max(maximum, next.maximum)
            // Rounding may carry a mean of equal values past them.
            mean = min(max(mean, minimum), maximum)
        }
        nonFinite.formUnion(next.nonFinite)
        lastStep = next.lastStep
    }
}

/// Merges a stream of buckets into at most `count` over a range of steps, by the place of their middles.
struct BucketMerger {
    private let lower: Int
    private let slotsPerStep: Double
    private let count: Int
    private var slot = -1
    private(set) var buckets: [Bucket] = []

    init(steps: ClosedRange<Int>, count: Int) {
        lower = steps.lowerBound
        self.count = count
        slotsPerStep = Double(count) / Double(steps.count)
        buckets.reserveCapacity(min(count, steps.count) + 1)
    }

    @inline(__always)
    mutating func add(_ bucket: Bucket) {
        let place = Int((bucket.center - Double(lower)) * slotsPerStep)
        let next = min(count - 1, max(0, place))
        if next == slot {
            buckets[buckets.count - 1].merge(bucket)
        } else {
            buckets.append(bucket)
            slot = next
        }
    }
}
