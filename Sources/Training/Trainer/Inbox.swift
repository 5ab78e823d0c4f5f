import Dispatch
import Synchronization

/// Commands on their way to the trainer. Between two steps the trainer pays one atomic load.
final class Inbox: Sendable {
    private let commands = Locked<[Command]>([])
    private let hasCommands = Atomic<Bool>(false)
    /// A paused trainer parks here.
    private let arrival = DispatchSemaphore(value: 0)

    func put(_ command: Command) {
        commands.withLock { $0.append(command) }
        hasCommands.store(true, ordering: .releasing)
        arrival.signal()
    }

    /// Whether commands wait.
    @inline(__always)
    var isWaiting: Bool { hasCommands.load(ordering: .acquiring) }

    func takeAll() -> [Command] {
        hasCommands.store(false, ordering: .relaxed)
        return commands.withLock { commands in
            defer { commands.removeAll() }
            return commands
        }
    }

    /// Sleeps until a command is there; uses no processor time.
    func park() {
        while !isWaiting { arrival.wait() }
    }

    /// Sleeps until a command is there or the time has come.
    func park(until deadline: UInt64) {
        while !isWaiting {
            if arrival.wait(timeout: DispatchTime(uptimeNanoseconds: deadline)) == .timedOut { return }
        }
    }
}
