import Diagnosis
import Training

/// What is new about a run's diagnosis.
enum FindingNews: Sendable, Hashable {
    case found(GradientVerdict)
    /// The run went back to before it was found: it is none of the branch in force.
    case withdrawn(GradientVerdict)
}

/// Notices when a run's diagnosis changes, for output that is read line by line: each finding is told once, and taken back
/// where the run goes back to before it.
struct FindingWatch {
    private var monitor: GradientMonitor
    private var current: GradientVerdict?
    /// What was told and stands, with the step at which it was noticed.
    private var told: [(verdict: GradientVerdict, noticedAt: Int)] = []

    init(_ description: RunDescription) { monitor = GradientMonitor(layers: description.layers) }

    /// Takes what the run has reported; gives what has newly come up, after what was taken back.
    mutating func observe(_ events: [RunEvent], _ batch: TelemetryBatch) -> [FindingNews] {
        var news: [FindingNews] = []
        for event in events {
            switch event {
            case .epoch(let report): monitor.observe(report)
            case .rewound(let step, _, _, _): news += rewind(toStep: step)
            default: break
            }
        }
        monitor.observe(batch)
        let verdict = monitor.verdict
        defer { current = verdict }
        guard let verdict, verdict.symptom != current?.symptom || verdict.severity != current?.severity else {
            return news
        }
        told.append((verdict, batch.count > 0 ? batch.lastSteps[batch.count - 1] : verdict.sinceStep))
        return news + [.found(verdict)]
    }

    private mutating func rewind(toStep step: Int) -> [FindingNews] {
        monitor.rewind(toStep: step)
        let standing = monitor.verdict
        let withdrawn = told.filter { entry in
            let isStanding = entry.verdict.symptom == standing?.symptom && entry.verdict.severity == standing?.severity
            return entry.noticedAt > step && !isStanding
        }
        told.removeAll { entry in withdrawn.contains { $0.verdict == entry.verdict } }
        current = standing
        return withdrawn.map { .withdrawn($0.verdict) }
    }
}
