/// Where an image is put on its own canvas: mirrored, sized, turned about its center, then shifted.
struct ImagePlacement {
    /// Counterclockwise.
    var degrees = 0.0
    var size = 1.0
    /// Pixels.
    var right = 0.0
    var down = 0.0
    var isMirrored = false

    /// Draws the image, channel by channel, with bilinear interpolation; what comes in from outside is 0.
    func draw(
        _ source: UnsafeBufferPointer<Float>, _ shape: Dataset.ImageShape,
        into target: UnsafeMutableBufferPointer<Float>
    ) {
        let centerX = Double(shape.width - 1) / 2
        let centerY = Double(shape.height - 1) / 2
        let angle = degrees * Double.pi / 180
        let cos = cosine(angle) / size
        let sin = sine(angle) / size
        for y in 0..<shape.height {
            for x in 0..<shape.width {
                // The way back: which point of the source came here. Rows count downward.
                let dx = Double(x) - centerX - right
                let dy = Double(y) - centerY - down
                let across = cos * dx - sin * dy
                let sourceX = centerX + (isMirrored ? -across : across)
                let sourceY = centerY + sin * dx + cos * dy
                for channel in 0..<shape.channels {
                    let plane = channel * shape.height * shape.width
                    target[plane + y * shape.width + x] = Self.sample(source, plane, shape, sourceX, sourceY)
                }
            }
        }
    }

    private static func sample(
        _ source: UnsafeBufferPointer<Float>, _ plane: Int, _ shape: Dataset.ImageShape, _ x: Double, _ y: Double
    ) -> Float {
        let left = x.rounded(.down)
        let top = y.rounded(.down)
        guard left >= -1, top >= -1, left < Double(shape.width), top < Double(shape.height) else { return 0 }
        let column = Int(left)
        let row = Int(top)
        let shareX = Float(x - left)
        let shareY = Float(y - top)
        func pixel(_ row: Int, _ column: Int) -> Float {
            guard row >= 0, row < shape.height, column >= 0, column < shape.width else { return 0 }
            return source[plane + row * shape.width + column]
        }
        let upper = pixel(row, column) * (1 - shareX) + pixel(row, column + 1) * shareX
        let lower = pixel(row + 1, column) * (1 - shareX) + pixel(row + 1, column + 1) * shareX
        return upper * (1 - shareY) + lower * shareY
    }
}
