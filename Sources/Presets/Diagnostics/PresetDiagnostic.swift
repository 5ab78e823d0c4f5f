import Training

/// One finding about a preset, and where it stands.
public struct PresetDiagnostic: Sendable, Hashable {
    /// Where the cause was written.
    public enum Place: Sendable, Hashable {
        /// In the file; `source` is the whole line.
        case file(path: String, SourcePlace, source: String)
        /// In an option of the command line, such as `--set lr=0.1`; the column counts from its start, from 1.
        case option(String, column: Int, length: Int)
    }

    public let severity: ExperimentProblem.Severity
    public let fault: PresetFault
    public let place: Place

    public init(_ severity: ExperimentProblem.Severity, _ fault: PresetFault, at place: Place) {
        self.severity = severity
        self.fault = fault
        self.place = place
    }
}

/// All mistakes of a preset, in the order they stand in it.
public struct PresetErrors: Error, Sendable, Hashable {
    public let diagnostics: [PresetDiagnostic]
    /// More mistakes than this are only counted.
    static let most = 100

    public init(_ diagnostics: [PresetDiagnostic]) { self.diagnostics = diagnostics }
}

extension PresetErrors: CustomStringConvertible {
    /// Every diagnostic as it is printed, one below the other.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

extension [PresetDiagnostic] {
    /// The first hundred; more of them help nobody, and a last one says how many there are.
    func cutOff() -> [PresetDiagnostic] {
        guard count > PresetErrors.most else { return self }
        let left = count - PresetErrors.most
        return prefix(PresetErrors.most) + [
            PresetDiagnostic(.error, .furtherMistakes(left), at: self[PresetErrors.most].place)
        ]
    }

    /// Options last, the file's from top to bottom.
    func inOrder() -> [PresetDiagnostic] {
        func position(_ diagnostic: PresetDiagnostic) -> (Int, Int) {
            switch diagnostic.place {
            case .file(_, let place, _): (place.line, place.column)
            case .option: (.max, 0)
            }
        }
        return enumerated().sorted { left, right in
            let (a, b) = (position(left.element), position(right.element))
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
    }
}
