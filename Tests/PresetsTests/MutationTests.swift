import Presets
import Testing
import Training

@Suite("Whatever is done to a preset, it is read or refused, never crashed upon")
struct MutationTests {
    /// A small generator with a known seed: the same mutations in every run.
    private struct Draws: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let fragments = [
        ":", "- ", "\t", "  ", "\n", "\r\n", "#", "\"", "'", "[", "]", "{", "}", ",", "&a ", "*a", "!!int ", "<<: ",
        "? ", "|\n",
        ">\n", "---\n", "...\n", "%YAML 1.1\n", "~", "null", "on", "1e309", "-1", "nan", ".inf", "0x1F", "1_000", "λ",
        "👩‍👩‍👧",
        "\u{85}", "\u{2028}", "\u{0}", "\u{1B}", "\u{FEFF}", "\u{E000}", "adam", "beta1: 2\n", "layers: 3\n",
        "optimizer:\n", "name: x\n", "version: 1\n", "interventions:\n", "set: {}\n", "at: {epoch: 999}\n", "l2: 0\n",
    ]

    private static func mutated(_ text: String, _ draws: inout Draws) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &draws) {
            let position = Int.random(in: 0...scalars.count, using: &draws)
            let other = Int.random(in: 0...scalars.count, using: &draws)
            let range = min(position, other)..<min(max(position, other), min(position, other) + 80)
            switch Int.random(in: 0..<6, using: &draws) {
            case 0: scalars.removeSubrange(range)
            case 1: scalars.insert(contentsOf: Array(scalars[range]), at: position)
            case 2 where position < scalars.count:
                scalars[position] = Unicode.Scalar(UInt8.random(in: 9...126, using: &draws))
            case 3:
                var lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
                lines.swapAt(
                    Int.random(in: 0..<lines.count, using: &draws), Int.random(in: 0..<lines.count, using: &draws))
                scalars = Array(lines.joined(separator: ["\n"]))
            default:
                let fragment = Self.fragments.randomElement(using: &draws) ?? ""
                scalars.insert(contentsOf: Array(fragment.unicodeScalars), at: position)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test("Thousands of mutations: errors lie inside the file, and what is read can be written", arguments: 0..<20)
    func mutations(batch: Int) throws {
        let names = PresetLibrary.names
        var draws = Draws(state: UInt64(batch))
        for round in 0..<100 {
            let original = PresetLibrary.text(of: names[(batch + round * 7) % names.count]) ?? ""
            // Without the comment on top, which would take most of the blows.
            let body = original.split(separator: "\n").drop { $0.hasPrefix("#") }.joined(separator: "\n")
            let text = Self.mutated(body, &draws)
            switch Self.decoded(text) {
            case .success(let experiment):
                let written = PresetWriter.text(of: experiment)
                #expect(try PresetDecoder.decode(text: written, path: "p.yaml").experiment == experiment)
            case .failure(let errors): Self.check(errors, text)
            }
        }
    }

    private static func decoded(_ text: String) -> Result<Experiment, PresetErrors> {
        do {
            return .success(try PresetDecoder.decode(text: text, path: "p.yaml").experiment)
        } catch {
            return .failure(error)
        }
    }

    private static func check(_ errors: PresetErrors, _ text: String) {
        #expect(!errors.diagnostics.isEmpty)
        let lineEnds: [Unicode.Scalar] = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
        let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { lineEnds.contains($0) }
        for diagnostic in errors.diagnostics {
            guard case .file("p.yaml", let place, let source) = diagnostic.place else {
                Issue.record("a place outside the file: \(diagnostic)")
                continue
            }
            #expect(place.line >= 1 && place.line <= lines.count)
            #expect(place.column >= 1 && place.column <= source.unicodeScalars.count + 1, "\(diagnostic)")
            #expect(
                place.length >= 1 && place.column + place.length <= source.unicodeScalars.count + 2, "\(diagnostic)")
            #expect(!diagnostic.fault.message.isEmpty)
            let rendered = diagnostic.description.unicodeScalars
            #expect(rendered.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        }
    }
}
