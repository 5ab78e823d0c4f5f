import Diagnosis
import Training

/// Notices when a run's diagnosis changes, for output that is read line by line: each finding is told once.
struct FindingWatch {
    private var monitor: GradientMonitor
    private var told: GradientVerdict?

    init(_ description: RunDescription) { monitor = GradientMonitor(layers: description.layers) }

    /// Takes what the run has reported; gives the finding that has newly come up, if one has.
    mutating func observe(_ events: [RunEvent], _ batch: TelemetryBatch) -> GradientVerdict? {
        for event in events {
            switch event {
            case .epoch(let report): monitor.observe(report)
            case .rewound(let step, _, _, _): monitor.rewind(toStep: step)
            default: break
            }
        }
        monitor.observe(batch)
        let verdict = monitor.verdict
        defer { told = verdict }
        guard let verdict, verdict.symptom != told?.symptom || verdict.severity != told?.severity else { return nil }
        return verdict
    }
}
