import GoldenValues
import Optimization
import Testing
import Tunables

/// An entry of the catalogue under its name.
struct CatalogueOptimizer: CustomTestStringConvertible {
    let type: any Optimizer.Type
    var testDescription: String { type.descriptor.name }

    static let all = Optimizers.all.map { CatalogueOptimizer(type: $0) }

    /// Ten steps along the golden gradients, a change of settings after the fifth included.
    func trajectory(_ settings: [String: Value] = [:], thereafter: [String: Value]? = nil, rate: Double = 0.01)
        -> OptimizerTrial
    {
        let optimizers = Golden.file.optimizers
        var trial = OptimizerTrial(
            type, settings, shapes: [.init(rows: 2, columns: 3), .init(columns: 3)],
            start: [optimizers.first.w.flattened, optimizers.first.b.flattened])
        for (index, gradient) in optimizers.gradients.elements.enumerated() {
            if index == 5, let thereafter { trial.retune(thereafter) }
            trial.advance([gradient.w.flattened, gradient.b.flattened], rate: rate)
        }
        return trial
    }
}

@Suite("Every optimizer of the catalogue")
struct OptimizerCatalogueTests {
    @Test("The catalogue holds the fifteen of the table, each under a name and type of its own")
    func catalogueIsComplete() {
        let expected: Set = [
            "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamw", "adamax", "nadam",
            "radam",
            "lion", "lars", "lamb", "muon",
        ]
        #expect(Set(Optimizers.names) == expected && Optimizers.names.count == expected.count)
        #expect(Set(Optimizers.all.map { ObjectIdentifier($0) }).count == expected.count)
        for name in expected { #expect(Optimizers.type(named: name)?.descriptor.name == name) }
        #expect(Optimizers.type(named: "sgdx") == nil)
    }

    @Test("No two optimizers walk the same way")
    func trajectoriesDiffer() {
        let ends = CatalogueOptimizer.all.map { ($0.testDescription, $0.trajectory(["weight_decay": 0.1]).parameters) }
        for (index, end) in ends.enumerated() {
            for other in ends[..<index] { #expect(end.1 != other.1, "\(end.0) and \(other.0)") }
        }
    }

    @Test("Defaults lie in their bounds, and every entry says what it is", arguments: CatalogueOptimizer.all)
    func declarationIsSound(optimizer: CatalogueOptimizer) throws {
        let descriptor = optimizer.type.descriptor
        #expect(!descriptor.summary.isEmpty && !descriptor.reference.isEmpty)
        #expect(descriptor.tunables.first?.key == "lr")
        #expect(Set(descriptor.tunables.map(\.key)).count == descriptor.tunables.count)
        for tunable in descriptor.tunables {
            let checked = try tunable.check(tunable.defaultValue)
            #expect(checked == tunable.defaultValue)
            #expect(tunable.change == .live && !tunable.help.isEmpty)
        }
    }

    @Test("Every tunable changes the walk, from the start and live", arguments: CatalogueOptimizer.all)
    func tunablesMatter(optimizer: CatalogueOptimizer) throws {
        // Settings under which every option has something to act on.
        let common: [String: Value] = ["weight_decay": 0.1, "beta2": 0.9]
        let plain = optimizer.trajectory(common)
        for tunable in optimizer.type.descriptor.tunables where tunable.key != "lr" {
            for value in alternatives(to: common[tunable.key] ?? tunable.defaultValue, tunable) {
                let settings = common.merging([tunable.key: try tunable.check(value)]) { $1 }
                #expect(optimizer.trajectory(settings).parameters != plain.parameters, "\(tunable.key) \(value)")
                let live = optimizer.trajectory(common, thereafter: settings)
                #expect(live.parameters != plain.parameters, "\(tunable.key) \(value) live")
                #expect(live.parameters.joined().allSatisfy { $0.isFinite })
            }
        }
        #expect(optimizer.trajectory(common, rate: 0.02).parameters != plain.parameters)
    }

    @Test("Slots and scalars saved and restored give the identical next step", arguments: CatalogueOptimizer.all)
    func restoresExactly(optimizer: CatalogueOptimizer) {
        let settings: [String: Value] = [
            "amsgrad": true, "centered": true, "form": "velocity", "momentum": 0.5, "weight_decay": 0.1,
        ]
        let saved = optimizer.trajectory(settings)
        let gradients = [[0.3, -0.2, 0.1, 0.5, -0.4, 0.2], [0.1, -0.3, 0.2]]
        var goesOn = saved
        goesOn.advance(gradients, rate: 0.02)
        var restored = OptimizerTrial(
            optimizer.type, settings, shapes: saved.shapes, start: saved.parameters.map { $0.map(Double.init) })
        restored.slots = saved.slots
        restored.step = saved.step
        restored.optimizer.scalars = saved.optimizer.scalars
        restored.advance(gradients, rate: 0.02)
        #expect(restored.parameters == goesOn.parameters)
        #expect(restored.slots == goesOn.slots)
    }

    @Test("The norms returned are those of the new weights and of the change", arguments: CatalogueOptimizer.all)
    func normsAreRight(optimizer: CatalogueOptimizer) {
        let before = optimizer.trajectory()
        var after = before
        after.advance([[0.3, -0.2, 0.1, 0.5, -0.4, 0.2], [0.1, -0.3, 0.2]], rate: 0.02)
        let weights = after.parameters.joined().reduce(0) { $0 + Double($1) * Double($1) }
        let update = zip(after.parameters.joined(), before.parameters.joined()).reduce(0) {
            $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
        }
        #expect(abs(after.norms.weights - weights) < 1e-6 * weights)
        #expect(abs(after.norms.update - update) < 1e-5 * update && update > 0)
    }

    @Test("A scale acts as if every gradient were multiplied by it", arguments: CatalogueOptimizer.all)
    func scaleMultipliesGradients(optimizer: CatalogueOptimizer) {
        let gradients = [[0.3, -0.2, 0.1, 0.5, -0.4, 0.2], [0.1, -0.3, 0.2]]
        var scaled = optimizer.trajectory(["weight_decay": 0.1])
        var plain = scaled
        scaled.advance(gradients, rate: 0.02, scale: 0.25)
        plain.advance(gradients.map { $0.map { $0 * 0.25 } }, rate: 0.02)
        for (a, b) in zip(scaled.parameters, plain.parameters) {
            #expect(greatestDistance(a, b.map(Double.init)) < 1e-6)
        }
    }

    @Test("Exempt parameters do not decay", arguments: CatalogueOptimizer.all)
    func exemptDoNotDecay(optimizer: CatalogueOptimizer) {
        func end(_ decay: Value) -> [[Float]] {
            var trial = OptimizerTrial(
                optimizer.type, ["weight_decay": decay], shapes: [.init(columns: 3, isDecayed: false)],
                start: [[0.5, -1, 2]])
            for _ in 0..<3 { trial.advance([[0.1, 0.2, -0.3]], rate: 0.01) }
            return trial.parameters
        }
        #expect(end(0) == end(0.5))
    }

    @Test("A long region moves as its elements would alone", arguments: CatalogueOptimizer.all)
    func vectorLoopsMatchTails(optimizer: CatalogueOptimizer) {
        // 1 037 elements: full vectors and a tail; the same numbers repeat every 37.
        let pattern = (0..<37).map { Double($0 % 11) / 10 - 0.45 }
        let long = (0..<1037).map { pattern[$0 % 37] }
        var trial = OptimizerTrial(optimizer.type, shapes: [.init(columns: 1037, isDecayed: false)], start: [long])
        for step in 1...3 { trial.advance([long.map { $0 * Double(step) }], rate: 0.01) }
        for index in 37..<1037 { #expect(trial.parameters[0][index] == trial.parameters[0][index % 37]) }
    }

    private func alternatives(to value: Value, _ tunable: Tunable) -> [Value] {
        switch (tunable.kind, value) {
        case (.toggle, .toggle(let on)): [.toggle(!on)]
        case (.choice(let names), .word(let name)): names.filter { $0 != name }.map(Value.word)
        case (.integer, .integer(let number)): [.integer(number + 1)]
        case (.real(let bounds), _):
            [0.05, 0.5].filter { bounds.contains($0) && $0 != value.number }.prefix(1).map(Value.real)
        default: []
        }
    }
}
