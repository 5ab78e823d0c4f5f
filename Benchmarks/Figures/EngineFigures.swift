import Glibc
import Tensors
import Training

/// What a step costs beside the bare matrix products it is made of.
enum EngineFigures {
    static func print(only names: Set<String>) throws {
        for workload in Workload.all where names.isEmpty || names.contains(workload.name) { try measure(workload) }
    }

    private static func measure(_ workload: Workload) throws {
        let session = try workload.session()
        let quiet = try workload.session()
        quiet.recordsNorms = false
        let bound = workload.bound
        var record = TelemetryBatch(
            layout: TelemetryLayout(layerCount: workload.products.count), capacity: 1024)
        func step(_ session: TrainingSession) {
            if record.isFull { record.removeAll() }
            _ = session.step(into: &record)
            if session.isEpochComplete { _ = session.endEpoch(seconds: 0) }
        }
        // An epoch's end falls into the steps, as it does in a run.
        let medians = Interleaved.medians(
            turns: 21, seconds: 0.05,
            [bound.runInputMajor, bound.runOutputMajor, { step(session) }, { step(quiet) }])
        let products = min(medians[0], medians[1])
        figure("\(workload.name)_sgemm_share", products / medians[2], "ratio")
        figure("\(workload.name)_step_us", medians[2], "us")
        if workload.name == "digits" {
            figure("digits_steps_per_second", 1e6 / medians[2], "1/s")
            figure("norms_cost_ratio", (medians[2] - medians[3]) / medians[2], "ratio")
        }
        if workload.name == "deep" {
            figure("deep_norms_cost_ratio", (medians[2] - medians[3]) / medians[2], "ratio")
        }
    }
}

/// One line a figure: name, value, unit.
func figure(_ name: String, _ value: Double, _ unit: String) {
    let digits = value.magnitude >= 100 ? 1 : value.magnitude >= 1 ? 3 : 4
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    Swift.print(name, (value * scale).rounded() / scale, unit)
    fflush(nil)
}
