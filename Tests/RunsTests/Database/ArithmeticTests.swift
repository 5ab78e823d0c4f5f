import Foundation
import GRDB
import Tensors
import Testing

@testable import Runs
@testable import Training

@Suite("The code that computed a run")
struct ArithmeticTests {
    @Test("is recorded; where another goes on, both stand there")
    func recorded() throws {
        let folder = RunsFolder(
            FileManager.default.temporaryDirectory.appendingPathComponent("descent-\(UUID().uuidString)").path)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let store = try RunStore(folder)
        let session = try Fixture.session(Fixture.experiment())
        let run = NewRun(description: session.prepared.description, experiment: Fixture.experiment(), presetText: "")
        let writer = try RunWriter(store, run, layout: TelemetryLayout(layerCount: 3))
        #expect(try store.record(writer.id).arithmetic == [.current])
        var other = Arithmetic.current
        other.matrixKernel = "another"
        for code in [.current, other, other] {
            _ = try RunWriter(
                store, resuming: writer.id, atStep: 0, epoch: 0, journal: InterventionTree(), arithmetic: code)
        }
        #expect(try store.record(writer.id).arithmetic == [.current, other])
    }

    @Test("is unknown of runs that were recorded before it was, and stays unknown")
    func migrated() throws {
        let queue = try DatabaseQueue()
        try RunSchema.migrator.migrate(queue, upTo: "1: runs and what they did")
        let columns = { try queue.read { try $0.columns(in: "run").map(\.name) } }
        #expect(try !columns().contains("arithmetic"))
        try RunSchema.migrator.migrate(queue)
        #expect(try columns().contains("arithmetic"))
        let fallback = try queue.read { try $0.columns(in: "run").first { $0.name == "arithmetic" }?.defaultValueSQL }
        #expect(fallback == "'[]'")
    }
}
