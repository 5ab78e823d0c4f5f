import Tunables

/// Searching for a learning rate: the run stands still meanwhile, and its clock.
extension TrainerLoop {
    /// Begins a range test on a copy of the run.
    func findRate(over range: RateRange) throws {
        if state.isOver { throw Refusal(Self.overReason) }
        if state == .diverged { throw Refusal(Self.divergedReason) }
        guard rangeTest == nil else { throw Refusal("a range test is running already") }
        let test = try RangeTest(of: session, over: range)
        rangeTest = test
        clock.halt()
        events.append(.rateSweep(test.sweep))
    }

    func cancelFindRate() throws {
        guard let rangeTest else { throw Refusal("no range test is running") }
        rangeTest.cancel()
        endRangeTest()
    }

    /// One step of the range test; the curve so far is told as often as steps are.
    func advanceRangeTest() {
        guard let rangeTest else { return }
        rangeTest.step()
        if rangeTest.sweep.phase != .running { return endRangeTest() }
        guard isHandOverDue else { return }
        events.append(.rateSweep(rangeTest.sweep))
        handOver(atOnce: true)
    }

    private func endRangeTest() {
        guard let ended = rangeTest else { return }
        rangeTest = nil
        if state == .running { clock.run() }
        events.append(.rateSweep(ended.sweep))
        handOver(atOnce: true)
    }

    func matchRate(_ optimizer: String) throws {
        if state.isOver { throw Refusal(Self.overReason) }
        if state == .diverged { throw Refusal(Self.divergedReason) }
        events.append(.rateMatched(try session.matchRate(switching: [Assignment("optimizer.name", .word(optimizer))])))
    }

    /// The assignments with `optimizer.lr: match` replaced by the rate measured.
    func resolveMatch(_ assignments: [Assignment]) throws -> [Assignment] {
        let index = assignments.firstIndex { assignment in
            assignment.value == .word("match")
                && (assignment.key == "lr" || assignment.key == "optimizer.lr")
        }
        guard let index else { return assignments }
        guard assignments.contains(where: { $0.key == "optimizer" || $0.key == "optimizer.name" }) else {
            throw Refusal("'lr match' goes with a switch: 'optimizer sgd; lr match'")
        }
        var others = assignments
        others.remove(at: index)
        let match = try session.matchRate(switching: others)
        events.append(.rateMatched(match))
        guard let rate = match.rate else {
            throw Refusal("no rate keeps the size of updates: the last ones, or those tried, were zero or not finite")
        }
        var resolved = assignments
        resolved[index] = Assignment(assignments[index].key, .real(rate))
        return resolved
    }
}
