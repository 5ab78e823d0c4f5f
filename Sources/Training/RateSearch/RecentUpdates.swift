/// ‖ΔW‖ of the last steps, in a ring that never grows.
struct RecentUpdates {
    static let capacity = 32
    private var norms = [Double](repeating: 0, count: capacity)
    private(set) var count = 0
    private var next = 0

    @inline(__always)
    mutating func add(_ norm: Double) {
        norms[next] = norm
        next = next + 1 == Self.capacity ? 0 : next + 1
        if count < Self.capacity { count += 1 }
    }

    mutating func removeAll() {
        count = 0
        next = 0
    }

    /// `nil` while there is none.
    var median: Double? { count == 0 ? nil : middle(Array(norms[..<count])) }
}

/// The value in the middle; of an even number of values the upper one of the two.
func middle(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
}
