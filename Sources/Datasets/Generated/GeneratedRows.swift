#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The rows of a generated set while it grows.
struct GeneratedRows {
    private(set) var features: [Float] = []
    private(set) var labels: [Int32] = []
    private(set) var values: [Float] = []

    mutating func append(_ row: [Double], label: Int) {
        features += row.lazy.map { Float($0) }
        labels.append(Int32(label))
    }

    mutating func append(_ row: [Double], value: Double) {
        features += row.lazy.map { Float($0) }
        values.append(Float(value))
    }

    /// The rows as a classification set.
    func dataset(_ name: String, features names: [String], classes: [String]) -> Dataset {
        Dataset(
            name: name, count: labels.count, featureCount: names.count, features: features, featureNames: names,
            target: .classes(labels, names: classes))
    }

    /// The rows as a regression set.
    func dataset(_ name: String, features names: [String]) -> Dataset {
        Dataset(
            name: name, count: values.count, featureCount: names.count, features: features, featureNames: names,
            target: .values(values, columns: 1))
    }
}

// The C library's functions under names that say what they are.
func sine(_ x: Double) -> Double { sin(x) }
func cosine(_ x: Double) -> Double { cos(x) }
