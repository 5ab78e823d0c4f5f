/// The help overlay: the keys that work where it was asked for.
struct HelpState: Sendable, Hashable {
    /// The contexts explained, innermost first.
    let contexts: [KeyContext]
    let title: String
    var scroll = 0
}
