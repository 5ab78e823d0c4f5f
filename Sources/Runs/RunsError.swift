/// What went wrong with something that lasts: where, why, and what to do about it.
public struct RunsError: Error, Sendable, Hashable {
    /// The kind of failure, for callers that act on it.
    public enum Kind: String, Sendable, Hashable {
        /// There is no such file, folder or run.
        case missing
        /// It is there but is not what it should be.
        case corrupt
        /// A later version of the program wrote it.
        case newer
        /// It cannot be read.
        case denied
        /// It cannot be written, made or removed.
        case unwritable
        /// No room is left.
        case full
        /// Another process holds it.
        case busy
        /// It does not go with the run it was asked for.
        case mismatch
        /// It belongs to another run.
        case foreign
        /// More than one thing is meant by what was asked.
        case ambiguous
    }

    public let kind: Kind
    /// A path, a run's id, or both.
    public let place: String
    public let reason: String
    public let remedy: String

    public init(_ kind: Kind, place: String, reason: String, remedy: String) {
        self.kind = kind
        self.place = place
        self.reason = reason
        self.remedy = remedy
    }
}

extension RunsError: CustomStringConvertible {
    public var description: String { "\(place): \(reason); \(remedy)" }
}
