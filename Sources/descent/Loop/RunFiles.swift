import Dashboard
import Foundation
import Runs

/// The files of a run that is exported from its view: in a folder of the run's name below the current one.
struct RunFiles {
    private let store: RunStore
    private let id: String

    init(_ store: RunStore, _ id: String) {
        self.store = store
        self.id = id
    }

    /// Writes the files of a kind; says where.
    func write(_ kind: RunExportKind) throws(RunsError) -> String {
        let folder = FileManager.default.currentDirectoryPath + "/" + id
        let files = try files(kind)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw RunsError(
                .unwritable, place: folder, reason: "the folder cannot be made: \(error.localizedDescription)",
                remedy: "start the program in a folder that can be written")
        }
        for file in files { try RunExport.write(file.bytes, to: "\(folder)/\(file.name)") }
        return "wrote \(files.map(\.name).joined(separator: ", ")) into \(folder)"
    }

    private func files(_ kind: RunExportKind) throws(RunsError) -> [(name: String, bytes: [UInt8])] {
        // A report is looked at, a table is reckoned with.
        let run = kind == .report ? try store.open(id) : try store.open(id, points: .max)
        let export = RunExport(run)
        switch kind {
        case .report: return [("report.html", Array(export.htmlReport().utf8))]
        case .tables:
            return [("steps.csv", Array(export.stepsCSV().utf8)), ("epochs.csv", Array(export.epochsCSV().utf8))]
        case .lines: return [("run.jsonl", Array(export.jsonLines().utf8))]
        case .preset: return [("preset.yaml", Array(export.recipe().utf8))]
        case .weights:
            let newest = try store.checkpointInForce(of: run.record.id).checkpoint
            return [("weights.safetensors", try RunExport.weights(of: newest))]
        case .tensorBoard:
            let histograms = RunExport(run, checkpoints: store.checkpoints(of: run.record).readable())
            return [(histograms.tensorBoardFileName, histograms.tensorBoard())]
        }
    }
}
