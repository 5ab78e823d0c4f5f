import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("Clock and progress")
struct ClockTests {
    @Test("the rate is that of the last seconds; the remaining time follows from it")
    func throughput() throws {
        var session = Session()
        session.train(1000)
        let rate = try #require(session.state.throughput.stepsPerSecond)
        #expect(abs(rate - 1000) < 1)
        // 60 epochs of 45 steps, 1 000 of them done.
        #expect(session.state.run.stepsLeft.map { abs($0 - 1700) < 1 } == true)
        #expect(session.shows("1.0k steps/s  ETA 0:02"))
        #expect(session.shows("37%"))
    }

    @Test("an epoch's length is foretold from batch size and samples, then taken from the run")
    func epochLength() {
        var session = Session()
        #expect(session.state.run.stepsInEpoch == 45)
        session.type(":batch 100")
        session.press(.enter)
        #expect(session.state.run.stepsInEpoch == 15)
        session.type(":batch.last drop")
        session.press(.enter)
        #expect(session.state.run.stepsInEpoch == 14)
        session.type(":batch all; accumulate 1")
        session.press(.enter)
        #expect(session.state.run.stepsInEpoch == 1)
        session.train(45)
        #expect(session.state.run.stepsInEpoch == 45)
    }

    @Test("after a suspension, a pause or an undo, rate and remaining time start anew")
    func restarts() {
        var session = Session()
        session.train(500)
        #expect(session.state.throughput.stepsPerSecond != nil)
        session.handle(.resumed(now: 5000))
        #expect(session.takeEffects() == [.repaint])
        #expect(session.state.throughput.stepsPerSecond == nil)
        session.press(.character(" "), .character(" "))
        #expect(session.state.throughput.stepsPerSecond == nil)
    }

    @Test("wakes for the end of a message and once a second while running; sleeps when nothing moves")
    func wakes() {
        var session = Session()
        session.press(.character(" "))
        session.wait(60)
        #expect(nextWake(session.state) == nil)
        session.press(.character("t"))
        #expect(nextWake(session.state) == session.state.now + 5)
        session.wait(5)
        #expect(nextWake(session.state) == nil)
        session.press(.character(" "))
        #expect(nextWake(session.state) == session.state.now + 1)
    }

    @Test(
        "numbers are short and steady",
        arguments: [
            (NumberText.compact(41_800), "41.8k"), (NumberText.compact(640), "640"),
            (NumberText.compact(2.1e6), "2.1M"),
            (NumberText.setting(0.001), "0.001"), (NumberText.setting(1e-5), "1e-5"), (NumberText.setting(64), "64"),
            (NumberText.setting(0.30000000000000004), "0.3"), (NumberText.duration(42), "0:42"),
            (NumberText.duration(3723), "1:02:03"), (NumberText.duration(.infinity), "?"),
            (NumberText.duration(100_000), "1d 03h"), (NumberText.setting(.nan), "NaN"),
        ])
    func numbers(text: String, expected: String) { #expect(text == expected) }

    @Test("decimal exponents are exact at powers of ten")
    func exponents() {
        for exponent in -30...30 {
            #expect(NumberText.decimalExponent(NumberText.powerOfTen(exponent)) == exponent)
            #expect(NumberText.decimalExponent(NumberText.powerOfTen(exponent).nextDown) == exponent - 1)
        }
    }
}
