import Testing

@testable import Training

@Suite("Going back in the pyramid")
struct PyramidCuttingTests {
    /// A pyramid after `steps` random steps, and the same truth beside it.
    private func pair(seed: UInt64, steps: Int, marks: [Int] = []) -> (TestStream, Pyramid, PlainHistory) {
        var stream = TestStream(seed: seed)
        var pyramid = Pyramid(columnCount: stream.layout.columnCount, capacity: 8)
        var plain = PlainHistory()
        for mark in marks { pyramid.mark(step: mark) }
        while stream.step < steps {
            let batch = stream.batch(steps: min(50, steps - stream.step))
            pyramid.append(batch)
            plain.append(batch)
        }
        return (stream, pyramid, plain)
    }

    private func expectEqual(_ pyramid: Pyramid, _ plain: PlainHistory, isExact: Bool = true) {
        let last = plain.rows.last?.last ?? 0
        for count in [1, 10, 1000] {
            for column in [0, 3] {
                let buckets = pyramid.buckets(column: column, steps: 1...max(1, last + 10), count: count)
                var covered = 0
                for bucket in buckets {
                    let truth = plain.summary(column: column, steps: bucket.firstStep...bucket.lastStep)
                    if isExact {
                        #expect(bucket.minimum == truth.minimum && bucket.maximum == truth.maximum)
                        #expect(bucket.nonFinite == truth.nonFinite)
                    } else {
                        // Nothing but true values; some may be missing.
                        #expect(!bucket.hasFiniteValues || bucket.minimum >= truth.minimum)
                        #expect(!bucket.hasFiniteValues || bucket.maximum <= truth.maximum)
                        #expect(bucket.nonFinite.isSubset(of: truth.nonFinite))
                    }
                    covered += bucket.width
                }
                if isExact { #expect(covered == last, "no step is missing") }
            }
        }
    }

    @Test("is exact at a marked step, however far back", arguments: [1, 5, 64, 333, 450, 600])
    func exactAtMarks(step: Int) {
        var (stream, pyramid, plain) = pair(seed: 11, steps: 600, marks: [1, 5, 64, 333, 450, 600])
        pyramid.cut(toStep: step)
        plain.cut(toStep: step)
        #expect(pyramid.lastStep == step)
        expectEqual(pyramid, plain)
        // And it stays exact when the run goes on from there.
        stream.step = step
        for _ in 0..<5 {
            let batch = stream.batch(steps: 41)
            pyramid.append(batch)
            plain.append(batch)
            expectEqual(pyramid, plain)
        }
        // And when it goes back once more to an earlier mark.
        pyramid.cut(toStep: 5)
        plain.cut(toStep: 5)
        if step >= 5 { expectEqual(pyramid, plain) }
    }

    @Test("is exact where single steps are still kept", arguments: [599, 597, 596])
    func exactNearTheEnd(step: Int) {
        var (_, pyramid, plain) = pair(seed: 12, steps: 600)
        pyramid.cut(toStep: step)
        plain.cut(toStep: step)
        #expect(pyramid.lastStep == step)
        expectEqual(pyramid, plain)
    }

    @Test("anywhere else shows nothing of what was left, and gives up little", arguments: [550, 377, 201, 17])
    func boundedLoss(step: Int) {
        var (stream, pyramid, plain) = pair(seed: 13, steps: 600)
        pyramid.cut(toStep: step)
        plain.cut(toStep: step)
        #expect(pyramid.lastStep <= step)
        #expect(pyramid.lastStep >= step - (600 - step))
        expectEqual(pyramid, plain, isExact: false)
        stream.step = step
        for _ in 0..<6 {
            let batch = stream.batch(steps: 50)
            pyramid.append(batch)
            plain.append(batch)
        }
        expectEqual(pyramid, plain, isExact: false)
        #expect(pyramid.lastStep == step + 300)
    }

    @Test(
        "random cuts, marks and restarts never show a value that is not there", arguments: 1...6 as ClosedRange<UInt64>)
    func randomWalk(seed: UInt64) {
        var stream = TestStream(seed: seed)
        var pyramid = Pyramid(columnCount: stream.layout.columnCount, capacity: 8)
        var plain = PlainHistory()
        for _ in 0..<25 {
            switch stream.random.integer(below: 5) {
            case 0 where stream.step > 0:
                let step = stream.random.integer(below: stream.step + 1)
                pyramid.cut(toStep: step)
                plain.cut(toStep: step)
                stream.step = step
            case 1:
                pyramid.mark(step: stream.step + stream.random.integer(below: 10))
            default:
                let batch = stream.batch(steps: 1 + stream.random.integer(below: 60))
                pyramid.append(batch)
                plain.append(batch)
            }
            expectEqual(pyramid, plain, isExact: false)
        }
    }

    @Test("back to the start leaves nothing")
    func toZero() {
        var (_, pyramid, _) = pair(seed: 14, steps: 500)
        pyramid.cut(toStep: 0)
        #expect(pyramid.lastStep == 0)
        #expect(pyramid.buckets(column: 0, steps: 0...1000, count: 10).isEmpty)
    }
}
