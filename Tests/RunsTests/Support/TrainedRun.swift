import Dispatch
import Synchronization
import Testing
import Tunables

@testable import Runs
@testable import Training

/// A run really trained and recorded, with commands given at chosen steps.
enum TrainedRun {
    /// Trains to the end; the actions are obeyed one after the other from the start, each before the next is sent,
    /// those of `afterwards` each when the run has ended again.
    static func train(
        _ experiment: Experiment, _ actions: [Command.Action] = [], afterwards: [Command.Action] = [],
        recorder: ((RunDescription) throws -> RunRecorder)?
    ) throws -> RunSummary {
        let prepared = try PreparedExperiment.prepare(experiment)
        let news = DispatchSemaphore(value: 0)
        let trainer = Trainer(prepared) { news.signal() }
        let recorder = try recorder?(trainer.description)
        var waiting = ([.pause] + actions + [.resume])[...]
        var afterwards = afterwards[...]
        var awaited = 0
        func sendNext() {
            guard let next = waiting.popFirst() else { return }
            awaited += 1
            trainer.send(Command(id: awaited, next))
        }
        sendNext()
        trainer.start()
        var batch = trainer.makeBatch()
        var isStepping = false
        while news.wait(timeout: .now() + 30) == .success {
            let events = trainer.takeTelemetry(into: &batch)
            recorder?.record(events, batch)
            for event in events {
                switch event {
                case .applied(awaited, _):
                    // A step is over when the run pauses again.
                    isStepping = waiting.startIndex > 0 && isStep(awaited, actions)
                    if !isStepping { sendNext() }
                case .state(.paused) where isStepping:
                    isStepping = false
                    sendNext()
                case .finished(let summary):
                    if let next = afterwards.popFirst() {
                        trainer.send(Command(id: -1, next))
                        continue
                    }
                    recorder?.finish()
                    trainer.send(Command(id: 0, .quit))
                    return summary
                default: break
                }
            }
        }
        throw RealReaders.Missing(description: "the run did not end")
    }

    /// Whether the command with this number is one step: the first is the pause.
    private static func isStep(_ id: Int, _ actions: [Command.Action]) -> Bool {
        actions.indices.contains(id - 2) && actions[id - 2] == .step
    }

    /// A run with a change of the learning rate, one that is undone, and a switch of the optimizer.
    static let tinkering: [Command.Action] =
        Array(repeating: .step, count: 7) + [.set([Assignment("optimizer.lr", 0.02)])]
        + Array(repeating: .step, count: 4) + [.set([Assignment("dropout.enabled", false)]), .undo]
        + Array(repeating: .step, count: 3)
        + [.set([Assignment("optimizer.name", "momentum"), Assignment("optimizer.lr", 0.05)])]
}
