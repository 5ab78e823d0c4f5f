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

    private func refusal(_ arguments: [String]) -> String {
        do {
            _ = try Descent.parseAsRoot(arguments)
            return ""
        } catch {
            return Descent.message(for: error)
        }
    }

    @Test(
        "a number out of range is named with its range, a negative one too",
        arguments: [
            (["cv", "iris", "--folds", "-1"], "--folds takes a whole number of at least 2, not -1"),
            (["runs", "--limit", "-1"], "--limit takes a whole number of at least 1, not -1"),
            (
                ["export", "last", "--csv", "a.csv", "--points", "-5"],
                "--points takes a whole number of at least 1, not -5"
            ),
            (["lr-find", "iris", "--from", "nan"], "--from takes a rate of at least 1e-30 and below 100, not nan"),
            (["lr-find", "iris", "--from", "-1"], "--from takes a rate of at least 1e-30 and below 100, not -1.0"),
            (["lr-find", "iris", "--from", "1e-323", "--to", "100"], "--from takes a rate of at least 1e-30"),
            (["lr-find", "iris", "--from", "1", "--to", "0.1"], "--to takes a rate above --from (1.0)"),
            (["lr-find", "iris", "--steps", "-5"], "--steps takes a whole number from 10 to 10000, not -5"),
        ])
    func ranges(_ arguments: [String], _ words: String) { #expect(refusal(arguments).contains(words)) }

    @Test("a negative seed or number of epochs reaches the preset's own check", arguments: ["--seed", "--epochs"])
    func negative(_ flag: String) throws {
        let command = try #require(try Descent.parseAsRoot(["run", "iris", flag, "-1"]) as? RunCommand)
        let failure = #expect(throws: CommandFailure.self) { () throws(CommandFailure) in try command.source.read() }
        #expect(failure?.message.contains("\(flag) -1") == true)
        #expect(failure?.message.contains("out of range") == true)
    }

    @Test("every topic of list has a heading and members", arguments: ListTopic.allCases)
    func topics(_ topic: ListTopic) {
        let lines = topic.lines
        #expect(lines.count > 1)
        #expect(lines.first?.hasPrefix(" ") == false)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
    }
}
