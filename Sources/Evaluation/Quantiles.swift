/// The value below which a share of the numbers lies, interpolated between neighbors (NumPy's default, type 7 of
/// Hyndman & Fan 1996); NaN without numbers.
///
/// - Parameters:
///   - sorted: the numbers in rising order.
///   - share: 0…1.
public func quantile(ofSorted sorted: [Double], _ share: Double) -> Double {
    guard let last = sorted.last, !share.isNaN else { return .nan }
    let place = min(max(share, 0), 1) * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
}

/// The middle one of some numbers, between the two middle ones where there is none; NaN without numbers.
///
/// A NaN among them makes it NaN: it has no place in an order.
public func median(_ numbers: [Double]) -> Double {
    numbers.contains { $0.isNaN } ? .nan : quantile(ofSorted: numbers.sorted(), 0.5)
}
