import Foundation
import PseudoTerminal
import Terminal

/// Measures the program as a person has it: the built `descent` in a pseudo-terminal.
///
/// Usage: `dashboard-benchmark [path of descent]`; by default the one beside it.
@main
struct DashboardBenchmark {
    let program: String
    private let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/"]
    private let endless = ["run", "digits", "--epochs", "1000000", "--set", "early_stopping.enabled=false"]

    static func main() throws {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = own.deletingLastPathComponent().appendingPathComponent("descent").path
        let benchmark = DashboardBenchmark(program: CommandLine.arguments.dropFirst().first ?? beside)
        try benchmark.firstFrame().print()
        try benchmark.keyToScreen().print()
        let (memory, processor) = try benchmark.residence()
        memory.print()
        processor.print()
        try benchmark.throughputRatio().print()
    }

    private func open(_ arguments: [String]) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal()
        try terminal.start(program, arguments, environment: environment)
        return terminal
    }

    private func leave(_ terminal: PseudoTerminal) {
        terminal.signal(SIGTERM)
        _ = terminal.waitForExit()
    }

    /// From the start of the process to the first frame with the run's name on it.
    private func firstFrame() throws -> Figure {
        let times = try (0..<9).map { _ in
            let start = Self.now
            let terminal = try open(endless)
            terminal.wait { $0.isAlternate && $0.contains("digits") }
            defer { leave(terminal) }
            return (Self.now - start) * 1000
        }
        return Figure(name: "first_frame_ms", value: times.median, unit: "ms")
    }

    /// From a key to the screen that answers it, while training flat out: the axis goes from linear to log and back.
    private func keyToScreen() throws -> Figure {
        let terminal = try open(endless)
        defer { leave(terminal) }
        terminal.wait { $0.contains("linear") }
        var times: [Double] = []
        for index in 0..<400 {
            let answer = index.isMultiple(of: 2) ? "─ log " : "─ linear "
            let start = Self.now
            terminal.type("y")
            guard terminal.wait(for: answer) else { break }
            times.append((Self.now - start) * 1000)
            // Keys come at any moment of a frame, not right after one.
            usleep(UInt32(5000 + 7919 * index % 40000))
        }
        return Figure(name: "key_to_screen_p99_ms", value: times.quantile(0.99), unit: "ms")
    }

    /// Memory of a run after some seconds, and what the processor still does once it is paused.
    private func residence() throws -> (memory: Figure, processor: Figure) {
        let terminal = try open(endless)
        defer { leave(terminal) }
        terminal.wait { $0.contains("RUNNING") }
        let until = Self.now + 5
        while Self.now < until { terminal.wait { _ in Self.now >= until } }
        let pages = Double(Self.numbers(of: terminal.process, in: "statm")[1])
        terminal.type(" ")
        terminal.wait { $0.contains("PAUSED") }
        sleep(5)
        let before = Self.processorTicks(terminal.process)
        sleep(5)
        let ticks = Double(Self.processorTicks(terminal.process) - before)
        return (
            Figure(name: "digits_rss_mb", value: pages * Double(getpagesize()) / 1e6, unit: "MB"),
            Figure(name: "paused_cpu_percent", value: ticks / Double(sysconf(Int32(_SC_CLK_TCK))) / 5 * 100, unit: "%")
        )
    }

    /// Steps a second with the dashboard open by steps a second without, in turns.
    private func throughputRatio() throws -> Figure {
        let ratios = try (0..<5).map { _ in try rate(isPlain: false) / rate(isPlain: true) }
        return Figure(name: "dashboard_throughput_ratio", value: ratios.median, unit: "ratio")
    }

    private func rate(isPlain: Bool) throws -> Double {
        let arguments = ["run", "digits", "--epochs", "1500", "--set", "early_stopping.enabled=false"]
        let terminal = try open(arguments + (isPlain ? ["--plain"] : []))
        if !isPlain {
            terminal.wait { $0.contains("FINISHED") }
            terminal.signal(SIGTERM)
        }
        _ = terminal.waitForExit()
        let text = terminal.screen.text
        guard let start = text.firstRange(of: " s ("), let end = text.firstRange(of: " steps/s)") else { return .nan }
        return Double(text[start.upperBound..<end.lowerBound].filter { $0 != " " }) ?? .nan
    }

    // MARK: The process from outside

    private static var now: Double { ProcessInfo.processInfo.systemUptime }

    private static func numbers(of process: pid_t, in file: String) -> [Int] {
        let text = (try? String(contentsOfFile: "/proc/\(process)/\(file)", encoding: .utf8)) ?? ""
        return text.split(separator: " ").map { Int($0) ?? 0 }
    }

    /// Time in user and system mode.
    private static func processorTicks(_ process: pid_t) -> Int {
        let fields = numbers(of: process, in: "stat")
        return fields.count > 14 ? fields[13] + fields[14] : 0
    }
}
