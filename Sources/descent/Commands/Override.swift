import ArgumentParser

/// `key=value`, as `--set` takes it.
struct Override: ExpressibleByArgument {
    let key: String
    let text: String

    init(key: String, text: String) {
        self.key = key
        self.text = text
    }

    init?(argument: String) {
        guard let separator = argument.firstIndex(of: "="), separator != argument.startIndex else { return nil }
        key = String(argument[..<separator])
        text = String(argument[argument.index(after: separator)...])
    }
}
