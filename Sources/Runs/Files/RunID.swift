/// A run's name, which is also that of its folder of checkpoints.
///
/// Only what cannot lead out of the folder that it is put into is one: letters, digits, `-`, `_` and `.`, a letter or digit
/// first. Paths are made of nothing else that a database says.
public struct RunID: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    /// `nil` for a text that is no name of a run.
    public init?(_ text: String) {
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        let bytes = Array(text.utf8)
        guard let first = bytes.first, isLetterOrDigit(first), bytes.count <= Self.longest,
            bytes.allSatisfy({ isLetterOrDigit($0) || "-_.".utf8.contains($0) })
        else { return nil }
        description = text
    }

    /// `2026-11-21-digits-7f3a`: the day the run began (UTC), the preset, four digits by chance.
    init(day: String, preset: String, chance: UInt16) {
        let name = String(
            preset.lowercased().unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isPlain ? Character(scalar) : "-"
            }.prefix(40))
        let digits = String(chance, radix: 16)
        description = "\(day)-\(name)-\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }

    private static let longest = 128
}

/// The last part of a path: a file's name, without anything that could lead elsewhere.
struct FileName: Hashable, CustomStringConvertible {
    let description: String

    /// The name at the end of a path; `nil` where there is none.
    init?(endOf path: String) {
        guard let last = path.split(separator: "/").last, last != ".", last != "..", !last.utf8.contains(0) else {
            return nil
        }
        description = String(last)
    }
}
