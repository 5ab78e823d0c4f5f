import Datasets

/// Everything that keeps an experiment from starting; the preset's reader points each at its place.
public struct ExperimentErrors: Error, Sendable, Hashable {
    public let problems: [ExperimentProblem]

    public init(problems: [ExperimentProblem]) { self.problems = problems }

    /// What keeps the data from being loaded or divided.
    init(_ error: DatasetError) {
        self.init(
            problems: error.descriptions.map {
                ExperimentProblem(.error, key: error.key, $0, isMissingFile: error.isMissingFile)
            })
    }

    /// Whether nothing else is wrong than that files are not there.
    public var isMissingFile: Bool {
        let errors = problems.filter { $0.severity == .error }
        return !errors.isEmpty && errors.allSatisfy(\.isMissingFile)
    }
}

extension ExperimentErrors: CustomStringConvertible {
    public var description: String { problems.map(\.message).joined(separator: "\n") }
}
