import Training

/// A network's weights alone, for use elsewhere.
enum WeightsExport {
    /// - Throws: ``RunsError`` of kind `missing` where the checkpoint has no such weights.
    static func file(_ checkpoint: Checkpoint, _ choice: WeightsChoice) throws(RunsError) -> [UInt8] {
        let found: FoundWeights
        do throws(ExperimentErrors) {
            found = try checkpoint.snapshot.weights(choice)
        } catch {
            throw RunsError(
                .missing, place: checkpoint.run, reason: "\(error)", remedy: "choose other weights to export")
        }
        let sink = TensorSink(checkpoint.snapshot.layout)
        for (number, weights) in found.members.enumerated() {
            let path = found.members.count == 1 ? [] : ["members", "\(number)"]
            _ = sink.store(weights.parameters, path: path + ["parameters"])
            if !weights.statistics.isEmpty { _ = sink.store(weights.statistics, path: path + ["statistics"]) }
        }
        var file = Safetensors()
        file.tensors = sink.tensors
        file.metadata = [
            "format": "descent weights", "run": checkpoint.run, "preset": checkpoint.experiment.name,
            "weights": found.kind.kind.rawValue, "step": String(found.kind.step), "epoch": String(found.kind.epoch),
            // A dense layer computes x·W + b.
            "layout": "weights are inputs × outputs",
        ]
        if let preprocessing = checkpoint.preprocessing, let json = try? ExactEncoder.json(preprocessing) {
            file.metadata["preprocessing"] = json.description
        }
        return file.encoded()
    }
}
