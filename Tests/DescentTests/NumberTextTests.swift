import Testing

@testable import descent

@Suite("Numbers for people")
struct NumberTextTests {
    @Test(
        "significant digits, whatever the size",
        arguments: [
            (0.083121, "0.08312"), (1234567, "1.235e+06"), (1e-7, "1e-07"), (0, "0"), (.nan, "nan"),
            (.infinity, "inf"), (-.infinity, "-inf"), (-2.5, "-2.5"),
        ])
    func significant(_ number: Double, _ text: String) { #expect(NumberText.significant(number) == text) }

    @Test(
        "thousands are set apart",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1 000"), (6570, "6 570"), (1_234_567, "1 234 567"), (-4096, "-4 096"),
        ])
    func grouped(_ number: Int, _ text: String) { #expect(NumberText.grouped(number) == text) }

    @Test(
        "durations grow from fractions of a second to hours",
        arguments: [
            (0.842, "0.84 s"), (42.13, "42.1 s"), (185, "3 min 05 s"), (7620, "2 h 07 min"), (-1, "?"),
            (.infinity, "?"),
        ])
    func durations(_ seconds: Double, _ text: String) { #expect(NumberText.duration(seconds) == text) }
}
