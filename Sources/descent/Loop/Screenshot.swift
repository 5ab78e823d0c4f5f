import Foundation

/// Pictures of the screen, written into the current folder.
enum Screenshot {
    /// Writes a file under a name that is not taken yet; says in words how that went.
    static func save(_ contents: String, as name: String) -> String {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        for number in 1...999 {
            let path = number == 1 ? name : "\(name[..<dot])-\(number)\(name[dot...])"
            do {
                try Data(contents.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
                return "saved \(path)"
            } catch CocoaError.fileWriteFileExists {
                continue
            } catch {
                return "could not save \(path): \(error.localizedDescription)"
            }
        }
        return "could not save \(name): too many of that name"
    }
}
