/// A window that slides over the lines and columns of an image with a border of zeros.
struct SlidingWindow {
    let size: Int
    let stride: Int
    let padding: Int

    /// Places it takes along one axis: ⌊(length + 2·padding − size) / stride⌋ + 1; `nil` where it does not fit.
    func places(along length: Int) -> Int? {
        let room = length + 2 * padding - size
        return room >= 0 ? room / stride + 1 : nil
    }
}

/// The sizes of an image on its way through the layers.
struct ImageSize {
    let channels: Int
    let height: Int
    let width: Int

    var shape: Shape { .image(channels: channels, height: height, width: width) }
}

extension NetworkBuilder {
    /// Values a sample that a layer of images may give; with 256 samples at a time this is 2 GB.
    private static let mostValues = 1 << 21

    /// The image that comes in, or a mistake noted.
    mutating func image(for kind: LayerKind, at place: LayerPlace) -> ImageSize? {
        if case .image(let channels, let height, let width) = shape {
            return ImageSize(channels: channels, height: height, width: width)
        }
        let name = kind.descriptor.name
        let remedy =
            place.number == 1
            ? "take data of images, such as digits" : "place it before flatten and dense, and on data of images"
        fail("\(place.key).type", "\(name) reads images, but what comes in is \(shape.inWords); \(remedy)")
        return nil
    }

    /// What comes out of a window that slides over an image, or a mistake noted at `key`.
    mutating func slide(
        _ window: SlidingWindow, over image: ImageSize, channels: Int, key: String, called name: String
    ) -> ImageSize? {
        guard let height = window.places(along: image.height), let width = window.places(along: image.width) else {
            let most = min(image.height, image.width) + 2 * window.padding
            let border = window.padding > 0 ? " with a border of \(window.padding)" : ""
            fail(
                key,
                "a \(name) of \(window.size)×\(window.size) does not fit into \(image.height)×\(image.width) pixels\(border); at most \(most), or more padding"
            )
            return nil
        }
        guard channels * height * width <= Self.mostValues else {
            fail(
                key, "\(channels)×\(height)×\(width) values a sample are more than fit in memory; a larger stride helps"
            )
            return nil
        }
        return ImageSize(channels: channels, height: height, width: width)
    }

    /// The layer's activation; on images only one that looks at each value alone.
    mutating func imageActivation(at place: LayerPlace) -> Activation {
        let chosen = activation(at: place)
        guard chosen.name == "softmax" else { return chosen }
        fail(
            "\(place.key).activation.name",
            "softmax looks at a whole row; on images relu fits, softmax after a dense layer")
        return .identity
    }
}

extension Shape {
    /// `a row of 64 numbers`, `images of 1×8×8`
    fileprivate var inWords: String {
        switch self {
        case .vector(let width): "a row of \(width) numbers"
        case .image: "images of \(self)"
        case .sequence: "a sequence of \(self)"
        }
    }
}
