import Training

/// A network's weights alone, for use elsewhere.
enum WeightsExport {
    static func file(_ checkpoint: Checkpoint, best: Bool) -> [UInt8] {
        let state = checkpoint.snapshot.state
        let chosen = best ? state.best : nil
        let sink = TensorSink(checkpoint.snapshot.layout)
        _ = sink.store(chosen?.parameters ?? state.parameters, path: ["parameters"])
        if !state.statistics.isEmpty {
            _ = sink.store(chosen?.statistics ?? state.statistics, path: ["statistics"])
        }
        var file = Safetensors()
        file.tensors = sink.tensors
        file.metadata = [
            "format": "descent weights", "run": checkpoint.run, "preset": checkpoint.experiment.name,
            "step": String(chosen?.step ?? checkpoint.step), "epoch": String(chosen?.epoch ?? checkpoint.epoch),
            // A dense layer computes x·W + b.
            "layout": "weights are inputs × outputs",
        ]
        return file.encoded()
    }
}
