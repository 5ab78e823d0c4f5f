/// What stands for a class where none can be chosen: a score is not finite.
public let noClass: Int32 = -1

/// The chosen class: the one with the highest score, the first of equal ones; ``noClass`` where a score is not finite.
///
/// - Parameter threshold: of a single score, above which it says the second class.
@inlinable
public func mostLikelyClass(_ scores: some RandomAccessCollection<Float>, threshold: Float = 0.5) -> Int32 {
    guard let first = scores.first, scores.allSatisfy(\.isFinite) else { return noClass }
    guard scores.count > 1 else { return first > threshold ? 1 : 0 }
    var best = first
    var choice: Int32 = 0
    for (index, score) in scores.enumerated() where score > best {
        best = score
        choice = Int32(index)
    }
    return choice
}

/// The chosen class of each row.
///
/// - Parameters:
///   - scores: rows × width, row-major.
///   - width: a score a class, or one score for two classes.
public func mostLikelyClasses(_ scores: [Float], classCount width: Int, threshold: Float = 0.5) -> [Int32] {
    guard width > 0 else { return [] }
    return stride(from: 0, to: scores.count - width + 1, by: width).map { first in
        mostLikelyClass(scores[first..<first + width], threshold: threshold)
    }
}
