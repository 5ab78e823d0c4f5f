/// Draws that are the same every time: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Changes to JSON as ill will makes them: the text stays JSON mostly, what it says does not stay true.
enum Mutation {
    static let values = [
        "-1", "0", "1", "2", "9223372036854775807", "-9223372036854775808", "281474976710656", "281474976710655",
        "18446744073709551615", "4611686018427387904", "-281474976710655", "2147483648", "1e308", "-1e308", "1e999",
        "0.5", "-0.0", "1e-320", "null", "true", "[]", "{}", "\"\"", "\"bits:7ff8000000000000\"", "\"bits:7fc00000\"",
        "\"bits:7ff0000000000000\"", "\"../../x\"", "\"none\"", "[[]]", "999", "65",
    ]

    /// Replaces up to four values of a JSON text.
    static func json(_ text: String, _ random: inout SeededRandom) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let places = tokens(bytes)
            guard let place = places.randomElement(using: &random), let value = values.randomElement(using: &random)
            else { continue }
            bytes.replaceSubrange(place, with: value.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Where numbers, words and texts stand that are values.
    private static func tokens(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        while place < bytes.count {
            let start = place
            if bytes[place] == UInt8(ascii: "\"") {
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                    place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                place = min(place + 1, bytes.count)
                if place >= bytes.count || bytes[place] != UInt8(ascii: ":") { found.append(start..<place) }
            } else if "{}[],:".utf8.contains(bytes[place]) {
                place += 1
            } else {
                while place < bytes.count, !"{}[],:\"".utf8.contains(bytes[place]) { place += 1 }
                found.append(start..<place)
            }
        }
        return found
    }
}
