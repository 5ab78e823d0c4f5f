import CAllocationCounter
import COpenBLAS
import Training

/// Heap allocations a step in steady state: the most that any workload makes, ours and OpenBLAS's own apart.
///
/// Its AVX-512 kernels for small matrices (SkylakeX, Cooperlake: `sgemm_small_kernel_nn`) pack B into memory that they ask for
/// in each call; no setting forbids it, and products taken another way would have other bits.
enum AllocationFigures {
    static func print() throws {
        let planted = allocations { withExtendedLifetime(Planted()) {} }
        guard planted.ours > 0 else {
            Swift.print("# allocations_per_step: the counter missed a planted allocation; not measured")
            return
        }
        guard allocation_count_apart("libopenblas") != 0, plantedInOpenBLAS() > 0 else {
            Swift.print("# allocations_per_step: those of OpenBLAS cannot be told apart; not measured")
            return
        }
        let augmented = Workload.lenet.setting([
            "augmentation.rotate": 10, "augmentation.shift": 1, "augmentation.flip": 0.5, "augmentation.noise": 0.1,
            "augmentation.cutout": 4,
        ])
        let counts = try (Workload.all + [augmented]).map(allocationsPerStep)
        figure("allocations_per_step", counts.map(\.ours).max() ?? .nan, "count")
        figure("openblas_allocations_per_step", counts.map(\.openBLAS).max() ?? .nan, "count")
    }

    private static func allocationsPerStep(_ workload: Workload) throws -> (ours: Double, openBLAS: Double) {
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
        let made = allocations { steps(count) }
        return (Double(made.ours) / Double(count), Double(made.openBLAS) / Double(count))
    }

    /// Something that certainly lies on the heap.
    private final class Planted {
        let numbers = [Int](repeating: 1, count: 100)
    }

    /// What OpenBLAS asks for to turn a matrix over in place, which it cannot do without memory.
    private static func plantedInOpenBLAS() -> Int {
        var matrix = [Float](repeating: 1, count: 32)
        return matrix.withUnsafeMutableBufferPointer { matrix in
            allocations { cblas_simatcopy(CblasRowMajor, CblasTrans, 4, 8, 1, matrix.baseAddress, 8, 4) }.openBLAS
        }
    }

    private static func allocations(_ work: () -> Void) -> (ours: Int, openBLAS: Int) {
        let before = (allocation_count(), allocation_count_of_library())
        work()
        return (allocation_count() - before.0, allocation_count_of_library() - before.1)
    }
}
