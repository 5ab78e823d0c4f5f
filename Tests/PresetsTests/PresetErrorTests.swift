import Foundation
import Networks
import Optimization
import Presets
import Testing
import Training
import Tunables

@Suite("A wrong preset names every mistake with its place and the remedy")
struct PresetErrorTests {
    static let names = Fixtures.names(in: "invalid")

    /// Lists that grow with the catalogues, by the names they have in the fixtures.
    private static let lists: [String: [String]] = {
        var top: [String] = ["version", "name", "title"]
        for tunable in ExperimentSchema.tunables(for: Settings(), layerCount: 1) {
            let name = tunable.key.prefix { $0 != "." }
            if !top.contains(String(name)) { top.append(String(name)) }
        }
        return [
            "top": top + ["interventions"], "optimizers": Optimizers.names, "activations": Activations.names,
            "layers": Layers.names, "losses": Losses.names,
        ]
    }()

    @Test("Each fixture of a mistake is rendered exactly as written beside it", arguments: names)
    func rendering(name: String) throws {
        let text = try Fixtures.text("invalid/\(name).yaml")
        var expected = try Fixtures.text("invalid/\(name).txt")
        for (list, names) in Self.lists {
            expected = expected.replacing("{\(list)}", with: names.joined(separator: ", "))
        }
        let errors = #expect(throws: PresetErrors.self) {
            try PresetDecoder.decode(text: text, path: "\(name).yaml")
        }
        #expect((errors?.description ?? "") + "\n" == expected)
    }

    @Test("There is a fixture for many kinds of mistakes")
    func fixturesAreFound() { #expect(Self.names.count > 50) }
}
