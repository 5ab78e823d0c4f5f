import GoldenValues

/// A recurrent case of `golden.json` in the engine's layout: PyTorch keeps weights (gates · units) × inputs and two biases.
struct RecurrentGolden {
    static let all = ["rnn_tanh_cell", "rnn_tanh", "lstm_cell", "lstm", "gru_cell", "gru"]

    let kind: RecurrentReference.Kind
    let reference: RecurrentReference
    let states: [Double]
    let cell: [Double]
    let upstream: [Double]
    let cellUpstream: [Double]?
    let inputGradients: [Double]
    let weightGradients: [Double]
    let recurrentGradients: [Double]
    let biasGradients: [Double]
    let candidateBiasGradients: [Double]
    let stateGradient: [Double]
    let cellGradient: [Double]

    init(_ name: String) {
        let node = Golden.file.recurrent[name]
        let isCell = name.hasSuffix("_cell")
        let kind: RecurrentReference.Kind = name.hasPrefix("lstm") ? .lstm : name.hasPrefix("gru") ? .gru : .tanh
        let prefix = kind == .lstm ? "inner." : ""
        let suffix = isCell ? "" : "_l0"
        let (rows, channels, units) = (2, 3, 4)
        let columns = kind.gates * units
        func parameter(_ group: String, _ name: String) -> [Double] {
            node[group]["\(prefix)\(name)\(suffix)"].flattened
        }
        func transposed(_ matrix: [Double], inputs: Int) -> [Double] {
            guard matrix.count == inputs * columns else { return [] }
            return (0..<inputs).flatMap { i in (0..<columns).map { matrix[$0 * inputs + i] } }
        }
        var reference = RecurrentReference(kind, steps: isCell ? 1 : 4, rows: rows, channels: channels, units: units)
        reference.inputs = node.inputs[0].flattened
        reference.state = node.inputs[1].flattened
        reference.cell = kind == .lstm ? node.inputs[2].flattened : reference.state
        reference.weights = transposed(parameter("parameters", "weight_ih"), inputs: channels)
        reference.recurrent = transposed(parameter("parameters", "weight_hh"), inputs: units)
        let fromInput = parameter("parameters", "bias_ih")
        let fromState = parameter("parameters", "bias_hh")
        // Of the two biases the sum counts, but for the candidate of the gru.
        reference.bias = zip(fromInput, fromState).map { $0 + $1 }
        if kind == .gru {
            reference.bias.replaceSubrange(2 * units..<3 * units, with: fromInput.suffix(units))
            reference.candidateBias = Array(fromState.suffix(units))
        }
        self.kind = kind
        self.reference = reference
        let last = node.outputs.elements.count - 1
        let isLSTM = kind == .lstm
        states = node.outputs[0].flattened
        cell = isLSTM ? node.outputs[last].flattened : []
        // A whole sequence gives the last state once more, with a signal of its own.
        var upstream = node.upstream[0].flattened
        if !isCell {
            let extra = node.upstream[1].flattened
            for (index, value) in extra.enumerated() { upstream[upstream.count - extra.count + index] += value }
        }
        self.upstream = upstream
        cellUpstream = isLSTM ? node.upstream[last].flattened : nil
        inputGradients = node.input_gradients[0].flattened
        weightGradients = transposed(parameter("parameter_gradients", "weight_ih"), inputs: channels)
        recurrentGradients = transposed(parameter("parameter_gradients", "weight_hh"), inputs: units)
        biasGradients = parameter("parameter_gradients", "bias_ih")
        candidateBiasGradients = Array(parameter("parameter_gradients", "bias_hh").suffix(units))
        stateGradient = node.input_gradients[1].flattened
        cellGradient = isLSTM ? node.input_gradients[2].flattened : []
    }
}
