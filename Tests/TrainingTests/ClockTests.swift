import Testing
import Tunables

@testable import Training

/// Only what holds on any machine is said of times: what cannot have been shorter, and what must have been left out.
// One after the other: a process is stopped with all its runs.
@Suite("The clock of a run, and its pace", .serialized)
struct ClockTests {
    private func spend(_ nanoseconds: UInt64) {
        let start = StopClock.now
        while StopClock.now - start < nanoseconds {}
    }

    @Test("the time for which the process was stopped does not count")
    func stoppedTime() {
        let start = StopClock.now
        var clock = StopClock()
        clock.run()
        var stopped: UInt64 = 0
        StopClock.leavingOut {
            let begin = StopClock.now
            spend(20_000_000)
            stopped = StopClock.now - begin
        }
        clock.halt()
        let passed = StopClock.now - start
        #expect(clock.seconds <= Double(passed - stopped) / 1e9)
    }

    @Test("pauses do not count, what was spent before does")
    func pauses() {
        let start = StopClock.now
        var clock = StopClock(seconds: 100)
        clock.run()
        spend(2_000_000)
        clock.halt()
        let ran = StopClock.now - start
        spend(20_000_000)
        #expect(clock.seconds >= 100.002)
        #expect(clock.seconds <= 100 + Double(ran) / 1e9)
        clock.run()
        spend(2_000_000)
        #expect(clock.seconds >= 100.004)
    }

    @Test("a watched run takes no less time than its pace asks for")
    func pace() throws {
        let watched = Watched(try Fixture.prepared(["epochs": 1, "pace": 100]), keepsPace: true)
        let start = StopClock.now
        watched.trainer.start()
        #expect(try #require(watched.finish()).steps == 10)
        watched.quit()
        // The first step and its successor may follow at once; then there are eight waits of a hundredth of a second.
        #expect(StopClock.now - start >= 80_000_000)
    }
}
