import Optimization
import Tunables

/// TEMP
public struct ScheduleClock: Sendable {
    init(_ settings: Settings, step: Int, epoch: Int) {}
    mutating func configure(_ settings: Settings) {}
    func rate(base: Double, step: Int, epoch: Int) -> Double { base }
    mutating func observe(_ metric: Double) -> Bool { false }
    var noOutlookReason: String? { nil }
}
