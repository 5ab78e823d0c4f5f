import Terminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What norms of gradients mean: where they are healthy, and how far off they are.
enum GradientScale {
    /// Healthy norms of a layer's weight gradient, as powers of ten.
    static let healthy = -3.0...1.0
    /// The powers of ten that bars always show, and the fewer that heights do, which have only eight places.
    static let shown = -8.0...4.0
    static let shownInHeights = -4.0...2.0

    /// The place of a norm on the diverging scale of colors: 4 in the middle of the healthy band, one step for one and
    /// a half powers of ten.
    static func level(_ norm: Double) -> Int {
        guard norm > 0 else { return 0 }
        guard norm.isFinite else { return 8 }
        let middle = 0.5 * (healthy.lowerBound + healthy.upperBound)
        return min(8, max(0, Int((4 + (log10(norm) - middle) / 1.5).rounded())))
    }

    static func role(_ norm: Double) -> Role { .heat(level(norm)) }

    /// The axis of bars or heights: what is always shown, wider in steps of two powers where the norms need it.
    static func axis(for norms: [Double], showing shown: ClosedRange<Double> = shown) -> ValueAxis {
        var low = shown.lowerBound
        var high = shown.upperBound
        for norm in norms where norm > 0 && norm.isFinite {
            low = min(low, 2 * (log10(norm) / 2).rounded(.down))
            high = max(high, 2 * (log10(norm) / 2).rounded(.up))
        }
        return ValueAxis(range: max(low, -16)...min(high, 16), isLogarithmic: true)
    }
}

/// What is to be said of a layer's gradient, in a word.
///
/// A norm is judged beside that of the layer nearest the loss: when all layers are small together, the loss is small
/// (or scaled), and nothing vanishes on the way.
enum LayerVerdict: Sendable, Hashable {
    case fine, low, vanishing, high, exploding, dead, nan, infinite

    /// - Parameters:
    ///   - norm: the layer's recent norm.
    ///   - output: that of the layer nearest the loss.
    init(norm: Double, output: Double) {
        let ratio = output > 0 ? norm / output : 1
        if norm == 0 {
            self = .dead
        } else if norm < 1e-4, ratio < 1e-3 {
            self = .vanishing
        } else if norm < 1e-3, ratio < 1.0 / 30 {
            self = .low
        } else if norm > 1e3 || (norm > 1e2 && ratio > 70) {
            self = .exploding
        } else if norm > 10 {
            self = .high
        } else {
            self = .fine
        }
    }

    var word: String {
        switch self {
        case .fine: ""
        case .low: "low"
        case .vanishing: "VANISHING"
        case .high: "high"
        case .exploding: "EXPLODING"
        case .dead: "dead"
        case .nan: "NaN"
        case .infinite: "Inf"
        }
    }

    var style: Style {
        switch self {
        case .fine: Style(.good)
        case .low, .high: Style(.warning)
        case .vanishing, .exploding, .dead, .nan, .infinite: Style(.bad, bold: true)
        }
    }

    /// How much it matters, for choosing what to show where not everything fits.
    var severity: Int {
        switch self {
        case .fine: 0
        case .low, .high: 1
        case .vanishing, .exploding, .dead: 2
        case .nan, .infinite: 3
        }
    }
}
