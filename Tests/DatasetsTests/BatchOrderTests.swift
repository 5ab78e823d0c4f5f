import Datasets
import Testing

@Suite("The order of batches")
struct BatchOrderTests {
    /// Hands out one epoch's batches.
    private func epoch(
        _ order: inout BatchOrder, size: Int?, last: BatchOrder.LastBatch, minimum: Int = 1, isShuffled: Bool = true
    ) -> [[Int32]] {
        var batches: [[Int32]] = []
        let buffer = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 64)
        defer { buffer.deallocate() }
        while true {
            let count = order.nextBatch(
                size: size, last: last, minimum: minimum, isShuffled: isShuffled, into: buffer)
            if count == 0 { return batches }
            batches.append(Array(buffer[..<count]))
        }
    }

    @Test("an epoch hands out every sample once, in another order each epoch, the same for a seed")
    func epochs() {
        var order = BatchOrder(count: 23, seed: 4)
        var again = BatchOrder(count: 23, seed: 4)
        var other = BatchOrder(count: 23, seed: 5)
        var seen: Set<[Int32]> = []
        for _ in 0..<5 {
            let flat = epoch(&order, size: 5, last: .keep).flatMap { $0 }
            #expect(flat.sorted() == Array(0..<23))
            #expect(flat == epoch(&again, size: 7, last: .keep).flatMap { $0 })
            #expect(flat != epoch(&other, size: 5, last: .keep).flatMap { $0 })
            seen.insert(flat)
            order.startNextEpoch(isShuffled: true)
            again.startNextEpoch(isShuffled: true)
            other.startNextEpoch(isShuffled: true)
        }
        #expect(seen.count == 5)
    }

    @Test("keep, drop and wrap differ in the last batch alone")
    func lastBatch() {
        var keep = BatchOrder(count: 10, seed: 1)
        var drop = BatchOrder(count: 10, seed: 1)
        var wrap = BatchOrder(count: 10, seed: 1)
        let kept = epoch(&keep, size: 4, last: .keep)
        let dropped = epoch(&drop, size: 4, last: .drop)
        let wrapped = epoch(&wrap, size: 4, last: .wrap)
        #expect(kept.map(\.count) == [4, 4, 2])
        #expect(dropped == Array(kept.prefix(2)))
        #expect(wrapped.map(\.count) == [4, 4, 4])
        #expect(wrapped.flatMap { $0 }.prefix(10) == kept.flatMap { $0 }[...])
        keep.startNextEpoch(isShuffled: true)
        wrap.startNextEpoch(isShuffled: true)
        let next = epoch(&keep, size: 4, last: .keep).flatMap { $0 }
        #expect(wrapped[2].suffix(2) == next.prefix(2))
        #expect(epoch(&wrap, size: 4, last: .keep).flatMap { $0 } == next, "wrapping consumed the next epoch's front")
    }

    @Test("in file order where shuffling is off; switching it holds from the next epoch")
    func shuffleOff() {
        var order = BatchOrder(count: 6, seed: 1, isShuffled: false)
        #expect(epoch(&order, size: 6, last: .keep) == [[0, 1, 2, 3, 4, 5]])
        order.startNextEpoch(isShuffled: true)
        var shuffled = BatchOrder(count: 6, seed: 1)
        shuffled.startNextEpoch(isShuffled: true)
        let first = epoch(&order, size: 6, last: .keep)
        #expect(first == epoch(&shuffled, size: 6, last: .keep))
        // A wrap looks into the epoch that will come.
        order.startNextEpoch(isShuffled: true)
        let wrapped = epoch(&order, size: 4, last: .wrap, isShuffled: false)
        #expect(wrapped[1].suffix(2) == [0, 1])
        order.startNextEpoch(isShuffled: true)
        #expect(order.position.isShuffled)
    }

    @Test("'all' is one batch; a size beyond the samples is all")
    func all() {
        for size in [nil, 100] {
            for last in BatchOrder.LastBatch.allCases {
                var order = BatchOrder(count: 7, seed: 2)
                #expect(epoch(&order, size: size, last: last).map(\.count) == [7])
            }
        }
    }

    @Test("a changed size holds from the next batch at the cursor")
    func liveSize() {
        var whole = BatchOrder(count: 10, seed: 3)
        let flat = epoch(&whole, size: nil, last: .keep).flatMap { $0 }
        var order = BatchOrder(count: 10, seed: 3)
        let buffer = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 16)
        defer { buffer.deallocate() }
        var taken: [Int32] = []
        for size in [2, 5, 1, 16] {
            let count = order.nextBatch(size: size, last: .keep, into: buffer)
            taken += buffer[..<count]
        }
        #expect(taken == flat)
    }

    @Test("a rest too small for batch norm is left out of 'keep'")
    func minimum() {
        var order = BatchOrder(count: 9, seed: 3)
        #expect(epoch(&order, size: 4, last: .keep, minimum: 2).map(\.count) == [4, 4])
        #expect(BatchOrder.batchCount(samples: 9, size: 4, last: .keep, minimum: 2) == 2)
    }

    @Test("a position taken before is found again exactly, also in an earlier epoch")
    func seeking() {
        var order = BatchOrder(count: 12, seed: 9)
        let buffer = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 16)
        defer { buffer.deallocate() }
        _ = order.nextBatch(size: 5, last: .wrap, into: buffer)
        let position = order.position
        let count = order.nextBatch(size: 5, last: .wrap, into: buffer)
        let expected = Array(buffer[..<count])
        for _ in 0..<3 {
            _ = epoch(&order, size: 5, last: .wrap)
            order.startNextEpoch(isShuffled: true)
        }
        order.seek(position)
        let again = order.nextBatch(size: 5, last: .wrap, into: buffer)
        #expect(Array(buffer[..<again]) == expected)
    }

    @Test("the number of batches foretold is the number that comes", arguments: BatchOrder.LastBatch.allCases)
    func counts(last: BatchOrder.LastBatch) {
        for count in 1...20 {
            for size in 1...count {
                var order = BatchOrder(count: count, seed: 1)
                let found = epoch(&order, size: size, last: last).count
                #expect(found == BatchOrder.batchCount(samples: count, size: size, last: last))
            }
        }
    }
}
