/// Whether the loss still falls: its moving average in logarithms (so that one outlier batch weighs little), where it
/// started, and when it last bettered its best by one percent.
struct LossProgress: Sendable {
    /// A step at which the smoothed loss was a percent better than ever.
    private struct Mark {
        let step: Int
        let logLoss: Double
    }

    /// The first steps set the start; nothing is judged before them.
    static let startSteps = 10
    private static let capacity = 4096
    private static let floor = 1e-12

    /// Follows quickly, to see the loss leave; and slowly, to see progress through the noise of batches.
    private var smoothed = Smoothed(span: 20)
    private var settled = Smoothed(span: 50)
    private var startSum = 0.0
    private var startCount = 0
    private var firstStep = 0
    private var marks: [Mark] = []
    /// Since when the smoothed loss has been over four times its best (fastai's rule) and half its start.
    private(set) var divergingSince: Int?
    /// The smoothed loss at its lowest since it left, and when it last came lower by five percent.
    private var lowest = Double.infinity
    private var recoveredAt = 0
    /// Since when the loss has been above 10: as cross-entropy, worse than guessing among twenty thousand classes.
    private(set) var hugeSince: Int?

    init() { marks.reserveCapacity(Self.capacity) }

    /// The smoothed loss.
    var current: Double? { smoothed.value.map(exponential) }
    var best: Double? { marks.last.map { exponential($0.logLoss) } }
    /// The loss of the first steps; infinite before they are done.
    var start: Double { startCount < Self.startSteps ? .infinity : exponential(startSum / Double(startCount)) }
    /// How much of the loss at the start is gone, 0…1; negative when it grew.
    var improvement: Double {
        guard let now = smoothed.value, startCount > 0 else { return 0 }
        return 1 - exponential(now - startSum / Double(startCount))
    }

    /// Steps since it last bettered its best by one percent.
    func stalled(at step: Int) -> Int { step - (marks.last?.step ?? firstStep) }

    /// Whether the loss has left for good: for a while, and without coming down again.
    func hasLeft(at step: Int) -> Bool {
        guard let since = divergingSince else { return false }
        return step - max(since, recoveredAt) >= 150
    }

    mutating func observe(_ loss: Float, step: Int, width: Int) {
        let logLoss = naturalLogarithm(max(Double(loss), Self.floor))
        if startCount == 0 { firstStep = step - width + 1 }
        if startCount < Self.startSteps {
            startSum += Double(width) * logLoss
            startCount += width
        }
        smoothed.move(toward: logLoss, width: width)
        settled.move(toward: logLoss, width: width)
        guard startCount >= Self.startSteps, let now = smoothed.value, let slow = settled.value else { return }
        if slow < (marks.last?.logLoss ?? .infinity) - 0.01 {
            // Marks lie a percent apart; should even so many be used up, the last one moves on.
            if marks.count == Self.capacity { marks.removeLast() }
            // The row's first step: nothing is known of where in it the progress was made.
            marks.append(Mark(step: step - width + 1, logLoss: slow))
        }
        let best = marks.last?.logLoss ?? .infinity
        let start = startSum / Double(startCount)
        let begin = step - width + 1
        let isDiverging = now > best + naturalLogarithm(4) && now > start + naturalLogarithm(0.5)
        followRecovery(now, isDiverging: isDiverging, step: step)
        divergingSince = isDiverging ? divergingSince ?? begin : nil
        hugeSince = now > naturalLogarithm(10) ? hugeSince ?? begin : nil
    }

    private mutating func followRecovery(_ now: Double, isDiverging: Bool, step: Int) {
        guard isDiverging, divergingSince != nil, now <= lowest + 1 else {
            // It leaves, or climbs anew.
            lowest = now
            return
        }
        if now < lowest - 0.05 {
            lowest = now
            recoveredAt = step
        }
    }

    /// Forgets what came after `step`: the best goes back to what it was, the average starts anew.
    mutating func rewind(toStep step: Int) {
        guard step >= firstStep + Self.startSteps else {
            self = LossProgress()
            return
        }
        while let last = marks.last, last.step > step { marks.removeLast() }
        smoothed.forget()
        settled.forget()
        divergingSince = nil
        recoveredAt = 0
        hugeSince = nil
    }
}
