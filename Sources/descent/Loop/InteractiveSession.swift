import ArgumentParser
import Dashboard
import Glibc
import NcursesTerminal
import Presets
import Runs
import Terminal
import Training

/// A terminal taken for drawing, until it is closed.
final class InteractiveSession {
    let surface: NcursesSurface
    let signals: SignalPipe
    let options: DashboardOptions
    /// Where recorded runs lie.
    let runs: RunsFolder
    /// What is still to be said of runs that were left for another.
    var farewell: [String] = []
    private let errors: DeferredErrors?

    /// Takes the terminal; `nil` where there is none to draw on, then the output is plain.
    ///
    /// - Throws: ``TerminalError`` when the system refuses what every program needs.
    static func open(
        _ look: LookOptions, runs: RunsFolder, environment: Environment = .current
    ) throws(TerminalError) -> InteractiveSession? {
        let locale = TerminalLocale.adopt()
        let charset = look.charset ?? Charset(codeset: locale.codeset, terminal: environment.terminalType)
        TerminalLocale.adopt(for: charset)
        let device: TerminalDevice
        do {
            device = try TerminalDevice(type: environment.terminalType)
        } catch .noTerminal {
            return nil
        } catch {
            StandardError.print("descent: \(error); plain output instead")
            return nil
        }
        if device.type != environment.terminalType {
            StandardError.print(
                "descent: the terminal type '\(environment.terminalType)' is not known here; drawn as \(device.type)")
        }
        if look.charset == nil, let note = locale.note { StandardError.print("descent: \(note)") }
        return try InteractiveSession(
            device, look: look, runs: runs, charset: charset, isColored: !environment.forbidsColor)
    }

    private init(
        _ device: TerminalDevice, look: LookOptions, runs: RunsFolder, charset: Charset, isColored: Bool
    ) throws(TerminalError) {
        self.runs = runs
        // Before ncurses, whose own handlers would leave the process at once.
        signals = try SignalPipe(catching: SignalPipe.leaving + SignalPipe.drawing)
        let theme = look.theme.theme
        errors = DeferredErrors()
        surface = try NcursesSurface(
            device: device, theme: theme, charset: charset, isColored: isColored, errors: errors)
        let hasColor = surface.depth != .mono
        var options = DashboardOptions(charset: charset, theme: theme, hasColor: hasColor)
        options.runsOption = runs.option
        self.options = options
        surface.setMouse(true)
    }

    /// Gives the terminal back and shows what was said on standard error meanwhile.
    func close() {
        surface.close()
        errors?.replay()
        StandardOutput.print(farewell)
        farewell = []
    }

    /// Stops the process as `^Z` does, the terminal being given back meanwhile. Returns when it goes on, the terminal
    /// taken again, with the signals that came meanwhile.
    func stop(wholeGroup: Bool) -> [Int32] {
        surface.suspend()
        let signals = StopClock.leavingOut { self.signals.stopProcess(wholeGroup: wholeGroup) }
        surface.resume()
        return signals
    }
}
