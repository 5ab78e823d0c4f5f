import CResources

/// The presets that travel inside the program.
public enum PresetLibrary {
    /// A preset as it is offered.
    public struct Entry: Sendable, Hashable {
        public let name: String
        /// One line.
        public let title: String
        /// The comment that opens it.
        public let lesson: String
    }

    /// Every preset's name, the first lesson first.
    public static let names: [String] = files.map(\.name)

    /// Every preset, the first lesson first.
    public static let entries: [Entry] = files.map { file in
        let source = SourceText(file.text, path: file.name)
        var reader = YAMLReader(source)
        let title: String? =
            if case .scalar(let scalar)? = reader.read()?["title"] { scalar.text } else { nil }
        return Entry(name: file.name, title: title ?? "", lesson: source.lesson)
    }

    /// The YAML of the preset of that name.
    public static func text(of name: String) -> String? { files.first { $0.name == name }?.text }

    /// The tables that presets read from the folder `data` beside them, by file name.
    static let tables: [(name: String, bytes: [UInt8])] = (0..<cr_preset_table_count).map { index in
        let file = cr_preset_table(index)
        return (String(cString: file.name), Array(UnsafeBufferPointer(start: file.bytes, count: file.size)))
    }

    private static let files: [(name: String, text: String)] = (0..<cr_preset_count).map { index in
        let file = cr_preset(index)
        let bytes = UnsafeBufferPointer(start: file.bytes, count: file.size)
        return (PresetDecoder.name(of: String(cString: file.name)), String(decoding: bytes, as: UTF8.self))
    }
}
