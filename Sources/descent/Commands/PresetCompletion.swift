import ArgumentParser
import Glibc
import Presets

/// Completes a preset: the built-in names and the YAML files here.
enum PresetCompletion {
    static var kind: CompletionKind {
        .custom { _, _, _ in PresetLibrary.entries.map(\.name) + files(in: ".") }
    }

    private static func files(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { names.append(name) }
        }
        return names.sorted()
    }
}
