import Training

/// The order in which a script's interventions act: each comes before the first one of its unit that is later, else last.
struct ScriptOrder {
    /// A chain through all of them; place 0 stands for both ends, the first intervention has place 1.
    private var next = [0]
    private var previous = [0]
    /// The places of those in steps and of those in epochs, by their counts.
    private var steps: [(count: Int, place: Int)] = []
    private var epochs: [(count: Int, place: Int)] = []

    /// Takes the next one that is written; one without a moment comes last.
    ///
    /// - Complexity: O(log n) comparisons, and to move what is later.
    mutating func append(_ moment: ScriptedIntervention.Moment?) {
        let later =
            switch moment {
            case .step(let count)?: Self.insert(count, next.count, &steps)
            case .epoch(let count)?: Self.insert(count, next.count, &epochs)
            case nil: 0
            }
        let (place, before) = (next.count, previous[later])
        next.append(later)
        previous.append(before)
        next[before] = place
        previous[later] = place
    }

    /// Indices from 0 of what was appended, in the order in which it acts.
    var places: [Int] {
        var places: [Int] = []
        var place = next[0]
        while place != 0 {
            places.append(place - 1)
            place = next[place]
        }
        return places
    }

    /// - Returns: the place of the first that is later; 0 where none is.
    private static func insert(_ count: Int, _ place: Int, _ unit: inout [(count: Int, place: Int)]) -> Int {
        var (low, high) = (0, unit.count)
        while low < high {
            let middle = (low + high) / 2
            if unit[middle].count <= count { low = middle + 1 } else { high = middle }
        }
        let later = low < unit.count ? unit[low].place : 0
        unit.insert((count, place), at: low)
        return later
    }
}
