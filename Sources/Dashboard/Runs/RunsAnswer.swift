import Training

/// What is asked of whoever keeps the recorded runs. Each is answered by a ``RunsAnswer`` or a notice.
public enum RunsRequest: Sendable, Hashable {
    /// All runs; answered by `listed` or `unavailable`.
    case list
    /// The curves of some runs and what their settings differ in; answered by `compared` with the same ids.
    case compare([String])
    /// A run to look at; answered by `opened`, then by `past`, or by a notice.
    case open(String)
    /// A command to the run that is open.
    case send(Command)
    /// The run that is open is left.
    case close
    /// Writes files into a folder of the run's name; answered by a notice with the path.
    case export(String, RunExportKind)
    /// Removes a run with all that is kept of it; answered by `listed` or a notice.
    case remove(String)
    /// Sets tags or note; answered by `listed` or a notice.
    case setTags([String], of: String)
    case setNote(String, of: String)
}

/// What the keeper of the recorded runs has to say.
public enum RunsAnswer: Sendable {
    case listed([RunRow])
    /// There is no looking at recorded runs, and why.
    case unavailable(String)
    case compared(RunComparison)
    case opened(RunDescription, RunRow)
    /// What stands in the record of the run that is open, by its steps.
    case past([PastEvent], TelemetryBatch)
    /// What the run that is open answers.
    case telemetry([RunEvent], TelemetryBatch)
}

/// The files a run can be exported as.
public enum RunExportKind: String, Sendable, Hashable, CaseIterable {
    case report, tables, lines, preset, weights, tensorBoard

    var label: String {
        switch self {
        case .report: "report"
        case .tables: "CSV"
        case .lines: "JSON Lines"
        case .preset: "preset"
        case .weights: "weights"
        case .tensorBoard: "TensorBoard"
        }
    }

    var summary: String {
        switch self {
        case .report: "one HTML page with charts, journal and findings"
        case .tables: "steps and epochs as tables"
        case .lines: "everything but the weights, one object a line"
        case .preset: "a recipe that trains the tuned run again"
        case .weights: "those of the best epoch, in safetensors"
        case .tensorBoard: "an event file for TensorBoard"
        }
    }
}
