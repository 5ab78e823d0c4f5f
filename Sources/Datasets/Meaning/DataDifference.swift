extension DataIdentity {
    /// What is no longer as it was recorded, in words; empty where the data is the same.
    ///
    /// - Parameter recorded: the data as it was.
    public func differences(from recorded: DataIdentity) -> [String] {
        guard self != recorded else { return [] }
        var found: [String] = []
        if rows != recorded.rows { found.append("it has \(counted(rows, "row")) instead of \(recorded.rows)") }
        found += columnDifferences(from: recorded)
        found += classDifferences(from: recorded)
        if rows == recorded.rows { found += valueDifferences(from: recorded) }
        // Digests of other lengths cannot tell more than that the rows are others.
        return found.isEmpty ? ["it is not what was recorded"] : found
    }

    private func columnDifferences(from recorded: DataIdentity) -> [String] {
        let names = Set(features.map(\.name))
        let before = Set(recorded.features.map(\.name))
        var added = features.filter { !before.contains($0.name) }
        var found: [String] = []
        var gone: [String] = []
        for column in recorded.features where !names.contains(column.name) {
            if let place = added.firstIndex(where: { $0.digest == column.digest }) {
                found.append("column '\(column.name)' is now '\(added.remove(at: place).name)'")
            } else {
                gone.append(column.name)
            }
        }
        if !gone.isEmpty { found.append(Self.list(gone, "column", "is gone", "are gone")) }
        if !added.isEmpty { found.append(Self.list(added.map(\.name), "column", "is new", "are new")) }
        if found.isEmpty, features.map(\.name) != recorded.features.map(\.name) {
            found.append("the columns are in another order")
        }
        if target.name != recorded.target.name {
            found.append("the target is '\(target.name)' instead of '\(recorded.target.name)'")
        }
        return found
    }

    private func classDifferences(from recorded: DataIdentity) -> [String] {
        guard classNames != recorded.classNames else { return [] }
        if recorded.classNames.isEmpty { return ["the target holds classes instead of numbers"] }
        if classNames.isEmpty { return ["the target holds numbers instead of classes"] }
        let gone = recorded.classNames.filter { !Set(classNames).contains($0) }
        let added = classNames.filter { !Set(recorded.classNames).contains($0) }
        var found: [String] = []
        if !gone.isEmpty { found.append(Self.list(gone, "class", "is gone", "are gone")) }
        if !added.isEmpty { found.append(Self.list(added, "class", "is new", "are new")) }
        return found.isEmpty ? ["the classes are in another order"] : found
    }

    private func valueDifferences(from recorded: DataIdentity) -> [String] {
        let before = Dictionary(
            (recorded.features + [recorded.target]).map { ($0.name, $0.digest) },
            uniquingKeysWith: { first, _ in first })
        let columns = features + [target]
        let changed = columns.filter { column in before[column.name].map { $0 != column.digest } ?? false }
        guard !changed.isEmpty else { return [] }
        if changed.count == columns.count, changed.count > 1 {
            return ["every column has other values, or its rows another order"]
        }
        return [Self.list(changed.map(\.name), "column", "has other values", "have other values")]
    }

    /// `columns 'a', 'b', … have other values`
    private static func list(_ names: [String], _ noun: String, _ one: String, _ several: String) -> String {
        let shown = names.prefix(6).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 6 ? ", …" : "")
        let plural = noun == "class" ? "classes" : noun + "s"
        return names.count == 1 ? "\(noun) \(shown) \(one)" : "\(names.count) \(plural) \(several): \(shown)"
    }
}
