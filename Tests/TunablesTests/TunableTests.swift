import Testing

@testable import Tunables

@Suite("Tunables")
struct TunableTests {
    static let rate = Tunable.real("lr", default: 0.1, in: .fraction, scale: .log, help: "")
    static let size = Tunable("size", .integer(Bounds(1, .infinity), words: ["all"]), default: 32, help: "")
    static let mode = Tunable.choice("mode", default: "norm", of: ["norm", "value"], help: "")
    static let onOff = Tunable.toggle("enabled", default: true, help: "")
    static let weights = Tunable("weights", .reals(.nonNegative, words: ["balanced"]), default: "balanced", help: "")

    static let readable: [(Tunable, String, Value)] = [
        (rate, "3e-4", 3e-4), (rate, "0", 0.0), (size, "all", "all"), (size, "64", 64), (size, "6.4e1", 64),
        (mode, " value ", "value"), (onOff, "on", true), (onOff, "No", false), (weights, "[1, 2.5]", [1.0, 2.5]),
        (weights, "balanced", "balanced"), (weights, "1,2", [1.0, 2.0]),
    ]

    @Test("read what a person types", arguments: readable)
    func reading(tunable: Tunable, text: String, value: Value) throws {
        #expect(try tunable.parse(text) == value)
    }

    static let refused: [(Tunable, String, String)] = [
        (rate, "1", "'lr' must be at least 0 and below 1, not 1"),
        (rate, "nan", "'lr' must be at least 0 and below 1, not nan"),
        (rate, "fast", "'lr' takes a number at least 0 and below 1, not 'fast'"),
        (size, "0", "'size' must be at least 1, not 0"),
        (size, "2.5", "'size' takes a whole number at least 1 or 'all', not 2.5"),
        (mode, "vlaue", "unknown name 'vlaue' for 'mode'; did you mean 'value'? allowed: norm, value"),
        (onOff, "2", "'enabled' takes true or false, not '2'"),
        (weights, "[1, -2]", "'weights' must be at least 0, not -2"),
    ]

    @Test("refuse what is out of range, and say what is allowed", arguments: refused)
    func refusing(tunable: Tunable, text: String, message: String) {
        let error = #expect(throws: TunableError.self) { _ = try tunable.parse(text) }
        #expect(error?.description == message)
    }

    @Test("values write themselves the way they are read back")
    func roundTrip() throws {
        for number in [1e-8, 0.001, 0.1, 3, 1e6, 123456.789] {
            #expect(try Self.rate.withDefault(0).check(.real(min(number, 0.5))) == .real(min(number, 0.5)))
            #expect(Double(Value.real(number).description) == number)
        }
        #expect(Value.list([1.0, "a", true]).description == "[1, a, true]")
    }

    @Test("the nearest name is found by edit distance, and only if it is near")
    func nearest() {
        let names = ["momentum", "beta1", "beta2", "epsilon"]
        #expect(nearestName(to: "bata1", among: names) == "beta1")
        #expect(nearestName(to: "momentun", among: names) == "momentum")
        #expect(nearestName(to: "learning_rate", among: names) == nil)
        #expect(editDistance("abcd", "acbd") == 1)
        #expect(editDistance("", "abc") == 3)
    }

    @Test("a part reads its own keys and falls back to its declared defaults")
    func values() {
        let descriptor = Descriptor("adam", summary: "", tunables: [Self.rate, Self.size, Self.onOff, Self.mode])
        let values = Values(descriptor, settings: Settings(["optimizer.lr": 0.5]), prefix: "optimizer")
        #expect(values.real("lr") == 0.5)
        #expect(values.integer("size") == 32)
        #expect(values.toggle("enabled"))
        #expect(values.word("mode") == "norm")
    }
}
