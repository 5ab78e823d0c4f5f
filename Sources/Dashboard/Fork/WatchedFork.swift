import Training

/// A fork as the screen follows it: the branch beside the run, and how both stand.
struct WatchedFork: Sendable {
    /// The intervention's number on the time axes, and what it did.
    let number: Int
    let words: String
    /// By which split the branches are compared.
    let split: EpochSplit
    private(set) var report: ForkReport
    /// The branch without the intervention; that with it is the run itself.
    private(set) var branch: BranchHistory

    init(number: Int, words: String, split: EpochSplit, report: ForkReport) {
        self.number = number
        self.words = words
        self.split = split
        self.report = report
        branch = BranchHistory(start: report.start)
    }

    mutating func take(_ report: ForkReport) {
        branch.append(report)
        self.report = report
    }
}

extension DashboardState {
    /// News of a fork.
    mutating func absorb(_ report: ForkReport) {
        var fork = self.fork ?? begin(report)
        fork.take(report)
        self.fork = fork
        switch report.phase {
        case .training: break
        case .waiting:
            removeDialogs(.stop)
            // Below whatever the user is in the middle of.
            overlays.insert(.dialog(.fork(fork, glyphs: glyphs)), at: 0)
        case .keptWith:
            history.remember(fork.branch)
            end(fork, "kept with it")
        case .keptWithout:
            // Its steps have all been made: they are no leap of the throughput.
            run.step = report.without.step
            end(fork, "kept without it")
        case .canceled: end(fork, "canceled")
        }
    }

    private mutating func begin(_ report: ForkReport) -> WatchedFork {
        let item = journal.items.first { item in item.entries.contains { report.entries.contains($0.id) } }
        // A fork that is canceled comes back to here.
        history.mark(step: report.with.step)
        return WatchedFork(
            number: item?.number ?? report.entries.lowerBound, words: item?.words ?? "",
            split: run.description.validationSamples > 0 ? .validation : .training, report: report)
    }

    private mutating func end(_ fork: WatchedFork, _ choice: String) {
        self.fork = nil
        removeDialogs(.fork)
        throughput.reset()
        var line = "fork: \(choice)"
        var toast = "fork \(glyphs.number(fork.number)): \(choice)"
        let report = fork.report
        if report.phase != .canceled, let with = report.with.metrics, let without = report.without.metrics {
            line += ForkWords.difference(report).map { "; \($0)" } ?? ""
            toast += "; loss \(ForkWords.verdict(with.loss, without.loss))"
        }
        journal.log(.note, line, step: run.step, number: fork.number)
        toasts.show(.applied, toast, now: now)
    }
}
