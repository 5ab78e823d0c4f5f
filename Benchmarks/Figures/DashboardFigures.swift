import Foundation
import Glibc
import PseudoTerminal
import Terminal

/// What the dashboard costs and how quickly it answers: the real program in a pseudo-terminal.
enum DashboardFigures {
    // What chooses OpenBLAS's kernels decides the speed: it must be the same on both sides.
    private static let environment = [
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/tmp",
        "XDG_DATA_HOME": folder,
        "SWIFT_BACKTRACE": "enable=no",
    ].merging(ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("OPENBLAS_") }) { $1 }

    /// Where the measured runs are recorded, as runs are by default.
    private static let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("descent-bench-\(getpid())").path

    static func print() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try throughput()
        try firstFrame()
        try keyToScreen()
        try pausedProcessor()
        try memory()
    }

    /// Steps a second with the dashboard open against plain, in turns.
    private static func throughput() throws {
        var plain: [Double] = []
        var watched: [Double] = []
        for _ in 0..<5 {
            plain.append(try FlatOut.rate(epochs: epochs, environment: ["XDG_DATA_HOME": folder]))
            watched.append(try watchedRate())
        }
        figure("dashboard_throughput_ratio", Interleaved.median(zip(watched, plain).map { $0 / $1 }), "ratio")
        figure("digits_plain_steps_per_second", Interleaved.median(plain), "1/s")
    }

    /// Epochs of a run long enough to even out its start.
    private static let epochs = 2000

    /// The same run under the dashboard; the rate is taken from the summary that stays after leaving.
    private static func watchedRate() throws -> Double {
        let terminal = try started(["--epochs", String(epochs)] + FlatOut.settings)
        terminal.wait { $0.contains("FINISHED") || $0.contains("finished") }
        terminal.type("q")
        // Only the summary says this; the header's rate is that of a moment.
        terminal.wait(for: "weights sha256")
        _ = terminal.waitForExit()
        let text = String(decoding: terminal.output.suffix(4000), as: UTF8.self)
        guard let match = text.matches(of: /([0-9.,  ]+)(k|M)? steps\/s/).last else { return .nan }
        let digits = match.1.filter { $0.isNumber || $0 == "." }
        let factor = match.2 == "k" ? 1e3 : match.2 == "M" ? 1e6 : 1
        return (Double(digits) ?? .nan) * factor
    }

    private static func started(_ extra: [String]) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(Size(columns: 120, rows: 36))
        try terminal.start(FlatOut.program, ["run", "digits"] + extra, environment: environment)
        return terminal
    }

    private static let endless = ["--epochs", "1000000"] + FlatOut.settings

    private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e6 }

    private static func firstFrame() throws {
        let times = try (0..<7).map { _ in
            let start = now
            let terminal = try started(endless)
            terminal.wait { $0.contains("digits") && $0.contains("Loss") }
            return now - start
        }
        figure("first_frame_ms", Interleaved.median(times), "ms")
    }

    /// From a key to the screen that shows its effect, while training runs flat out.
    private static func keyToScreen() throws {
        let terminal = try started(endless)
        terminal.wait(for: "─ linear ")
        var times: [Double] = []
        for index in 0..<300 {
            // Keys come at any moment of a frame, not right after one.
            settle(terminal, seconds: 0.01 + Double(7919 * index % 40) / 1000)
            let start = now
            terminal.type("y")
            terminal.wait(for: index.isMultiple(of: 2) ? "─ log " : "─ linear ")
            times.append(now - start)
        }
        times.sort()
        figure("key_to_screen_p99_ms", times[min(times.count - 1, times.count * 99 / 100)], "ms")
    }

    private static func pausedProcessor() throws {
        let terminal = try started(endless)
        terminal.wait(for: "RUNNING")
        terminal.type(" ")
        terminal.wait(for: "PAUSED")
        // Let toasts fade: after that nothing moves.
        settle(terminal, seconds: 8)
        let before = processorSeconds(terminal.process)
        settle(terminal, seconds: 10)
        figure("paused_cpu_percent", (processorSeconds(terminal.process) - before) / 10 * 100, "percent")
    }

    /// Reads whatever is written for a while.
    private static func settle(_ terminal: PseudoTerminal, seconds: Double) {
        let end = now + seconds * 1000
        terminal.wait { _ in now >= end }
    }

    private static func processorSeconds(_ process: pid_t) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return .nan }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Resident memory with the dashboard open, after some ten seconds of training.
    private static func memory() throws {
        let terminal = try started(endless)
        terminal.wait(for: "RUNNING")
        settle(terminal, seconds: 10)
        figure("digits_rss_mb", residentMegabytes(terminal.process), "MB")
    }

    static func residentMegabytes(_ process: pid_t) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}
