import Tensors

/// By what a run's data is known again: how many rows, the names, and a digest of each column's values in their order.
///
/// It is taken of what training sees: after columns were left out, rows drawn and put in order. Files that are only
/// written in another way (quotes, line ends, `1.0` for `1`) are the same data.
public struct DataIdentity: Sendable, Hashable, Codable {
    /// A column of numbers, the pixels of images, or a channel of sequences.
    public struct Column: Sendable, Hashable, Codable {
        public let name: String
        /// Sixteen hexadecimal digits.
        public let digest: String
    }

    public let rows: Int
    /// In the network's order.
    public let features: [Column]
    public let target: Column
    /// In the order of their numbers; empty for regression.
    public let classNames: [String]

    /// - Complexity: O(rows · features): one multiplication a number.
    public init(of dataset: Dataset) {
        rows = dataset.count
        let groups =
            dataset.imageShape != nil ? 1 : dataset.sequenceShape?.channels ?? dataset.featureCount
        let digests = Self.digests(dataset.features, columns: dataset.featureCount, groups: groups)
        let names = Self.names(dataset, groups: groups)
        features = zip(names, digests).map { Column(name: $0, digest: $1) }
        let targetDigest: [String]
        switch dataset.target {
        case .classes(let classes, let names):
            classNames = names
            targetDigest = Self.digests(classes, columns: 1, groups: 1)
        case .values(let values, let columns):
            classNames = []
            targetDigest = Self.digests(values, columns: columns, groups: 1)
        }
        target = Column(name: dataset.columns?.targetName ?? "target", digest: targetDigest.first ?? "")
    }

    /// A digest a group of columns: column c belongs to group c mod `groups`.
    private static func digests<Word>(_ words: [Word], columns: Int, groups: Int) -> [String] {
        guard columns > 0, groups > 0 else { return [] }
        var single = [UInt64](repeating: 0, count: columns)
        words.withUnsafeBytes { words in
            guard let base = words.baseAddress else { return }
            ck_digest_columns(&single, base, words.count / 4 / columns, columns)
        }
        var digests = [UInt64](repeating: 0, count: groups)
        for (column, digest) in single.enumerated() {
            let mixed = (digests[column % groups] ^ digest) &* 0x9E37_79B9_7F4A_7C15
            digests[column % groups] = mixed ^ (mixed >> 29)
        }
        return digests.map { digest in
            let digits = String(digest, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
    }

    private static func names(_ dataset: Dataset, groups: Int) -> [String] {
        if dataset.imageShape != nil { return ["the pixels"] }
        guard dataset.featureNames.count == dataset.featureCount else {
            return (0..<groups).map { groups == 1 ? "the values" : "feature \($0 + 1)" }
        }
        guard dataset.sequenceShape != nil else { return dataset.featureNames }
        // The first step's names, without the step: `x t−19` is `x`.
        return dataset.featureNames.prefix(groups).map { name in
            name.lastIndex(of: " ").map { String(name[..<$0]) } ?? name
        }
    }
}
