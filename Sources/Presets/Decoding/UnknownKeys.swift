import Networks
import Tunables

extension SchemaView {
    /// Why `key`, written below `prefix`, is not known: what it belongs to, what was probably meant.
    ///
    /// `nil` where it cannot be judged, because the choice that decides could not be read.
    func fault(forUnknown key: String, below prefix: String) -> PresetFault? {
        let path = (prefix.isEmpty ? key : "\(prefix).\(key)").split(separator: ".", omittingEmptySubsequences: false)
            .map(String.init)
        var depth = prefix.isEmpty ? 0 : prefix.split(separator: ".").count
        while depth + 1 < path.count, isGroup(path[0...depth].joined(separator: ".")) { depth += 1 }
        let group = path[..<depth].joined(separator: ".")
        let name = path[depth...].joined(separator: ".")
        // What is offered is spelled as the key was: in full where it was written in full.
        let spelled = prefix.isEmpty ? group : String(group.dropFirst(prefix.count + 1))
        func spell(_ name: String) -> String { spelled.isEmpty ? name : "\(spelled).\(name)" }

        if let family = family(at: group), family.isLayer, name.split(separator: ".").first == "layers",
            !Layers.blockNames.contains(family.chosen(in: settings)?.name ?? "")
        {
            // A list of layers below a layer that holds none.
            if undecided.contains(group) { return nil }
            let allowed = family.chosen(in: settings)?.tunables.map { spell($0.key) } ?? []
            return .foreignKey("layers", owners: Layers.blockNames, home: choice(of: family), allowed: allowed)
        }
        if let family = family(at: group) {
            let owners = owners(of: name, in: family)
            if undecided.contains(group), !owners.isEmpty { return nil }
            if !owners.isEmpty {
                let allowed = family.chosen(in: settings)?.tunables.map { spell($0.key) } ?? []
                return .foreignKey(name, owners: owners, home: choice(of: family), allowed: allowed)
            }
        }
        let allowed = offered(below: group).map(spell)
        let suggestions = suggestions(for: name, in: group, spell: spell)
        if let foreign = suggestions == nil ? foreignElsewhere(name, group) : nil { return foreign }
        if let suggestions {
            return .unknownKey(
                key, in: home(group), suggestions: suggestions.names, allowed: suggestions.isCertain ? [] : allowed)
        }
        return .unknownKey(key, in: home(group), suggestions: [], allowed: allowed)
    }

    /// The members of a family, other than the chosen one, that have a key of that name.
    private func owners(of name: String, in family: Family) -> [String] {
        family.descriptors.filter { $0.tunable(name) != nil }.map(\.name)
    }

    private func suggestions(
        for name: String, in group: String, spell: (String) -> String
    ) -> (names: [String], isCertain: Bool)? {
        if let memberSpelling = spellingOfMember(name, in: group) { return ([memberSpelling], true) }
        if name.contains("."), let nearest = nearestName(to: name, among: keys(below: group)) {
            return ([spell(nearest)], true)
        }
        let elsewhere = tunables.map(\.key).filter { $0.hasSuffix("." + name) }
        if let found = mostLikely(elsewhere) { return (found, group.isEmpty) }
        let here = names(below: group)
        if let nearest = nearestName(to: name, among: here) { return ([spell(nearest)], false) }
        // `initializer` for `init`.
        if let short = here.first(where: { $0.count > 2 && name.hasPrefix($0) }) { return ([spell(short)], false) }
        let lastNames = Set(tunables.compactMap { $0.key.split(separator: ".").last.map(String.init) })
        if name.count > 3, let nearest = nearestName(to: name, among: lastNames.sorted()),
            editDistance(name, nearest) <= max(1, name.count / 4),
            let found = mostLikely(tunables.map(\.key).filter { $0.hasSuffix("." + nearest) })
        {
            return (found, false)
        }
        return nil
    }

    /// The full keys below a group, without its own.
    private func keys(below group: String) -> [String] {
        let start = group.isEmpty ? "" : group + "."
        return tunables.map(\.key).filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
    }

    /// A part's name used as a key: `adam:` where `optimizer: adam` was meant.
    private func spellingOfMember(_ name: String, in group: String) -> String? {
        if let family = family(at: group), family.member(name) != nil {
            return "\(family.choiceKey.dropFirst(group.count + 1)): \(name)"
        }
        for child in names(below: group) where child != name {
            let key = group.isEmpty ? child : "\(group).\(child)"
            if let family = family(at: key), family.member(name) != nil { return "\(child): \(name)" }
        }
        return nil
    }

    /// Of keys that end alike: those with the fewest parts; of layers only the first.
    private func mostLikely(_ keys: [String]) -> [String]? {
        let outside = keys.filter { !$0.hasPrefix("layers.") }
        guard !outside.isEmpty else { return keys.first.map { [$0] } }
        let shortest = outside.map { $0.split(separator: ".").count }.min()
        return Array(outside.filter { $0.split(separator: ".").count == shortest }.prefix(3))
    }

    /// A key at the top that belongs to a part not chosen: `momentum` with sgd.
    private func foreignElsewhere(_ name: String, _ group: String) -> PresetFault? {
        guard group.isEmpty else { return nil }
        for key in names(below: "") {
            guard let family = family(at: key), !undecided.contains(key) else { continue }
            let owners = owners(of: name, in: family)
            guard !owners.isEmpty else { continue }
            let allowed = family.chosen(in: settings)?.tunables.map { "\(key).\($0.key)" } ?? []
            return .foreignKey(name, owners: owners, home: choice(of: family), allowed: allowed)
        }
        return nil
    }
}
