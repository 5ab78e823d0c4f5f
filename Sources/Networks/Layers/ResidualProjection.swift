import Tunables

extension NetworkBuilder {
    /// What brings the input of a block to the shape it gives: a dense matrix for rows, a strided 1×1 convolution for
    /// images, both without bias; a mistake noted, and `nil`, where neither can.
    mutating func projection(from before: Shape, to after: Shape, at place: LayerPlace) -> (any Layer)? {
        let initializer = Initializer(settings, at: "\(place.key).init")
        switch (before, after) {
        case (.vector(let inputs), .vector(let units)):
            return DenseLayer(inputWidth: inputs, units: units, hasBias: false, initializer: initializer)
        case (.image(let channels, let height, let width), .image(let filters, let outHeight, let outWidth)):
            let window = (1...max(height, width)).lazy.map { SlidingWindow(size: 1, stride: $0, padding: 0) }.first {
                $0.places(along: height) == outHeight && $0.places(along: width) == outWidth
            }
            if let window {
                return ConvolutionLayer(
                    image: ImageSize(channels: channels, height: height, width: width), filters: filters,
                    window: window, gives: ImageSize(channels: filters, height: outHeight, width: outWidth),
                    hasBias: false, initializer: initializer)
            }
        default: break
        }
        fail(
            place.key,
            "the block turns \(before) into \(after), which its skip cannot follow; padding inside the block keeps images, a last dense layer rows"
        )
        return nil
    }
}
