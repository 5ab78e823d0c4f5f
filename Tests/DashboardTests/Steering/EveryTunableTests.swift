import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("Every live tunable")
struct EveryTunableTests {
    static let live = FakeRun().tunables.filter { $0.change == .live }

    /// Another valid value, as a person would type it.
    static func other(_ tunable: Tunable, than current: Value?) -> String? {
        var candidates: [String] =
            switch tunable.kind {
            case .real, .integer: ["0.5", "2", "3", "40", "0.25", "7", "0"]
            case .toggle: ["on", "off"]
            case .choice(let names): names
            case .choices(let names): names.map { "[\($0)]" }
            case .text: ["something"]
            case .reals(_, let words): words + ["[1, 2]"]
            }
        if case .integer(_, let words) = tunable.kind { candidates += words }
        return candidates.first { text in (try? tunable.parse(text)).map { $0 != current } ?? false }
    }

    @Test("has a row in the controls")
    func hasARow() {
        let session = Session()
        #expect(Set(session.state.controls.tunables.map(\.key)) == Set(Self.live.map(\.key)))
        #expect(session.state.controls.tunables.first?.key == "optimizer.lr")
    }

    @Test("can be changed with Enter in the controls", arguments: live)
    func byControls(tunable: Tunable) throws {
        var session = Session()
        let current = session.run.settings[tunable.key] ?? tunable.defaultValue
        session.state.controls.select(key: tunable.key)
        session.press(.enter)
        switch tunable.kind {
        case .toggle: break
        case .choice(let names):
            // A choice of one has nothing else to choose.
            session.press(names.count > 1 && current == .word(names[0]) ? .end : .home, .enter)
            if !session.state.overlays.isEmpty { session.press(.enter) }
            if names.count == 1 {
                #expect(session.run.refusals == [])
                return
            }
        case .choices: session.press(.end, .character(" "), .enter)
        case .real, .integer, .text, .reals:
            let text = try #require(Self.other(tunable, than: current))
            session.press(.control("u"))
            session.type(text)
            session.press(.enter)
        }
        #expect(session.run.refusals == [])
        guard case .set(let assignments)? = session.lastAction else {
            Issue.record("nothing was sent for \(tunable.key)")
            return
        }
        #expect(assignments.first?.key == tunable.key)
        #expect(assignments.first?.value != current)
    }

    @Test("can be changed by its full key in the palette", arguments: live)
    func byPalette(tunable: Tunable) throws {
        var session = Session()
        let current = session.run.settings[tunable.key] ?? tunable.defaultValue
        guard let text = Self.other(tunable, than: current) else { return }
        session.type(":\(tunable.key) \(text)")
        session.press(.enter)
        if !session.state.overlays.isEmpty { session.press(.enter) }
        #expect(session.run.refusals == [])
        guard case .set(let assignments)? = session.lastAction else {
            Issue.record("nothing was sent for \(tunable.key)")
            return
        }
        #expect(assignments.first == Assignment(tunable.key, try tunable.parse(text)))
        #expect(session.commands.last?.source == .palette)
    }

    @Test("moves by + and - within its bounds, and comes to rest at both ends", arguments: live)
    func byNudging(tunable: Tunable) throws {
        guard var value = [tunable.defaultValue].first(where: { $0.number != nil }) else { return }
        for direction in [Nudge.Direction.up, .down] {
            for isFine in [false, true] {
                var moves = 0
                while moves < 400,
                    let next = Nudge.neighbor(of: value, tunable, direction, isFine: isFine)
                {
                    #expect(try tunable.check(next) == next)
                    let before = try #require(value.number)
                    let after = try #require(next.number)
                    #expect(direction == .up ? after > before : after < before)
                    value = next
                    moves += 1
                }
            }
        }
    }

    @Test("coarse steps of the learning rate go 1, 2, 5, 10")
    func ladder() throws {
        let rate = try #require(Self.live.first { $0.key == "optimizer.lr" })
        var value = Value.real(1e-3)
        var seen: [Double] = []
        for _ in 0..<4 {
            value = try #require(Nudge.neighbor(of: value, rate, .up, isFine: false))
            seen.append(try #require(value.number))
        }
        #expect(seen == [0.002, 0.005, 0.01, 0.02])
        #expect(Nudge.neighbor(of: .real(0.01), rate, .up, isFine: true) == .real(0.011))
        #expect(Nudge.neighbor(of: .real(0.03), rate, .down, isFine: false) == .real(0.02))
    }

    @Test("decay rates approach 1 without reaching it; batch sizes double")
    func otherLadders() {
        let decay = Tunable.real("beta1", default: 0.9, in: .fraction, help: "")
        var value: Value = 0.9
        var seen: [Double] = []
        for _ in 0..<4 {
            value = Nudge.neighbor(of: value, decay, .up, isFine: false) ?? value
            seen.append(value.number ?? 0)
        }
        #expect(seen == [0.95, 0.98, 0.99, 0.995])
        let batch = Tunable.integer("size", default: 32, in: 1...4096, scale: .log, help: "")
        #expect(Nudge.neighbor(of: 32, batch, .up, isFine: false) == 64)
        #expect(Nudge.neighbor(of: 33, batch, .down, isFine: false) == 16)
        #expect(Nudge.neighbor(of: 32, batch, .up, isFine: true) == 33)
        #expect(Nudge.neighbor(of: 1, batch, .down, isFine: false) == nil)
        #expect(Nudge.neighbor(of: 4096, batch, .up, isFine: false) == nil)
    }
}
