import Networks
import Tunables

extension ExperimentSchema {
    /// The settings with one more key set, and what hangs on it brought along: another optimizer's, schedule's or
    /// clipping's own keys go with the old choice (the learning rate stays); a common dropout rate takes the place of
    /// the layers' own.
    ///
    /// A key that is set has this effect wherever it is set: live, by a script, on the command line.
    public static func setting(_ key: String, to value: Value, in settings: Settings) -> Settings {
        var next = settings
        switch key {
        case "optimizer.name":
            let rate = baseRate(settings)
            next.removeAll(below: "optimizer")
            next["optimizer.lr"] = .real(rate)
        case "schedule.name", "clip.name": next.removeAll(below: String(key.prefix { $0 != "." }))
        case "dropout.rate":
            for own in next.keys where isLayersDropout(own, settings) { next[own] = nil }
        default: break
        }
        next[key] = value
        return next
    }

    /// Whether a key is a layer's own dropout: of its units, or as a dropout layer.
    static func isLayersDropout(_ key: String, _ settings: Settings) -> Bool {
        guard key.hasPrefix("layers.") else { return false }
        if key.hasSuffix(".dropout") { return true }
        return key.hasSuffix(".rate") && settings[key.dropLast("rate".count) + "type"] == "dropout"
    }

    /// The layers' own keys that leave a common one nothing to act on; `nil` where some layer goes by it.
    ///
    /// A penalty or an initializer that every layer has of its own stands against the common one. So does a dropout rate
    /// in a preset; set later, the common rate takes the place of theirs.
    public static func keysAgainst(_ key: String, in settings: Settings, layerCount: Int) -> [String]? {
        let layers = tunables(for: settings, layerCount: layerCount).map(\.key).filter { $0.hasPrefix("layers.") }
        let own: [String]
        switch key {
        case "l1", "l2": own = layers.filter { $0.hasSuffix(".\(key)") }
        case "dropout.rate":
            // The outputs are all needed: the last layer has none to drop.
            let last = "layers.\(layerCount).dropout"
            own = layers.filter { isLayersDropout($0, settings) && $0 != last }
        case _ where key.hasPrefix("init."):
            own = layers.filter { $0.hasSuffix(".init.name") }
            // A layer that names the common choice again has its values from there, but for those it gives itself.
            let isTaken = own.contains { name in
                let isCommon = settings[name] == nil || (settings[name] == settings["init.name"] && key != "init.name")
                return isCommon && settings[name.dropLast("init.name".count) + key] == nil
            }
            return own.isEmpty || isTaken ? nil : own
        default: return nil
        }
        return own.isEmpty || own.contains { settings[$0] == nil } ? nil : own
    }

    /// That a common key does nothing, and what does: `nil` where some layer goes by it.
    public static func reasonAgainst(_ key: String, in settings: Settings, layerCount: Int) -> String? {
        keysAgainst(key, in: settings, layerCount: layerCount).map { own in
            let named = own.count > 3 ? own.prefix(2) + ["…"] : own[...]
            return "'\(key)' does nothing: every layer has its own (\(named.joined(separator: ", "))); set those"
        }
    }

    /// Why a key, set as it may be, has no effect yet: what it needs is off. `nil` where it acts.
    ///
    /// - Parameters:
    ///   - tunables: those of the run.
    ///   - value: a key's value, set or declared.
    public static func idleReason(
        of key: String, among tunables: [Tunable], _ value: (String) -> Value?
    ) -> String? {
        let isLayers = key.hasPrefix("layers.") && (key.hasSuffix(".dropout") || key.hasSuffix(".rate"))
        if isLayers, value("dropout.enabled") == .toggle(false) { return "no effect until dropout.enabled is on" }
        if key == "dropout.enabled" {
            let isOff = dropoutInForce(among: tunables, value)?.number == 0 && value("input_dropout")?.number ?? 0 == 0
            return isOff ? "no effect until a dropout rate is above 0" : nil
        }
        // What it hangs on may hang on something itself.
        var current = key
        for _ in 0..<3 {
            guard let tunable = tunables.first(where: { $0.key == current }), let need = tunable.need else {
                return nil
            }
            if let reason = tunable.idleReason(value) { return reason }
            current = need.key
        }
        return nil
    }
}

extension ExperimentSchema {
    /// The declarations that a run of these settings lists, as far as that can be told without its data: what would do
    /// nothing, whatever its value, is left out.
    public static func listed(for settings: Settings, layerCount: Int) -> [Tunable] {
        let isClassification = Loss(settings).isClassification
        return tunables(for: settings, layerCount: layerCount).filter { tunable in
            if tunable.key == "layers.\(layerCount).dropout" { return false }
            return isClassification || !["label_smoothing", "class_weights"].contains(tunable.key)
        }
    }
}
