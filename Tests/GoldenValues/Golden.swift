import Foundation

/// A node of `golden.json`: reference values computed with PyTorch in float64.
@dynamicMemberLookup
public struct Golden: Sendable, CustomStringConvertible {
    private indirect enum Node: Sendable, Decodable {
        case number(Double)
        case text(String)
        case toggle(Bool)
        case list([Node])
        case object([String: Node])
        case null

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .toggle(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .text(value)
            } else if let value = try? container.decode([Node].self) {
                self = .list(value)
            } else {
                self = .object(try container.decode([String: Node].self))
            }
        }
    }

    /// The whole file.
    public static let file: Golden = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden.json")
        guard let data = try? Data(contentsOf: path), let node = try? JSONDecoder().decode(Node.self, from: data) else {
            return Golden(node: .null)
        }
        return Golden(node: node)
    }()

    private let node: Node

    public subscript(dynamicMember key: String) -> Golden { self[key] }

    /// The member of an object; an empty node where there is none, which fails the comparison that follows.
    public subscript(key: String) -> Golden {
        if case .object(let members) = node, let member = members[key] { return Golden(node: member) }
        return Golden(node: .null)
    }

    public subscript(index: Int) -> Golden {
        if case .list(let elements) = node, elements.indices.contains(index) { return Golden(node: elements[index]) }
        return Golden(node: .null)
    }

    public var keys: [String] {
        if case .object(let members) = node { return members.keys.sorted() }
        return []
    }

    public var elements: [Golden] {
        if case .list(let elements) = node { return elements.map(Golden.init(node:)) }
        return []
    }

    public var number: Double? {
        if case .number(let value) = node { return value }
        return nil
    }

    public var text: String? {
        if case .text(let value) = node { return value }
        return nil
    }

    public var isTrue: Bool {
        if case .toggle(let value) = node { return value }
        return false
    }

    /// All numbers below this node, row by row.
    public var flattened: [Double] {
        switch node {
        case .number(let value): [value]
        case .list(let elements): elements.flatMap { Golden(node: $0).flattened }
        default: []
        }
    }

    public var description: String { "\(node)" }
}
