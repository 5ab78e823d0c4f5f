import Tunables

extension ExperimentSchema {
    /// What `dropout.rate` stands for at the moment: the rate that all layers have, or a list of theirs where they differ.
    ///
    /// - Parameters:
    ///   - tunables: those of the run.
    ///   - value: a key's value, set or declared.
    public static func dropoutInForce(among tunables: [Tunable], _ value: (String) -> Value?) -> Value? {
        let rates = tunables.filter { tunable in
            guard tunable.key.hasPrefix("layers.") else { return false }
            if tunable.key.hasSuffix(".dropout") { return true }
            return tunable.key.hasSuffix(".rate") && value(tunable.key.dropLast(4) + "type") == .word("dropout")
        }.compactMap { value($0.key)?.number }
        guard let first = rates.first else { return value("dropout.rate") }
        return rates.allSatisfy { $0 == first } ? .real(first) : .list(rates.map(Value.real))
    }
}
