import CAllocationCounter
import Training

/// Heap allocations a step in steady state.
enum AllocationFigures {
    static func print() throws {
        let session = try Workload.all[0].session()
        var record = TelemetryBatch(layout: TelemetryLayout(layerCount: 3), capacity: 64)
        func steps(_ count: Int) {
            for _ in 0..<count where !session.isEpochComplete {
                if record.isFull { record.removeAll() }
                _ = session.step(into: &record)
            }
        }
        // One epoch to warm up; then, within the next one, only steps happen.
        steps(.max)
        _ = session.endEpoch(seconds: 0)
        steps(2)
        let planted = allocations { withExtendedLifetime(Planted()) {} }
        guard planted > 0 else {
            Swift.print("# allocations_per_step: the counter missed a planted allocation; not measured")
            return
        }
        let count = 30
        figure("allocations_per_step", Double(allocations { steps(count) }) / Double(count), "count")
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
