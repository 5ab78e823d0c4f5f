extension Unicode.Scalar {
    /// Whether a terminal would act on it instead of showing it, or show what follows in another order: C0, DEL, C1,
    /// line and paragraph separators, bidirectional controls.
    public var isActedUpon: Bool {
        switch value {
        case ..<0x20, 0x7f...0x9f, 0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}

extension String {
    /// The text as one line that any terminal only shows: U+FFFD stands for every scalar that it would act upon, a
    /// blank for a tab.
    ///
    /// - Complexity: O(length); a text without such scalars is returned as it is.
    public var harmless: String { replacingActedUpon(keepingLines: false) }

    /// The text as ``harmless`` gives it, its lines and tabs kept.
    public var harmlessLines: String { replacingActedUpon(keepingLines: true) }

    private func replacingActedUpon(keepingLines: Bool) -> String {
        guard !utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else { return self }
        func isKept(_ scalar: Unicode.Scalar) -> Bool {
            !scalar.isActedUpon || (keepingLines && (scalar == "\n" || scalar == "\t"))
        }
        guard !unicodeScalars.allSatisfy(isKept) else { return self }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            result.append(isKept(scalar) ? scalar : scalar == "\t" ? " " : "\u{FFFD}")
        }
        return String(result)
    }
}
