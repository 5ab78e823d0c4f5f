import Testing
import Tunables

@testable import Datasets

@Suite("Augmentation")
struct AugmentationTests {
    private let square = Dataset.ImageShape(channels: 1, height: 3, width: 3)
    private let image: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9]

    private func draw(_ placement: ImagePlacement, _ image: [Float], _ shape: Dataset.ImageShape) -> [Float] {
        var result = [Float](repeating: -1, count: image.count)
        image.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { placement.draw(source, shape, into: $0) }
        }
        return result.map { ($0 * 1e4).rounded() / 1e4 }
    }

    private func apply(
        _ augmenter: Augmenter, to rows: [Float], samples: [Int32], seed: UInt64 = 1, epoch: Int = 0
    ) -> [Float] {
        var augmenter = augmenter
        var rows = rows
        rows.withUnsafeMutableBufferPointer { features in
            samples.withUnsafeBufferPointer { samples in
                guard let base = features.baseAddress else { return }
                augmenter.apply(to: base, samples: samples, seed: seed, epoch: epoch)
            }
        }
        return rows
    }

    private func augmentation(_ change: (inout Augmentation) -> Void) -> Augmentation {
        var augmentation = Augmentation()
        change(&augmentation)
        return augmentation
    }

    @Test("an image turned, mirrored and shifted by whole steps is exact")
    func placements() {
        #expect(draw(ImagePlacement(), image, square) == image)
        #expect(draw(ImagePlacement(degrees: 90), image, square) == [3, 6, 9, 2, 5, 8, 1, 4, 7])
        #expect(draw(ImagePlacement(degrees: 180), image, square) == image.reversed())
        #expect(draw(ImagePlacement(isMirrored: true), image, square) == [3, 2, 1, 6, 5, 4, 9, 8, 7])
        #expect(draw(ImagePlacement(right: 1), image, square) == [0, 1, 2, 0, 4, 5, 0, 7, 8])
        #expect(draw(ImagePlacement(down: -2), image, square) == [7, 8, 9, 0, 0, 0, 0, 0, 0])
        #expect(draw(ImagePlacement(right: 0.5), image, square) == [0.5, 1.5, 2.5, 2, 4.5, 5.5, 3.5, 7.5, 8.5])
        #expect(draw(ImagePlacement(size: 2), image, square)[4] == 5)
        #expect(draw(ImagePlacement(size: 2), image, square)[0] == 3)
        #expect(draw(ImagePlacement(right: 1e9), image, square) == [Float](repeating: 0, count: 9))
    }

    @Test("channels of an image move together")
    func channels() {
        let shape = Dataset.ImageShape(channels: 2, height: 1, width: 3)
        #expect(draw(ImagePlacement(right: 1), [1, 2, 3, 4, 5, 6], shape) == [0, 1, 2, 0, 4, 5])
    }

    static let kinds: [(Augmenter, [Float])] = {
        var all = Augmentation()
        all.rotate = 20
        all.shift = 1
        all.flip = 0.5
        all.scale = 0.2
        all.noise = 0.1
        all.cutout = 1
        all.mask = 0.3
        all.jitter = 2
        all.synonymRate = 0.8
        all.synonyms = [["a", "b", "c"], ["d", "e"]]
        let words = ["", "?", "a", "b", "c", "d", "e", "f"]
        let numbers = (0..<12).map { Float($0 % 6 + 2) }
        return [
            (
                Augmenter(all, featureCount: 12, imageShape: .init(channels: 1, height: 3, width: 4)),
                numbers
            ),
            (Augmenter(all, featureCount: 12, sequenceShape: .init(steps: 6, channels: 2)), numbers),
            (
                Augmenter(all, featureCount: 12, sequenceShape: .init(steps: 12, channels: 1, vocabulary: words)),
                numbers
            ),
            (Augmenter(all, featureCount: 12), numbers),
        ]
    }()

    @Test("a sample's draws depend on seed, epoch and sample, not on its batch", arguments: 0..<4)
    func keys(kind: Int) {
        let (augmenter, row) = Self.kinds[kind]
        let alone = apply(augmenter, to: row, samples: [7])
        let among = apply(augmenter, to: row + row + row, samples: [3, 7, 9])
        #expect(Array(among[12..<24]) == alone)
        #expect(apply(augmenter, to: row, samples: [7]) == alone)
        let others = [
            apply(augmenter, to: row, samples: [8]), apply(augmenter, to: row, samples: [7], seed: 2),
            apply(augmenter, to: row, samples: [7], epoch: 1),
        ]
        #expect(others.contains { $0 != alone })
        #expect(alone.allSatisfy { $0.isFinite })
    }

    @Test("with everything at 0 nothing changes, whatever the sample is")
    func identity() {
        for sequence in [nil, Dataset.SequenceShape(steps: 3, channels: 3)] {
            let augmenter = Augmenter(Augmentation(), featureCount: 9, sequenceShape: sequence)
            #expect(augmenter.isIdentity)
            #expect(apply(augmenter, to: image, samples: [0]) == image)
        }
        #expect(Augmenter(Augmentation(), featureCount: 9, imageShape: square).isIdentity)
        // Turning is for images alone.
        #expect(Augmenter(augmentation { $0.rotate = 10 }, featureCount: 9).isIdentity)
    }

    @Test("noise has the deviation asked for and no mean")
    func noise() {
        let rows = [Float](repeating: 0, count: 20_000)
        let noisy = apply(
            Augmenter(augmentation { $0.noise = 0.5 }, featureCount: 100), to: rows, samples: (0..<200).map { $0 })
        let mean = noisy.reduce(0.0) { $0 + Double($1) } / 20_000
        let variance = noisy.reduce(0.0) { $0 + Double($1) * Double($1) } / 20_000
        #expect(abs(mean) < 0.02 && abs(variance.squareRoot() - 0.5) < 0.01)
    }

    @Test("masking hides the share asked for, whole steps of a series")
    func mask() {
        let rows = [Float](repeating: 1, count: 20_000)
        let masked = apply(
            Augmenter(
                augmentation { $0.mask = 0.25 }, featureCount: 100, sequenceShape: .init(steps: 50, channels: 2)),
            to: rows, samples: (0..<200).map { $0 })
        #expect(abs(Double(masked.count { $0 == 0 }) / 20_000 - 0.25) < 0.02)
        #expect(stride(from: 0, to: 20_000, by: 2).allSatisfy { masked[$0] == masked[$0 + 1] })
    }

    @Test("cutout blanks a square of the side asked for, cut at the border")
    func cutout() {
        let shape = Dataset.ImageShape(channels: 2, height: 6, width: 6)
        let augmenter = Augmenter(augmentation { $0.cutout = 3 }, featureCount: 72, imageShape: shape)
        var most = 0
        for sample in 0..<50 {
            let result = apply(augmenter, to: [Float](repeating: 1, count: 72), samples: [Int32(sample)])
            let blank = result.count { $0 == 0 }
            #expect(blank >= 8 && blank <= 18 && result[..<36] == result[36...])
            most = max(most, blank)
        }
        #expect(most == 18)
    }

    @Test("jitter shifts a series in time and repeats its ends")
    func jitter() {
        let augmenter = Augmenter(
            augmentation { $0.jitter = 2 }, featureCount: 5, sequenceShape: .init(steps: 5, channels: 1))
        let expected: Set<[Float]> = [
            [1, 1, 1, 2, 3], [1, 1, 2, 3, 4], [1, 2, 3, 4, 5], [2, 3, 4, 5, 5], [3, 4, 5, 5, 5],
        ]
        let found = Set((0..<60).map { apply(augmenter, to: [1, 2, 3, 4, 5], samples: [Int32($0)]) })
        #expect(found == expected)
    }

    @Test("words are replaced by synonyms alone or hidden; empty places stay")
    func text() {
        let words = ["", "?", "good", "fine", "bad", "film"]
        let shape = Dataset.SequenceShape(steps: 4, channels: 1, vocabulary: words)
        let row: [Float] = [0, 2, 4, 5]
        let replacing = Augmenter(
            augmentation {
                $0.synonymRate = 1
                $0.synonyms = [["good", "fine", "unheard"], ["film"]]
            }, featureCount: 4, sequenceShape: shape)
        #expect(apply(replacing, to: row, samples: [0]) == [0, 3, 4, 5])
        let hiding = Augmenter(augmentation { $0.mask = 1 }, featureCount: 4, sequenceShape: shape)
        #expect(apply(hiding, to: row, samples: [0]) == [0, 1, 1, 1])
    }

    @Test("its settings are live, and read back as they are written")
    func settings() throws {
        for tunable in Augmentation.tunables {
            #expect(tunable.change == .live || tunable.kind == .text)
            #expect(try tunable.check(tunable.defaultValue) == tunable.defaultValue)
        }
        let augmentation = Augmentation(
            Settings([
                "augmentation.rotate": 15, "augmentation.flip": 0.5, "augmentation.cutout": 2,
                "augmentation.synonyms": "good, fine; bad poor",
            ]))
        #expect(augmentation.rotate == 15 && augmentation.flip == 0.5 && augmentation.cutout == 2)
        #expect(augmentation.synonyms == [["good", "fine"], ["bad", "poor"]])
        #expect(Augmentation(Settings()) == Augmentation())
    }
}

@Suite("Kinds of samples")
struct SampleKindTests {
    static let kinds: [SampleKind] = [
        .image(.init(channels: 1, height: 3, width: 4)), .series(.init(steps: 6, channels: 2)),
        .text(.init(steps: 12, channels: 1, vocabulary: ["", "?", "a", "b"])), .numbers,
    ]

    @Test("every augmentation, its table of synonyms included, can change while training runs")
    func live() { #expect(Augmentation.tunables.allSatisfy { $0.change == .live }) }

    @Test("take exactly those augmentations that change them", arguments: kinds)
    func fitting(kind: SampleKind) {
        for tunable in Augmentation.tunables where tunable.key != "augmentation.synonyms" {
            let values: [String: Value] = [tunable.key: tunable.kind.isInteger ? 1 : 0.5]
            var settings = Settings(values)
            if tunable.key == "augmentation.synonym_rate" { settings["augmentation.synonyms"] = "a, b" }
            let augmenter = Augmenter(Augmentation(settings), featureCount: 12, sample: kind)
            #expect(augmenter.isIdentity != kind.takes(tunable.key), "\(tunable.key)")
        }
        #expect(kind.takes("optimizer.lr"))
        let declared = Set(Augmentation.tunables.map(\.key))
        #expect(kind.augmentations.allSatisfy { declared.contains("augmentation.\($0)") })
    }
}

extension Tunable.Kind {
    fileprivate var isInteger: Bool { if case .integer = self { true } else { false } }
}
