/// Convolution, pooling and batch normalization of images in double precision, straight from their definitions: what the
/// engine is held to. Samples are rows of C × H × W numbers.
struct PlainImages {
    var rows: Int
    var channels: Int
    var height: Int
    var width: Int
    var values: [Double]

    subscript(row: Int, channel: Int, y: Int, x: Int) -> Double {
        get { values[((row * channels + channel) * height + y) * width + x] }
        set { values[((row * channels + channel) * height + y) * width + x] = newValue }
    }

    init(rows: Int, channels: Int, height: Int, width: Int, values: [Double]? = nil) {
        self.rows = rows
        self.channels = channels
        self.height = height
        self.width = width
        self.values = values ?? [Double](repeating: 0, count: rows * channels * height * width)
    }

    private func isInside(_ y: Int, _ x: Int) -> Bool { y >= 0 && y < height && x >= 0 && x < width }

    /// What `body` makes of the window at each place; it is given row, channel and the window's corner.
    private func sliding(
        channels outChannels: Int, size: Int, stride: Int, padding: Int, _ body: (Int, Int, Int, Int) -> Double
    ) -> PlainImages {
        var result = PlainImages(
            rows: rows, channels: outChannels, height: (height + 2 * padding - size) / stride + 1,
            width: (width + 2 * padding - size) / stride + 1)
        for row in 0..<rows {
            for channel in 0..<outChannels {
                for y in 0..<result.height {
                    for x in 0..<result.width {
                        result[row, channel, y, x] = body(row, channel, y * stride - padding, x * stride - padding)
                    }
                }
            }
        }
        return result
    }

    /// Weights (channels · kernel · kernel) × filters.
    func convolved(_ weights: [Double], _ bias: [Double], kernel: Int, stride: Int, padding: Int) -> PlainImages {
        sliding(channels: bias.count, size: kernel, stride: stride, padding: padding) { row, filter, top, left in
            var sum = bias[filter]
            for channel in 0..<channels {
                for i in 0..<kernel {
                    for j in 0..<kernel where isInside(top + i, left + j) {
                        let weight = weights[((channel * kernel + i) * kernel + j) * bias.count + filter]
                        sum += weight * self[row, channel, top + i, left + j]
                    }
                }
            }
            return sum
        }
    }

    func pooled(isMaximum: Bool, size: Int, stride: Int, padding: Int) -> PlainImages {
        sliding(channels: channels, size: size, stride: stride, padding: padding) { row, channel, top, left in
            var most = -Double.infinity
            var sum = 0.0
            for i in 0..<size {
                for j in 0..<size where isInside(top + i, left + j) {
                    most = max(most, self[row, channel, top + i, left + j])
                    sum += self[row, channel, top + i, left + j]
                }
            }
            return isMaximum ? most : sum / Double(size * size)
        }
    }

    /// Each channel to mean 0 and variance 1 over samples and places, then gain and shift.
    func normalized(gain: [Double], shift: [Double]) -> (images: PlainImages, mean: [Double], variance: [Double]) {
        var result = self
        var means: [Double] = []
        var variances: [Double] = []
        let count = Double(rows * height * width)
        for channel in 0..<channels {
            let places = (0..<rows).flatMap { row in
                (0..<height).flatMap { y in (0..<width).map { x in (row, y, x) } }
            }
            let all = places.map { self[$0.0, channel, $0.1, $0.2] }
            let mean = all.reduce(0, +) / count
            let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            for (row, y, x) in places {
                let centered = (self[row, channel, y, x] - mean) / (variance + 1e-5).squareRoot()
                result[row, channel, y, x] = gain[channel] * centered + shift[channel]
            }
            means.append(mean)
            variances.append(variance * count / max(1, count - 1))
        }
        return (result, means, variances)
    }
}

/// df/dx by central differences; exact for what is linear.
func slope(_ x: inout [Double], at index: Int, of f: ([Double]) -> Double) -> Double {
    let kept = x[index]
    let step = 1e-5
    x[index] = kept + step
    let above = f(x)
    x[index] = kept - step
    let below = f(x)
    x[index] = kept
    return (above - below) / (2 * step)
}
