import Datasets
import Networks
import Optimization
import Tunables

/// Which keys an experiment has, given the choices it has made so far.
///
/// A *family* stands at a key `K`: the choice is `K.name` and the chosen part's tunables follow as `K.…`; a scalar
/// written at `K` is short for `K.name`. Layers are families at `layers.1`, `layers.2`, … whose choice is `type`; those
/// of a block stand below it: `layers.3.layers.1`.
public enum ExperimentSchema {
    /// A family and where it stands.
    public struct Family: Sendable {
        public let key: String
        /// The full key that names the choice: `optimizer.name`, `layers.1.type`, `data.dataset`.
        public let choiceKey: String
        public let title: String
        public let descriptors: [Descriptor]
        public let defaultName: String
        public let change: Tunable.Change
        public let help: String

        /// The part the settings choose here.
        public func chosen(in settings: Settings) -> Descriptor? {
            let name = if case .word(let word)? = settings[choiceKey] { word } else { defaultName }
            return descriptors.first { $0.name == name || $0.aliases.contains(name) }
        }

        /// The declaration of the choice itself.
        public var choice: Tunable {
            Tunable(
                choiceKey, .choice(descriptors.flatMap { [$0.name] + $0.aliases }), default: .word(defaultName),
                change: change, help: help)
        }
    }

    /// Every declaration, in the order it is shown: families first name their choice, then its tunables.
    public static func tunables(for settings: Settings, layerCount: Int) -> [Tunable] {
        var all = plain
        for family in families(for: settings, layerCount: layerCount) {
            all.append(family.choice)
            guard let chosen = family.chosen(in: settings) else { continue }
            all += chosen.tunables.map { inPlace($0, of: family, settings: settings) }
        }
        return all
    }

    /// A part's tunable under the family's key. A layer's own penalty, dropout or initializer defaults to the global one.
    private static func inPlace(_ tunable: Tunable, of family: Family, settings: Settings) -> Tunable {
        let prefixed = tunable.prefixed(family.key)
        let isLayer = family.key.hasPrefix("layers.")
        let global: Value? =
            switch tunable.key {
            case "l1", "l2": settings[tunable.key]
            case "dropout", "rate": settings["dropout.rate"]
            default: isCommonInitializer(family, settings) ? settings["\(Initializers.key).\(tunable.key)"] : nil
            }
        if isLayer, let global { return prefixed.withDefault(global) }
        let isFixed = family.change == .restart && !isLayer && family.key != Losses.key
        return isFixed ? prefixed.restartOnly() : prefixed
    }

    /// Whether a layer starts as the network does: then it has its values from there.
    private static func isCommonInitializer(_ family: Family, _ settings: Settings) -> Bool {
        let common = settings["\(Initializers.key).name"] ?? "auto"
        return family.key.hasPrefix("layers.") && family.key.hasSuffix(".\(Initializers.key)")
            && (settings[family.choiceKey] ?? common) == common
    }

    /// The families an experiment has.
    public static func families(for settings: Settings, layerCount: Int) -> [Family] {
        var all = [
            family(Optimizers.self, default: "sgd", change: .live, help: "how gradients become updates"),
            family(Schedules.self, default: "constant", change: .live, help: "how the learning rate moves over time"),
            family(Clippings.self, default: "none", change: .live, help: "how large gradients are tamed"),
            family(Losses.self, default: "cross_entropy", change: .restart, help: "what is minimized"),
            family(Initializers.self, default: "auto", change: .restart, help: "where the weights start"),
            Family(
                key: "data", choiceKey: "data.dataset", title: DatasetCatalogue.title,
                descriptors: DatasetCatalogue.descriptors, defaultName: DatasetCatalogue.names.first ?? "",
                change: .restart, help: "what is learned"),
        ]
        guard layerCount > 0 else { return all }
        for number in 1...layerCount { all += layerFamilies(at: "layers.\(number)", settings) }
        return all
    }

    /// A layer, the choices inside it, and, of a block, the layers it holds.
    private static func layerFamilies(at key: String, _ settings: Settings) -> [Family] {
        let layer = Family(
            key: key, choiceKey: "\(key).type", title: Layers.title, descriptors: Layers.descriptors,
            defaultName: "dense", change: .restart, help: "the kind of layer")
        let type = layer.chosen(in: settings)?.name ?? ""
        var all = [layer]
        all += Layers.innerFamilies(of: type).map { inner in
            var defaultName = inner.defaultName
            if inner.key == Initializers.key, case .word(let common)? = settings["\(Initializers.key).name"] {
                defaultName = common
            }
            return Family(
                key: "\(key).\(inner.key)", choiceKey: "\(key).\(inner.key).name", title: inner.title,
                descriptors: inner.descriptors, defaultName: defaultName, change: .restart, help: inner.help)
        }
        guard Layers.blockNames.contains(type) else { return all }
        let count = Layers.nestedCount(in: settings, at: key)
        for position in 0..<count { all += layerFamilies(at: "\(key).layers.\(position + 1)", settings) }
        return all
    }

    /// The parts each live choice offers, by its full key: what a watcher is told in ``RunDescription/parts``.
    public static var liveParts: [String: [Descriptor]] {
        let live = families(for: Settings(), layerCount: 0).filter { $0.change == .live }
        return Dictionary(live.map { ($0.choiceKey, $0.descriptors) }, uniquingKeysWith: { first, _ in first })
    }

    /// The declaration of a full key, or of the only key that ends in it: `lr` finds `optimizer.lr`.
    ///
    /// - Throws: ``TunableError/unknownKey(key:allowed:)`` or ``TunableError/ambiguousKey(key:candidates:)``.
    public static func resolve(_ key: String, among tunables: [Tunable]) throws(TunableError) -> Tunable {
        if let exact = tunables.first(where: { $0.key == key }) { return exact }
        for choice in ["name", "type", "dataset"] {
            if let family = tunables.first(where: { $0.key == "\(key).\(choice)" }) { return family }
        }
        // `layers.1.dropout` is a full key: it is no ending of `layers.3.layers.1.dropout`.
        let ending = key.hasPrefix("layers.") ? [] : tunables.filter { $0.key.hasSuffix("." + key) }
        let shortest = ending.map { $0.key.split(separator: ".").count }.min()
        let candidates = ending.filter { $0.key.split(separator: ".").count == shortest }
        switch candidates.count {
        case 0: throw .unknownKey(key: key, allowed: tunables.map(\.key))
        case 1: return candidates[0]
        default: throw .ambiguousKey(key: key, candidates: candidates.map(\.key))
        }
    }

    private static func family(
        _ catalogue: any Catalogue.Type, default defaultName: String, change: Tunable.Change, help: String
    ) -> Family {
        Family(
            key: catalogue.key, choiceKey: "\(catalogue.key).name", title: catalogue.title,
            descriptors: catalogue.descriptors, defaultName: defaultName, change: change, help: help)
    }
}
