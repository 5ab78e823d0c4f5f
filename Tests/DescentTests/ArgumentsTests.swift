import ArgumentParser
import Testing

@testable import descent

@Suite("Arguments")
struct ArgumentsTests {
    @Test("--set splits at the first equals sign and keeps the rest as it is")
    func overrides() throws {
        let command = try #require(
            try Descent.parseAsRoot(["run", "p", "--set", "data.path=a=b", "--set", "l2=-1", "--set", "x="])
                as? RunCommand)
        #expect(command.source.overrides.map(\.key) == ["data.path", "l2", "x"])
        #expect(command.source.overrides.map(\.text) == ["a=b", "-1", ""])
    }

    @Test("an override without a key or a value is a usage error", arguments: ["lr", "=3", ""])
    func malformed(_ text: String) { #expect(Override(argument: text) == nil) }

    @Test("every topic of list has a heading and members", arguments: ListTopic.allCases)
    func topics(_ topic: ListTopic) {
        let lines = topic.lines
        #expect(lines.count > 1)
        #expect(lines.first?.hasPrefix(" ") == false)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
    }
}
