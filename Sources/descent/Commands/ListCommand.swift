import ArgumentParser

/// `descent list [WHAT]`
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what presets can use, with every value that can be tuned.")

    @Argument(
        help: "\(ListTopic.allCases.map(\.rawValue).joined(separator: ", ")); everything without it.")
    var topic: ListTopic?

    func run() {
        let topics = topic.map { [$0] } ?? ListTopic.allCases
        for (index, topic) in topics.enumerated() {
            if index > 0 { StandardOutput.print("") }
            StandardOutput.print(topic.lines)
        }
    }
}
