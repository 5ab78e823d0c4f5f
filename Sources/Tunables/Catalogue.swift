/// A family of interchangeable parts chosen by name: optimizers, schedules, activations, …
///
/// Adding a member is one new file and one line in `descriptors`; decoding, help, menus and tests follow from it.
public protocol Catalogue {
    /// The key under which the choice stands: `optimizer` for `optimizer.name`.
    static var key: String { get }
    /// What the members are called, in the plural: `optimizers`.
    static var title: String { get }
    /// Every member, in the order they are listed to people.
    static var descriptors: [Descriptor] { get }
}

extension Catalogue {
    /// The members' names, in order.
    public static var names: [String] { descriptors.map(\.name) }

    /// The member of that name or alias.
    public static func descriptor(named name: String) -> Descriptor? {
        descriptors.first { $0.name == name || $0.aliases.contains(name) }
    }
}
