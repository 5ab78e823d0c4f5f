import Foundation
import Testing
import Tunables

@testable import Runs
@testable import Training

/// Checkpoints whose fingerprint is right and whose content is not: each is refused, or harms nobody who uses it.
@Suite("Mutants of a real checkpoint")
struct CheckpointMutationFuzzTests {
    private let experiment: Experiment
    private let file: Safetensors
    private let text: String

    init() throws {
        experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        session.train(steps: 10)
        let bytes = try Fixture.checkpoint(session, of: experiment).encoded().bytes
        file = try Safetensors(decoding: bytes, place: "memory")
        text = try #require(file.metadata["checkpoint"])
    }

    /// What the commands do with a checkpoint they could read; whether it could be gone on from.
    private func use(_ checkpoint: Checkpoint, in session: TrainingSession) -> Bool {
        for choice in WeightsChoice.allCases { _ = try? RunExport.weights(of: checkpoint, choice) }
        _ = checkpoint.snapshot.weightsSHA256
        _ = checkpoint.lies(on: checkpoint.snapshot.journal.branch)
        _ = try? checkpoint.experiment.refuseUndeclared()
        _ = ExperimentSchema.tunables(
            for: checkpoint.experiment.settings, layerCount: checkpoint.experiment.layerCount)
        guard session.mismatch(checkpoint.snapshot.state) == nil else { return false }
        session.restore(checkpoint.snapshot.state)
        session.train(steps: 3)
        _ = session.capture()
        return true
    }

    @Test("a mutant is refused or used without a trap", arguments: 0..<8)
    func descriptions(seed: Int) throws {
        var random = SeededRandom(state: UInt64(seed))
        let session = try Fixture.session(experiment)
        var counts = (refused: 0, misfit: 0, used: 0)
        for _ in 0..<150 {
            var changed = file
            changed.metadata["checkpoint"] = Mutation.json(text, &random)
            do throws(RunsError) {
                let checkpoint = try Checkpoint(decoding: Checkpoint.sealed(changed), place: "memory")
                if use(checkpoint, in: session) { counts.used += 1 } else { counts.misfit += 1 }
            } catch {
                #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
                counts.refused += 1
            }
        }
        // Each way has been taken: else the mutants are all of one kind.
        #expect(counts.refused > 0 && counts.used > 0, "\(counts)")
    }

    @Test("a mutated header is refused or read without a trap", arguments: 0..<4)
    func headers(seed: Int) throws {
        var random = SeededRandom(state: 1000 + UInt64(seed))
        let bytes = Checkpoint.sealed(file)
        let whole = try Safetensors(decoding: bytes, place: "memory")
        let header = String(decoding: bytes[whole.header], as: UTF8.self).trimmingCharacters(in: .whitespaces)
        for _ in 0..<150 {
            let mutant = Array(Mutation.json(header, &random).utf8)
            let length = withUnsafeBytes(of: UInt64(mutant.count).littleEndian) { Array($0) }
            _ = try? Checkpoint(decoding: length + mutant + bytes[whole.header.upperBound...], place: "memory")
        }
    }

    @Test("the last whole number that fits, as a step or anywhere, is refused")
    func largest() throws {
        for key in ["step", "epoch", "optimizerSteps", "sample", "layerCount", "parameterCount", "hits", "samples"] {
            guard let range = text.range(of: "\"\(key)\":[0-9]+", options: .regularExpression) else { continue }
            var changed = file
            changed.metadata["checkpoint"] = text.replacingCharacters(in: range, with: "\"\(key)\":9223372036854775807")
            #expect(throws: RunsError.self, "\(key)") {
                try Checkpoint(decoding: Checkpoint.sealed(changed), place: "memory")
            }
        }
    }

    @Test(
        "an experiment whose settings no preset could have is refused before its data is loaded",
        arguments: [
            ("data.validation", .real(-3)), ("data.test", .real(1e300)), ("data.test", .real(.nan)),
            ("data.noise", .word("loud")), ("seed", .integer(-1)), ("threads", .integer(1 << 40)),
            ("data.split_seed", .integer(.min)), ("layers.1.units", .integer(-4)), ("optimizer.lr", .real(.infinity)),
            ("optimizer.name", .word("nothing")), ("batch.size", .integer(0)), ("layers.2.type", .toggle(true)),
        ] as [(String, Value)])
    func settings(key: String, value: Value) {
        #expect(throws: ExperimentErrors.self, "\(key)") {
            try PreparedExperiment.prepare(Fixture.experiment([key: value]))
        }
    }
}
