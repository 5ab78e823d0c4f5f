import Glibc
import Tensors

/// Prints the project's figures, a line each: name, value, unit. With arguments, only the groups or workloads named.
@main
struct Bench {
    static func main() throws {
        let wanted = Set(CommandLine.arguments.dropFirst())
        // As runs are by default: OpenBLAS itself would take every core, and allocate for it.
        setMatrixThreads(1)
        let groups: Set = ["engine", "allocations", "history", "dashboard", "recording"]
        func includes(_ group: String) -> Bool { wanted.isEmpty || wanted.contains(group) }
        let workloads = wanted.subtracting(groups)
        if includes("allocations") { try AllocationFigures.print() }
        if includes("engine") || !workloads.isEmpty { try EngineFigures.print(only: workloads) }
        if includes("history") { HistoryFigures.print() }
        if includes("dashboard") { try DashboardFigures.print() }
        if includes("recording") { try RecordingFigures.print() }
    }
}
