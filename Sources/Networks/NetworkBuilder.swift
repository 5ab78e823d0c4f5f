import Tunables

/// Turns the settings below `layers.` into layers.
struct NetworkBuilder {
    let settings: Settings
    let layerCount: Int
    /// What the last layer must give.
    let outputs: Int
    let loss: Loss

    /// A layer in the making, with the number and key it is configured under.
    struct Placed {
        let layer: any Layer
        let number: Int
        let activation: Activation
        /// Where a dropout layer finds its rate: its own key, else `dropout.rate`.
        var rateKey: String?
    }

    private(set) var placed: [Placed] = []
    private(set) var errors: [NetworkError] = []
    private var width: Int

    init(settings: Settings, layerCount: Int, inputWidth: Int, outputs: Int, loss: Loss) {
        self.settings = settings
        self.layerCount = layerCount
        self.outputs = outputs
        self.loss = loss
        width = inputWidth
        placed.append(
            Placed(
                layer: DropoutLayer(width: inputWidth, part: 0), number: 0, activation: .identity,
                rateKey: "input_dropout"))
        guard layerCount > 0 else {
            errors.append(NetworkError(key: "layers", "a network needs at least one layer"))
            return
        }
        for number in 1...layerCount { add(number) }
        if errors.isEmpty, width != outputs {
            errors.append(
                NetworkError(
                    key: "layers.\(layerCount)",
                    "the last layer gives \(width) values, but the data asks for \(outputs)"))
        }
    }

    private var isFused: (Activation) -> Bool {
        { [loss] in $0.name == loss.fusedActivation }
    }

    private mutating func add(_ number: Int) {
        let key = "layers.\(number)"
        let type = if case .word(let word)? = settings["\(key).type"] { word } else { "dense" }
        switch type {
        case "dense": addDense(number, key)
        case "dropout":
            placed.append(
                Placed(
                    layer: DropoutLayer(width: width, part: number), number: number, activation: .identity,
                    rateKey: "\(key).rate"))
        case "batch_norm":
            let activation = activation(key)
            let layer = BatchNormLayer(width: width, activation: activation)
            placed.append(Placed(layer: layer, number: number, activation: activation))
        case "activation":
            let activation = activation(key)
            placed.append(
                Placed(
                    layer: ActivationLayer(width: width, activation: activation), number: number, activation: activation
                ))
        default: errors.append(NetworkError(key: "\(key).type", "unknown layer type '\(type)'"))
        }
    }

    /// The chosen activation; in the last layer the one that the loss computes itself counts as none.
    private func activation(_ key: String) -> Activation {
        let chosen = Activation(settings, at: "\(key).activation")
        let isLast = key == "layers.\(layerCount)"
        return isLast && isFused(chosen) ? .identity : chosen
    }

    private mutating func addDense(_ number: Int, _ key: String) {
        let isLast = number == layerCount
        let units: Int
        if case .integer(let count)? = settings["\(key).units"] {
            units = count
        } else {
            units = outputs
            if !isLast { errors.append(NetworkError(key: key, "a hidden dense layer needs its number of units")) }
        }
        let weightCount = width.multipliedReportingOverflow(by: units)
        if weightCount.overflow || weightCount.partialValue > 1 << 28 {
            errors.append(NetworkError(key: "\(key).units", "\(width) × \(units) weights are more than fit in memory"))
            return
        }
        let descriptor = Layers.descriptor(named: "dense") ?? Descriptor("dense", summary: "")
        let values = Values(descriptor, settings: settings, prefix: key)
        let activation = activation(key)
        let layer = DenseLayer(
            inputWidth: width, units: units, hasBias: values.toggle("bias"), activation: activation,
            initializer: Initializer(settings, at: "\(key).init"))
        placed.append(Placed(layer: layer, number: number, activation: activation))
        width = units
        guard !isLast else { return }
        placed.append(
            Placed(
                layer: DropoutLayer(width: units, part: number), number: number, activation: .identity,
                rateKey: "\(key).dropout"))
    }
}
