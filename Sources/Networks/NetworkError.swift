/// Why a list of layers does not make a network.
public struct NetworkError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key to blame: `layers.3.units`.
    public let key: String
    public let description: String

    public init(key: String, _ description: String) {
        self.key = key
        self.description = description
    }
}
