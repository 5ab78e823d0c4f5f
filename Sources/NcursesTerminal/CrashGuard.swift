import CNcurses
import CSignals

/// Puts the terminal back when a signal ends the program: screen and modes, then what was said on standard error.
struct CrashGuard {
    private let bytes: [CChar]
    private let device: TerminalDevice
    private let errors: DeferredErrors?

    /// Works out, while a screen is open, what must be sent to leave it.
    init(device: TerminalDevice, errors: DeferredErrors?) {
        self.device = device
        self.errors = errors
        let names: [String] = ["sgr0", "op", "rmkx", "cnorm", "rmcup"]
        let capabilities = names.compactMap { name in
            cn_capability(name).map { Self.withoutPadding(String(cString: $0)) }
        }
        bytes = (MouseMode.off + PasteMode.off + capabilities.joined()).utf8.map { CChar(bitPattern: $0) }
    }

    func arm() {
        var modes = device.originalModes
        cs_arm_crash_guard(
            device.descriptor, &modes, bytes, bytes.count, errors?.log ?? -1, errors?.original ?? -1)
    }

    func disarm() { cs_disarm_crash_guard() }

    /// A terminfo string without its `$<…>` delays, which only tputs understands.
    static func withoutPadding(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">") {
            result += rest[..<start.lowerBound]
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
