import Tunables

/// Why a line of the palette was refused: the fact; the wording is `description`.
enum PaletteError: Error, Sendable, Hashable {
    case empty
    case unknownWord(String, nearest: String?)
    /// A setting that there is, but that does nothing in this run; `applying` are its neighbors that do something.
    case inapplicable(key: String, applying: [String])
    /// A setting of parts that are not chosen.
    case ofOtherParts(key: String, choice: String, owners: [String])
    case missingValue(key: String, expectation: String)
    case tunable(TunableError)
    /// A verb got a word or a number it does not take, or none.
    case wrongArgument(verb: String, expectation: String)
    /// Settings can be joined by `;`, verbs cannot.
    case verbAmongSettings(String)
    /// `lr match` without a switch of optimizer.
    case matchAlone
}

extension PaletteError: CustomStringConvertible {
    var description: String {
        switch self {
        case .empty: "type a setting and its value, or a verb"
        case .unknownWord(let word, let nearest):
            "no setting or verb '\(word)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        case .inapplicable(let key, let applying):
            "'\(key)' does nothing to this run's data"
                + (applying.isEmpty ? "" : "; what does: " + applying.joined(separator: ", "))
        case .ofOtherParts(let key, let choice, let owners):
            "'\(key)' belongs to \(owners.prefix(3).joined(separator: ", "))\(owners.count > 3 ? ", …" : ""); choose one first, as in "
                + "'\(choice) \(owners.first ?? "")'"
        case .missingValue(let key, let expectation): "'\(key)' takes \(expectation)"
        case .tunable(let error): error.description
        case .wrongArgument(let verb, let expectation): "'\(verb)' takes \(expectation)"
        case .verbAmongSettings(let verb): "'\(verb)' stands alone; only settings are joined by ;"
        case .matchAlone: "'lr match' goes with a switch: 'optimizer sgd; lr match'"
        }
    }
}
