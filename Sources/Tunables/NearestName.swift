/// The candidate closest to `name` by edit distance, if it is close enough to be a slip of the fingers.
///
/// - Complexity: O(n · m) for each candidate of about the same length, n and m being the lengths in characters.
public func nearestName(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased())
    let limit = min(3, max(1, name.count / 2))
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let offered = Array(candidate.lowercased())
        // Each insertion or deletion changes the length by one: no distance is less than the difference of the lengths.
        guard abs(offered.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, offered)
        if distance <= limit, distance < (best?.distance ?? .max) { best = (candidate, distance) }
    }
    return best?.name
}

/// The number of insertions, deletions, replacements and swaps of neighbors that turn `a` into `b`.
public func editDistance(_ a: String, _ b: String) -> Int { editDistance(Array(a), Array(b)) }

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
        var current = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            let replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            current[j] = min(replaced, previous[j] + 1, current[j - 1] + 1)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                current[j] = min(current[j], beforePrevious[j - 2] + 1)
            }
        }
        beforePrevious = previous
        previous = current
    }
    return previous[b.count]
}
