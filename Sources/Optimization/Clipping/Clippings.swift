import Tunables

/// Every way of gradient clipping. Adding one is its file and a line here.
public enum Clippings: Catalogue {
    public static let key = "clip"
    public static let title = "clippings"
    public static let all: [any Clipping.Type] = [
        NoClipping.self,
        NormClipping.self,
        ValueClipping.self,
        LayerNormClipping.self,
        LayerValueClipping.self,
        AdaptiveClipping.self,
    ]
    public static let descriptors: [Descriptor] = all.map { $0.descriptor }

    /// The clipping's type of that name.
    public static func type(named name: String) -> (any Clipping.Type)? { all.first { $0.descriptor.name == name } }
}
