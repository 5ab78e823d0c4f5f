import Dispatch

/// Times several pieces of work in turns, so that a machine whose speed drifts drifts for all of them alike.
struct Interleaved {
    /// Medians in microseconds a call, in the order of `works`.
    ///
    /// - Parameters:
    ///   - turns: how often each is timed.
    ///   - seconds: how long one turn of one piece takes, roughly.
    static func medians(turns: Int = 15, seconds: Double = 0.02, _ works: [() -> Void]) -> [Double] {
        let repeats = works.map { work -> Int in
            work()
            let once = max(time(1, work), 1e-7)
            return max(1, Int(seconds / once))
        }
        var samples = [[Double]](repeating: [], count: works.count)
        for _ in 0..<turns {
            for (index, work) in works.enumerated() {
                samples[index].append(time(repeats[index], work) / Double(repeats[index]) * 1e6)
            }
        }
        return samples.map(median)
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted.count % 2 == 1
            ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
    }

    private static func time(_ count: Int, _ work: () -> Void) -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<count { work() }
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }
}
