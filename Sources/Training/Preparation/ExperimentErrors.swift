/// Everything that keeps an experiment from starting; the preset's reader points each at its place.
public struct ExperimentErrors: Error, Sendable, Hashable {
    public let problems: [ExperimentProblem]

    public init(problems: [ExperimentProblem]) { self.problems = problems }
}

extension ExperimentErrors: CustomStringConvertible {
    public var description: String { problems.map(\.message).joined(separator: "\n") }
}
