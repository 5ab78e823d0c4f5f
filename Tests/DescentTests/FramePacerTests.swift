import Testing

@testable import descent

@Suite("The pace of frames")
struct FramePacerTests {
    @Test("the first frame is due at once, the next after a thirtieth of a second")
    func fast() {
        var pacer = FramePacer()
        #expect(pacer.delay(at: 100) == 0)
        pacer.drew(from: 100, to: 100.001)
        #expect(abs(pacer.delay(at: 100) - 1.0 / 30) < 1e-9)
        #expect(pacer.delay(at: 100.05) == 0)
    }

    @Test("slow drawing lowers the rate, never below ten a second, and it recovers")
    func slow() {
        var pacer = FramePacer()
        for frame in 0..<20 { pacer.drew(from: Double(frame), to: Double(frame) + 0.5) }
        #expect(abs(pacer.delay(at: 19) - 0.1) < 1e-3)
        for frame in 20..<40 { pacer.drew(from: Double(frame), to: Double(frame) + 0.001) }
        #expect(pacer.delay(at: 39) < 0.034)
    }
}
