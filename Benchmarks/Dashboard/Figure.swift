/// One line of a benchmark: `name value unit`.
struct Figure {
    let name: String
    let value: Double
    let unit: String

    func print() {
        let digits = value < 10 ? 1000.0 : 10.0
        Swift.print(name, (value * digits).rounded() / digits, unit)
    }
}

extension [Double] {
    /// The value below which a share of the others lies.
    func quantile(_ share: Double) -> Double {
        guard !isEmpty else { return .nan }
        return sorted()[Swift.min(count - 1, Int((Double(count) * share).rounded(.down)))]
    }

    var median: Double { quantile(0.5) }
}
