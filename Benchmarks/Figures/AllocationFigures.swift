import CAllocationCounter
import Training

/// Heap allocations a step in steady state.
enum AllocationFigures {
    static func print() throws {
        try measure(Workload.all[0], as: "allocations_per_step")
        try measure(.lenet, as: "lenet_allocations_per_step")
        let augmented = Workload.lenet.setting([
            "augmentation.rotate": 10, "augmentation.shift": 1, "augmentation.flip": 0.5, "augmentation.noise": 0.1,
            "augmentation.cutout": 4,
        ])
        try measure(augmented, as: "augmented_allocations_per_step")
    }

    private static func measure(_ workload: Workload, as name: String) throws {
        let session = try workload.session()
        var record = TelemetryBatch(layout: TelemetryLayout(layerCount: workload.products.count), capacity: 64)
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
        let planted = allocations { withExtendedLifetime(Planted()) {} }
        guard planted > 0 else {
            Swift.print("# \(name): the counter missed a planted allocation; not measured")
            return
        }
        let count = 30
        figure(name, Double(allocations { steps(count) }) / Double(count), "count")
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
