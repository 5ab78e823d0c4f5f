import Presets
import Training

/// A recorded run in the formats that other programs and people read.
///
/// Open the run with as many points as the export is to have; `Int.max` gives all that is kept.
public struct RunExport: Sendable {
    public let run: RecordedRun
    /// Checkpoints whose weights are to be shown as histograms; see ``tensorBoard()``.
    public var checkpoints: [Checkpoint]

    public init(_ run: RecordedRun, checkpoints: [Checkpoint] = []) {
        self.run = run
        self.checkpoints = checkpoints
    }

    /// Telemetry as a table: a line for each row kept, with the mean of each column, and the extremes of the loss and
    /// the global gradient norm where a row stands for several steps.
    public func stepsCSV(_ text: CSVText = CSVText()) -> String { TableExport(run: run, text: text).steps() }

    /// The epochs as a table.
    public func epochsCSV() -> String { TableExport(run: run).epochs() }

    /// Everything but the weights in JSON Lines: one object a line, its kind in `event`.
    public func jsonLines() -> String { LinesExport(run: run).text() }

    /// A TensorBoard event file: a scalar for each column and metric, histograms of the checkpoints' weights.
    public func tensorBoard() -> [UInt8] { TensorBoardExport(run: run, checkpoints: checkpoints).events() }

    /// The name such a file must have for TensorBoard to find it.
    public var tensorBoardFileName: String { "events.out.tfevents.\(Int(run.record.started)).\(run.record.id)" }

    /// One self-contained page: charts, journal, findings, settings.
    public func htmlReport() -> String { ReportPage(run: run).html() }

    /// A preset that trains the tuned run: what was done by hand stands in its `interventions:`.
    public func recipe() -> String { PresetWriter.text(of: Recipe.experiment(of: run)) }

    /// The bare weights as safetensors, one tensor for each parameter (`1.dense64.weight`), with running statistics; of an
    /// ensemble those of each network (`members.0.1.dense64.weight`). What their inputs and outputs mean stands beside them.
    ///
    /// - Throws: ``RunsError`` of kind `missing` where the checkpoint has no such weights.
    public static func weights(
        of checkpoint: Checkpoint, _ choice: WeightsChoice = .chosen
    ) throws(RunsError) -> [UInt8] {
        try WeightsExport.file(checkpoint, choice)
    }

    /// Makes a folder to export into, with those above it.
    ///
    /// - Throws: ``RunsError`` of kind `unwritable`.
    public static func makeFolder(_ path: String) throws(RunsError) { try AtomicFile.makeFolder(path) }

    /// Writes an export to a file that is there whole or not at all.
    ///
    /// - Throws: ``RunsError`` of kind `unwritable` or `full`.
    public static func write(_ bytes: [UInt8], to path: String) throws(RunsError) {
        try AtomicFile.write(bytes, to: path)
    }

    public static func write(_ text: String, to path: String) throws(RunsError) {
        try write(Array(text.utf8), to: path)
    }
}
