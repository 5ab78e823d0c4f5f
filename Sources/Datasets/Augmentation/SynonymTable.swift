import Tensors

/// For each token, the others that may stand for it.
struct SynonymTable: Sendable {
    /// The token of a hidden word: 0 is an empty place, 1 an unknown word.
    static let unknown: Float = 1

    private let others: [[Float]]

    var isEmpty: Bool { others.allSatisfy { $0.isEmpty } }

    /// Words that the vocabulary does not have are left out.
    init(_ groups: [[String]], vocabulary: [String]) {
        let tokens = Dictionary(vocabulary.enumerated().map { ($1, $0) }) { first, _ in first }
        var others = [[Float]](repeating: [], count: vocabulary.count)
        for group in groups {
            let members = group.compactMap { tokens[$0] }
            for member in members { others[member] += members.filter { $0 != member }.map { Float($0) } }
        }
        self.others = others
    }

    func replacement(for token: Float, _ random: inout RandomSource) -> Float {
        let index = Int(token)
        guard others.indices.contains(index), !others[index].isEmpty else { return token }
        return others[index][random.below(others[index].count)]
    }
}
