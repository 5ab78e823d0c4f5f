import Training

/// A fork of the scripted run: the other branch keeps up with it, half as high again.
extension FakeRun {
    mutating func beginFork() throws {
        guard let newest = entries.last else { throw Refused(reason: "nothing to fork") }
        let report = ForkReport(
            entries: newest.id...newest.id, start: newest.step, goal: max(step, newest.step + 200),
            with: ForkReport.Branch(step: step), without: ForkReport.Branch(step: newest.step))
        fork = report
        forkedAt = step
        enter(.running)
        events.append(.fork(report))
        advanceFork()
    }

    /// Brings the other branch to the step of the run; at the goal both wait.
    mutating func advanceFork() {
        guard var report = fork, report.phase == .training else { return }
        report.points = (report.without.step + 1..<max(report.without.step + 1, step + 1)).map {
            ForkReport.Point(step: $0, loss: Float(Self.loss($0) * 1.5))
        }
        report.without.step = step
        report.with.step = step
        report.with.metrics = SplitMetrics(loss: 0.2, accuracy: 0.95)
        report.without.metrics = SplitMetrics(loss: 0.25, accuracy: 0.9)
        if step >= report.goal {
            report.phase = .waiting
            enter(.paused)
        }
        fork = report
        events.append(.fork(report))
    }

    mutating func keepFork(_ keepsIntervention: Bool) throws {
        guard var report = fork, report.phase == .waiting else { throw Refused(reason: "nothing to choose") }
        report.points = []
        report.phase = keepsIntervention ? .keptWith : .keptWithout
        fork = nil
        if !keepsIntervention { try undo() }
        events.append(.fork(report))
        enter(.running)
    }

    mutating func cancelFork() {
        guard var report = fork else { return }
        report.points = []
        report.phase = .canceled
        if step > forkedAt { goBack(toStep: forkedAt) }
        fork = nil
        events.append(.fork(report))
    }
}
