import Terminal

extension DashboardState {
    /// The screen as text and as SVG, named after the run and its step.
    mutating func screenshot() -> [Effect] {
        var canvas = Canvas(size)
        // What is on screen now, without the messages that come and go.
        var still = self
        still.toasts = Toasts()
        render(still, into: &canvas)
        let name = "descent-\(run.description.name.fileName)-step-\(run.step)"
        return [
            .saveScreenshot(name: name + ".txt", contents: canvas.text + "\n"),
            .saveScreenshot(name: name + ".svg", contents: svg(of: canvas, theme: options.theme)),
        ]
    }
}

extension String {
    /// The text with everything but letters, digits, `-` and `_` replaced.
    fileprivate var fileName: String {
        String(map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-" })
    }
}
