import Terminal
import Training

/// Takes an event into the state and says what is to be done about it. No clock, no terminal, no queue.
///
/// - Complexity: O(rows) for telemetry, O(1) for everything else but screenshots.
public func update(_ state: inout DashboardState, _ event: DashboardEvent) -> [Effect] {
    switch event {
    case .terminal(.key(let key)): return state.forward(event) ?? state.receive(key)
    case .terminal(.mouse(let mouse)): return state.forward(event) ?? state.receive(mouse)
    case .terminal(.paste(let text)): return state.forward(event) ?? state.receive(paste: text)
    case .terminal(.resize(let size)):
        state.size = size
        return state.forward(event) ?? []
    case .terminal(.closed): return [.quit(.quit)]
    case .telemetry(let events, let batch): return state.absorb(events, batch)
    case .past(let events, let batch): return state.absorb(past: events, batch)
    case .opening(let lines):
        for line in lines { state.journal.log(.note, line, step: state.run.step) }
        if let last = lines.last { state.notify(last) }
        return []
    case .checkpoint(let note):
        state.journal.log(note)
        return []
    case .notRecorded(let reason):
        state.loseRecording(reason)
        return []
    case .tick(let now):
        state.now = max(state.now, now)
        state.toasts.expire(now: state.now)
        return state.forward(event) ?? []
    case .resumed(let now):
        state.now = max(state.now, now)
        state.throughput.reset()
        return [.repaint]
    case .notice(let text):
        if let effects = state.forward(event) { return effects }
        state.notify(text)
        return []
    case .runs(let answer): return state.take(answer)
    }
}

/// When something on screen changes by itself, in the clock's seconds; `nil` if only an event can change it.
public func nextWake(_ state: DashboardState) -> Double? {
    // The remaining time counts down even where steps are slow.
    let clock = state.run.phase == .running ? state.now + 1 : nil
    let above = state.opened.first.flatMap(nextWake)
    return [state.toasts.nextEnd, clock, above].compactMap { $0 }.min()
}
