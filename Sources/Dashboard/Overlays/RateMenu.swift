import Training
import Tunables

extension Menu {
    /// With which learning rate another optimizer begins: the one that keeps the size of updates as soon as it is
    /// measured, the optimizer's own, the one in force. One command whichever is taken.
    ///
    /// - Parameter match: `nil` while it is being measured; taken then, the run measures it before it switches.
    static func learningRate(
        for part: Descriptor, choiceKey: String, rateKey: String, current: Value, source: CommandSource,
        match: RateMatch? = nil
    ) -> Menu? {
        guard let own = part.tunable("lr")?.defaultValue else { return nil }
        func item(_ label: String, _ rate: Value, _ detail: String) -> Item {
            let growth = rate.number.flatMap { rate in match?.words(at: rate) } ?? ""
            return Item(
                label: label, detail: detail + growth,
                outcome: .assign(
                    [Assignment(choiceKey, .word(part.name)), Assignment(rateKey, rate)], source: source))
        }
        func labeled(_ rate: Value) -> String { "lr \(JournalWords.text(rate))" }
        var items = [item(labeled(own), own, own == current ? "its default, and the one in force" : "its default")]
        if own != current { items.append(item(labeled(current), current, "keep the one in force")) }
        if let match {
            if let rate = match.rate, .real(rate) != own, .real(rate) != current {
                items.insert(item(labeled(.real(rate)), .real(rate), "keeps the size of updates, as measured"), at: 0)
            }
        } else {
            items.insert(item("lr match", "match", "keeps the size of updates (being measured)"), at: 0)
        }
        var menu = Menu(title: "\(part.name): with which learning rate?", items: items)
        menu.question = RateQuestion(
            part: part, choiceKey: choiceKey, rateKey: rateKey, current: current, source: source)
        menu.selected = items.firstIndex { $0.detail.hasPrefix("its default") } ?? 0
        return menu
    }
}

/// What a menu of learning rates was opened for, so that it can be made anew when the measurement is there.
struct RateQuestion: Sendable, Hashable {
    let part: Descriptor
    let choiceKey: String
    let rateKey: String
    let current: Value
    let source: CommandSource
}

extension RateMatch {
    /// What becomes of the updates at a rate, after a comma; empty where they stay about as large.
    func words(at rate: Double) -> String {
        let growth = growth(at: rate)
        guard growth.isFinite, growth > 0, growth < 0.67 || growth > 1.5 else { return "" }
        let factor = ChartNumber.approximate(max(growth, 1 / growth).rounded())
        let times = factor == "1" ? "1.5" : factor
        if growth < 1 {
            return ", updates \(times)x smaller" + (flattens(at: rate) ? ": the loss would flatten" : "")
        }
        return ", updates \(times)x larger" + (growth > 10 ? ": it may diverge" : "")
    }
}

extension DashboardState {
    /// A measurement is there: the menu that waits for it shows it, chosen beforehand unless the run is stuck with
    /// vanishing gradients, whose tiny updates are not worth keeping.
    mutating func absorb(_ match: RateMatch) {
        rateMatch = match
        for index in overlays.indices {
            guard case .menu(let menu) = overlays[index], let question = menu.question,
                question.part.name == match.optimizer,
                var next = Menu.learningRate(
                    for: question.part, choiceKey: question.choiceKey, rateKey: question.rateKey,
                    current: question.current, source: question.source, match: match)
            else { continue }
            if menu.hasMoved {
                // The place in the list counts from its end: only the first item is new.
                next.selected = max(0, next.items.count - (menu.items.count - menu.selected))
            } else if verdict?.symptom != .vanishing {
                next.selected = 0
            }
            overlays[index] = .menu(next)
        }
    }

    /// What a switch of optimizer did to the size of updates, where it was measured.
    mutating func noteUpdates(after entry: JournalEntry) {
        guard let match = rateMatch,
            entry.assignments.contains(Assignment("optimizer.name", .word(match.optimizer))),
            let rate = entry.assignments.last(where: { $0.key == "optimizer.lr" })?.value.number
        else { return }
        let words = match.words(at: rate)
        let size = words.isEmpty ? ", updates about as large as before" : words
        journal.log(
            .note, "\(match.optimizer) at lr \(NumberText.setting(rate))\(size) (measured)", step: entry.step)
        rateMatch = nil
    }
}
