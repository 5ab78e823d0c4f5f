import ArgumentParser

/// `key=value`, as `--set` takes it.
struct Override: ExpressibleByArgument {
    let key: String
    let text: String
    /// The option that was typed where it was not `--set`: `--epochs`.
    let flag: String?

    init(key: String, text: String, flag: String? = nil) {
        self.key = key
        self.text = text
        self.flag = flag
    }

    init?(argument: String) {
        guard let separator = argument.firstIndex(of: "="), separator != argument.startIndex else { return nil }
        key = String(argument[..<separator])
        text = String(argument[argument.index(after: separator)...])
        flag = nil
    }
}
