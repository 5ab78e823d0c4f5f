import Foundation
import Testing
import Training

@testable import descent

@Suite("A target that never changes")
struct ConstantTargetTests {
    @Test("R² is not defined: it is left out of reports, and a dash in lines")
    func rSquared() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("descent-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let rows = (0..<60).map { "\($0),0.1\n" }.joined()
        try ("a,k\n" + rows).write(to: folder.appendingPathComponent("t.csv"), atomically: true, encoding: .utf8)
        let preset = """
            version: 1
            data:
              dataset: csv
              path: t.csv
              task: regression
            layers:
              - dense
            loss: mse
            epochs: 1
            """
        let path = folder.appendingPathComponent("p.yaml")
        try preset.write(to: path, atomically: true, encoding: .utf8)
        let experiment = try PreparedRun(path.path).experiment
        var report: EpochReport?
        let trainer = Trainer(experiment) {}
        trainer.start()
        var batch = trainer.makeBatch()
        let deadline = Date(timeIntervalSinceNow: 60)
        while report == nil, Date() < deadline {
            for event in trainer.takeTelemetry(into: &batch) {
                if case .epoch(let epoch) = event { report = epoch }
            }
        }
        let metrics = try #require(report).training
        #expect(metrics.r2 == nil && metrics.mae != nil)
        #expect(PlainText.spelledOut(metrics).contains("R² -"))
    }
}
