import Tensors

extension Dataset {
    /// Gives a share of the rows a class that is not theirs, any of the others equally likely.
    ///
    /// - Returns: how many rows were changed; none for numbers.
    mutating func flipLabels(share: Double, seed: UInt64) -> Int {
        guard case .classes(var classes, let names) = target, share > 0, names.count > 1 else { return 0 }
        let flips = Int((share * Double(count)).rounded())
        // Position 1: the generator itself drew from position 0.
        var random = RandomSource(seed: seed, stream: .generator, position: 1)
        for row in random.choice(of: min(flips, count), from: count) {
            let other = random.below(names.count - 1)
            classes[row] = Int32(other < Int(classes[row]) ? other : other + 1)
        }
        target = .classes(classes, names: names)
        return flips
    }
}
