/// Something worth knowing of a run's data and layers before its first step, and how grave it is: what `check` prints,
/// every other output says by the same word.
public struct LoadingNote: Sendable, Hashable, Codable {
    public let severity: ExperimentProblem.Severity
    public let message: String

    public init(_ severity: ExperimentProblem.Severity, _ message: String) {
        self.severity = severity
        self.message = message
    }

    /// Reads also the plain text of records made before notes had a severity.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.init(.note, text)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(ExperimentProblem.Severity.self, forKey: .severity),
            try container.decode(String.self, forKey: .message))
    }

    /// `warning: no training row is of the class 'rare'`
    public var words: String { "\(severity.rawValue): \(message)" }
}

extension LoadingNote: ExpressibleByStringLiteral {
    public init(stringLiteral message: String) { self.init(.note, message) }
}
