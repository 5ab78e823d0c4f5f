import Foundation

/// The folder that relative paths in a built-in preset start from.
///
/// The program needs no checkout, so tables that a built-in preset names by path are laid into the user's cache, where
/// the preset finds them as it would beside its file.
enum BuiltInFolder {
    /// The folder for a preset's text; the current one where the preset names no table of ours.
    ///
    /// - Throws: ``PresetFileError/unwritableCache(_:reason:)``.
    static func path(for text: String, cache: URL = Self.cache) throws(PresetFileError) -> String {
        let tables = PresetLibrary.tables.filter { text.contains("data/\($0.name)") }
        guard !tables.isEmpty else { return "." }
        let data = cache.appendingPathComponent("data")
        do {
            try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
            for table in tables {
                let file = data.appendingPathComponent(table.name)
                let bytes = Data(table.bytes)
                if (try? Data(contentsOf: file)) != bytes { try bytes.write(to: file, options: .atomic) }
            }
        } catch {
            let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
            throw .unwritableCache(data.path, reason: reason.localizedDescription)
        }
        return cache.path
    }

    private static var cache: URL {
        let variable = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"]
        let base =
            if let variable, variable.hasPrefix("/") {
                URL(fileURLWithPath: variable)
            } else {
                FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
            }
        return base.appendingPathComponent("descent/presets")
    }
}
