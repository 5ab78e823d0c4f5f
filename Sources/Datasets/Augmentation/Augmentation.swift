import Tensors
import Tunables

/// Changes that leave a sample what it is, drawn anew every epoch: training sees more than there is.
///
/// What is done depends on what a sample is: an image, a sequence of quantities, a sequence of tokens, or plain numbers.
/// The draws of a sample are keyed by (seed, epoch, sample), so they are the same in any batch and after any resume.
public struct Augmentation: Sendable, Hashable {
    /// Images: largest turn, in degrees.
    public var rotate = 0.0
    /// Images: largest shift along each axis, in pixels; what comes in from outside is 0.
    public var shift = 0.0
    /// Images: chance of a mirror image, left for right.
    public var flip = 0.0
    /// Images: size changes by up to this share; numbers: all are multiplied by up to this share more or less.
    public var scale = 0.0
    /// Standard deviation of noise on every number but tokens.
    public var noise = 0.0
    /// Images: side of a square set to 0, in pixels.
    public var cutout = 0
    /// Sequences and numbers: chance of each step (or number) to be set to 0, or to the unknown token.
    public var mask = 0.0
    /// Sequences of quantities: largest shift in time, in steps; the ends repeat.
    public var jitter = 0
    /// Tokens: chance of each word with synonyms to be replaced by one of them.
    public var synonymRate = 0.0
    /// Groups of words that may stand for each other.
    public var synonyms: [[String]] = []

    public init() {}

    /// What the settings say below `augmentation`.
    public init(_ settings: Settings) {
        let values = Values(Descriptor("", summary: "", tunables: Self.tunables), settings: settings)
        rotate = values.real("augmentation.rotate")
        shift = values.real("augmentation.shift")
        flip = values.real("augmentation.flip")
        scale = values.real("augmentation.scale")
        noise = values.real("augmentation.noise")
        cutout = values.integer("augmentation.cutout") ?? 0
        mask = values.real("augmentation.mask")
        jitter = values.integer("augmentation.jitter") ?? 0
        synonymRate = values.real("augmentation.synonym_rate")
        synonyms = values.word("augmentation.synonyms").split(separator: ";").map { group in
            group.split { $0 == "," || $0.isWhitespace }.map { String($0) }
        }
    }

    /// Its declarations, with full keys; all live.
    public static let tunables: [Tunable] = [
        .real(
            "augmentation.rotate", default: 0, in: Bounds(0, 180), unit: "degrees",
            help: "images: largest random turn"),
        .real(
            "augmentation.shift", default: 0, in: Bounds(0, 1000), unit: "pixels",
            help: "images: largest random shift along each axis"),
        .real("augmentation.flip", default: 0, in: .unit, help: "images: chance of left for right"),
        .real("augmentation.scale", default: 0, in: .fraction, help: "size of images, or all numbers, more or less"),
        .real("augmentation.noise", default: 0, in: Bounds(0, 1000), help: "standard deviation of noise on features"),
        .integer(
            "augmentation.cutout", default: 0, in: 0...1000, unit: "pixels", help: "images: side of a blanked square"),
        .real("augmentation.mask", default: 0, in: .unit, help: "chance of a number, step or word to be hidden"),
        .integer(
            "augmentation.jitter", default: 0, in: 0...1000, unit: "steps", help: "series: largest shift in time"),
        .real("augmentation.synonym_rate", default: 0, in: .unit, help: "text: chance of a word to be replaced")
            .needing("augmentation.synonyms"),
        .text(
            "augmentation.synonyms", default: "", change: .live,
            help: "text: words that may stand for each other, groups separated by ';'"
        ).needing("augmentation.synonym_rate"),
    ]
}
