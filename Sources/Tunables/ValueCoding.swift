/// A value is coded under the name of its kind, so that `1` and `1.0` stay apart: `{"real":0.1}`.
extension Value: Codable {
    private enum Kind: String, CodingKey { case real, integer, toggle, word, list }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Kind.self)
        switch container.allKeys.first {
        case .real: self = .real(try container.decode(Double.self, forKey: .real))
        case .integer: self = .integer(try container.decode(Int.self, forKey: .integer))
        case .toggle: self = .toggle(try container.decode(Bool.self, forKey: .toggle))
        case .word: self = .word(try container.decode(String.self, forKey: .word))
        case .list: self = .list(try container.decode([Value].self, forKey: .list))
        case nil:
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a value of no known kind"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Kind.self)
        switch self {
        case .real(let number): try container.encode(number, forKey: .real)
        case .integer(let number): try container.encode(number, forKey: .integer)
        case .toggle(let isOn): try container.encode(isOn, forKey: .toggle)
        case .word(let word): try container.encode(word, forKey: .word)
        case .list(let values): try container.encode(values, forKey: .list)
        }
    }
}
