import Foundation
import Networks
import Rounding
import Testing
import Tunables

@testable import Training

@Suite("Snapshot ensembles")
struct SnapshotEnsembleTests {
    private func session(_ extra: [String: Value]) throws -> TrainingSession {
        let base: [String: Value] = ["snapshot_ensemble.enabled": true, "epochs": 20, "data.samples": 60]
        return try Fixture.session(base.merging(extra) { $1 })
    }

    private func train(_ session: TrainingSession, epochs: Int) {
        while session.epoch < epochs { session.train(steps: 1) }
    }

    @Test("take a member at the end of each cycle; without cycles, every so many epochs")
    func moments() throws {
        let restarts = try session(["schedule.name": "warm_restarts", "schedule.t0": 2, "schedule.t_mult": 2])
        train(restarts, epochs: 15)
        #expect(restarts.ensemble.map(\.epoch) == [2, 6, 14])
        let cyclical = try session(["schedule.name": "cyclical", "schedule.up": 1, "schedule.down": 3])
        train(cyclical, epochs: 13)
        #expect(cyclical.ensemble.map(\.epoch) == [4, 8, 12])
        let constant = try session(["snapshot_ensemble.every": 4, "snapshot_ensemble.members": 2])
        train(constant, epochs: 13)
        #expect(constant.ensemble.map(\.epoch) == [8, 12])
    }

    @Test("the end of a cycle is where the next update has the high rate again")
    func rates() throws {
        let session = try session(["schedule.name": "warm_restarts", "schedule.t0": 3, "schedule.t_mult": 1])
        train(session, epochs: 3)
        #expect(session.ensemble.map(\.epoch) == [3])
        #expect(session.effectiveRate == 0.1)
    }

    @Test(
        "predict with the mean of their members' probabilities", arguments: ["cross_entropy", "binary_cross_entropy"])
    func probabilities(loss: String) throws {
        let session = try session([
            "loss.name": .word(loss), "layers.3.activation.name": "identity", "snapshot_ensemble.every": 1,
            "snapshot_ensemble.members": 3,
        ])
        train(session, epochs: 5)
        let table = session.prepared.validation
        let width = session.network.outputWidth
        var mean = [Double](repeating: 0, count: table.count * width)
        let kept = session.network.arena.parameters.values
        for member in session.ensemble {
            session.network.arena.parameters.values = member.parameters
            let outputs = session.network.forward(table.features.base, rows: table.count, pass: .evaluation)
            for row in 0..<table.count {
                let logits = (0..<width).map { Double(outputs[row * width + $0]) }
                let sum = width > 1 ? logits.reduce(0) { $0 + exp($1) } : 0
                for column in 0..<width {
                    let probability = width > 1 ? exp(logits[column]) / sum : 1 / (1 + exp(-logits[column]))
                    mean[row * width + column] += probability / 3
                }
            }
        }
        session.network.arena.parameters.values = kept
        var expected = 0.0
        var hits = 0
        for row in 0..<table.count {
            let label = Int(table.classes[row])
            let probability = width > 1 ? mean[row * width + label] : label == 1 ? mean[row] : 1 - mean[row]
            expected -= log(probability) / Double(table.count)
            hits += probability > 0.5 ? 1 : 0
        }
        let report = try #require(session.ensembleReport(on: table))
        #expect(report.members == 3)
        #expect(RoundingBound(terms: table.count).allows(report.metrics.loss, expected))
        #expect(report.metrics.accuracy == Double(hits) / Double(table.count))
        #expect(report.bestMember?.loss == session.ensemble.compactMap(\.validation?.loss).min())
        #expect(session.network.arena.parameters.values == kept)
    }

    @Test("predict numbers with their members' mean, and stand in the reports and the summary")
    func regression() throws {
        let settings: [String: Value] = [
            "data.dataset": "sine", "data.samples": 100, "loss.name": "mse", "layers.3.activation.name": "identity",
            "snapshot_ensemble.enabled": true, "snapshot_ensemble.every": 2, "epochs": 4, "data.noise": 0.05,
        ]
        let run = Watched(try Fixture.prepared(settings))
        run.trainer.start()
        defer { run.quit() }
        let summary = try #require(run.finish())
        let reports = run.events.compactMap { if case .epoch(let report) = $0 { report } else { nil } }
        #expect(reports.map { $0.ensemble?.members } == [nil, 1, nil, 2])
        // One member alone is its own mean.
        #expect(abs((reports[1].ensemble?.metrics.loss ?? 0) - (reports[1].validation?.loss ?? 1)) < 1e-6)
        #expect(summary.ensemble?.members == 2)
        #expect(summary.ensemble?.bestMember != nil)
    }
}
