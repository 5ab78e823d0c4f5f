/// One line on standard error that is written over as long work goes on, with rate and remaining time; silent where
/// standard error is no terminal.
struct ProgressLine {
    private let isTerminal = StandardError.canRewrite
    private let start = Waiting.now
    private var isShown = false

    mutating func show(_ title: String, done: Int, of count: Int, detail: String) {
        guard isTerminal else { return }
        let seconds = Waiting.now - start
        var text = "\(title) \(done)/\(count)"
        if !detail.isEmpty { text += ", \(detail)" }
        if done > 0, done < count {
            text += ", \(NumberText.duration(seconds / Double(done) * Double(count - done))) left"
        }
        StandardError.rewrite(text)
        isShown = true
    }

    /// Takes the line away, so that what follows starts on a clean one.
    mutating func clear() {
        if isShown { StandardError.rewrite("") }
        isShown = false
    }
}
