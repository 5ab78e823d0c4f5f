import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("Palette")
struct PaletteTests {
    private func parse(_ line: String, _ session: Session = Session()) -> Result<Outcome, PaletteError> {
        Result { () throws(PaletteError) in try PaletteParser(session.state.vocabulary).parse(line) }
    }

    private func set(_ key: String, _ value: Value) -> Result<Outcome, PaletteError> {
        .success(.assign([Assignment(key, value)], source: .palette))
    }

    @Test("takes keys by their end, groups by their main setting, = or a blank, numbers as people type them")
    func understands() {
        #expect(parse("lr 3e-4") == set("optimizer.lr", 3e-4))
        #expect(parse("lr=3e-4") == set("optimizer.lr", 3e-4))
        #expect(parse("  optimizer.lr   =  0.5 ") == set("optimizer.lr", 0.5))
        #expect(parse("dropout off") == set("dropout.enabled", false))
        #expect(parse("dropout 0.3") == set("dropout.rate", 0.3))
        #expect(parse("batch 64") == set("batch.size", 64))
        #expect(parse("batch all") == set("batch.size", "all"))
        #expect(parse("early_stopping on") == set("early_stopping.enabled", true))
        #expect(parse("patience 3") == set("early_stopping.patience", 3))
        #expect(
            parse("l2 1e-4; batch.size 16")
                == .success(.assign([Assignment("l2", 1e-4), Assignment("batch.size", 16)], source: .palette)))
        #expect(
            parse("optimizer sgd")
                == .success(.choosePart(choiceKey: "optimizer.name", name: "sgd", source: .palette)))
        #expect(
            parse("optimizer sgd; lr 1e-3")
                == .success(
                    .assign(
                        [Assignment("optimizer.name", "sgd"), Assignment("optimizer.lr", 1e-3)], source: .palette)))
    }

    @Test("knows the verbs, with and without a word after them")
    func understandsVerbs() {
        #expect(parse("pause") == .success(.send(.pause, source: .palette)))
        #expect(parse("undo") == .success(.perform(.undo)))
        #expect(parse("smooth 0.6") == .success(.look(.smoothing(0.6))))
        #expect(parse("axis time") == .success(.look(.axis(.wallTime))))
        #expect(parse("theme calm") == .success(.look(.theme("calm"))))
        #expect(parse("goto 120") == .success(.look(.cursor(120))))
    }

    @Test(
        "refuses with the reason and what helps",
        arguments: [
            ("", "type a setting"), ("  ; ", "type a setting"), ("lr", "takes a number"),
            ("lr abc", "'optimizer.lr' takes a number"), ("lr -1", "must be at least 0"), ("lr 1e9", "at most 100"),
            ("lerning 1", "no setting or verb 'lerning'"), ("pattience 3", "did you mean 'patience'?"),
            ("optimizer sdg", "did you mean 'sgd'?"), ("seed 3", "fixed once a run has started"),
            ("optimizer.beta 0.5", "choose one first, as in 'optimizer momentum'"),
            ("beta1 0.5", "'beta1' belongs to adam"),
            ("l1 1 2", "takes a number"), ("weight 1", "no setting or verb"), ("pause now", "takes nothing after it"),
            ("axis sideways", "one of step, epoch, time"), ("smooth 2", "a number from 0 to 0.999"),
            ("lr 1; undo", "stands alone"), ("type dense", "could be"), ("shuffle maybe", "true or false"),
        ])
    func refuses(line: String, reason: String) {
        guard case .failure(let error) = parse(line) else {
            Issue.record("'\(line)' was taken")
            return
        }
        #expect(error.description.contains(reason), "\(line): \(error.description)")
    }

    @Test(
        "says of a setting that does nothing to the samples that it does, and which do something",
        arguments: ["", "augmentation."])
    func inapplicable(_ group: String) {
        let run = Session().state.vocabulary
        let vocabulary = PaletteVocabulary(
            tunables: run.tunables.filter {
                !$0.key.hasPrefix("augmentation.") || ["augmentation.flip", "augmentation.noise"].contains($0.key)
            }, parts: run.parts, values: run.values)
        let error = #expect(throws: PaletteError.self) { try PaletteParser(vocabulary).parse("\(group)mask 0.1") }
        #expect(error == .inapplicable(key: "augmentation.mask", applying: ["flip", "noise"]))
        #expect(error?.description == "'augmentation.mask' does nothing to this run's data; what does: flip, noise")
    }

    @Test("keeps a refused line to be mended, and sends nothing")
    func keepsRefusedLines() {
        var session = Session()
        session.type(":lr 9999")
        session.press(.enter)
        #expect(session.shows("'optimizer.lr' must be at least 0 and at most 100, not 9999"))
        #expect(session.shows(":lr 9999"))
        #expect(session.commands.isEmpty)
        session.press(.backspace, .backspace, .backspace, .enter)
        #expect(session.lastAction == .set([Assignment("optimizer.lr", .real(9))]))
        #expect(session.state.overlays.isEmpty)
    }

    @Test("Tab goes through the completions; a single one is taken so that its value can follow")
    func completes() {
        var session = Session()
        session.type(":optimizer.l")
        session.press(.tab)
        #expect(session.shows(":optimizer.lr"))
        session.type("0.3")
        session.press(.enter)
        #expect(session.lastAction == .set([Assignment("optimizer.lr", 0.3)]))

        session.type(":batch.last ")
        session.press(.tab)
        #expect(session.shows(":batch.last keep"))
        session.press(.tab)
        #expect(session.shows(":batch.last drop"))
        session.press(.enter)
        #expect(session.lastAction == .set([Assignment("batch.last", "drop")]))
    }

    @Test("completion knows every live tunable by its full key", arguments: EveryTunableTests.live)
    func completesEveryTunable(tunable: Tunable) {
        let vocabulary = Session().state.vocabulary
        #expect(vocabulary.completions(of: tunable.key).contains { $0.label == tunable.key })
        #expect(vocabulary.hint(for: tunable.key + " ")?.contains(tunable.help) == true)
    }

    @Test("up and down recall lines, and give back what was being typed")
    func recalls() {
        var session = Session()
        for line in ["l1 0.1", "l2 0.2"] {
            session.type(":" + line)
            session.press(.enter)
        }
        session.type(":half")
        session.press(.up)
        #expect(session.shows(":l2 0.2"))
        session.press(.up, .up)
        #expect(session.shows(":l1 0.1"))
        session.press(.down, .down)
        #expect(session.shows(":half"))
    }

    @Test("the text field edits as terminals do")
    func edits() {
        var field = TextField("one two")
        _ = field.receive(.control("w"))
        #expect(field.text == "one ")
        _ = field.receive(.home)
        _ = field.receive(.character("x"))
        _ = field.receive(.delete)
        #expect(field.text == "xne ")
        _ = field.receive(.control("k"))
        #expect(field.text == "x")
        _ = field.receive(.control("u"))
        #expect(field.text == "")
        for key in [Key.backspace, .delete, .left, .right, .control("w"), .control("k")] { _ = field.receive(key) }
        #expect(field.cursor == 0)
    }
}
