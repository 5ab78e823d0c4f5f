import CAllocationCounter
import Training

/// Heap allocations a step in steady state: the most that any workload makes.
enum AllocationFigures {
    static func print() throws {
        let planted = allocations { withExtendedLifetime(Planted()) {} }
        guard planted > 0 else {
            Swift.print("# allocations_per_step: the counter missed a planted allocation; not measured")
            return
        }
        let counts = try Workload.all.map(allocationsPerStep)
        figure("allocations_per_step", counts.max() ?? .nan, "count")
    }

    private static func allocationsPerStep(_ workload: Workload) throws -> Double {
        let session = try workload.session()
        var record = TelemetryBatch(
            layout: TelemetryLayout(layerCount: workload.products.count), capacity: 64)
        func steps(_ count: Int) {
            var left = count
            while left > 0, !session.isEpochComplete {
                if record.isFull { record.removeAll() }
                _ = session.step(into: &record)
                left -= 1
            }
        }
        // One epoch to warm up; then, within the next one, only steps happen.
        steps(.max)
        _ = session.endEpoch(seconds: 0)
        steps(2)
        let count = 30
        return Double(allocations { steps(count) }) / Double(count)
    }

    /// Something that certainly lies on the heap.
    private final class Planted {
        let numbers = [Int](repeating: 1, count: 100)
    }

    private static func allocations(_ work: () -> Void) -> Int {
        let before = allocation_count()
        work()
        return allocation_count() - before
    }
}
