import Foundation
import Tensors

/// A recurrent layer in plain double precision, element by element: what the engine is held to.
///
/// Matrices are row-major in the engine's layout, gates in its order; sequences step after step, rows × numbers each.
struct RecurrentReference {
    enum Kind: String, CaseIterable, Sendable {
        case tanh, relu, lstm, gru

        var gates: Int { self == .lstm ? 4 : self == .gru ? 3 : 1 }
    }

    var kind: Kind
    var steps: Int
    var rows: Int
    var channels: Int
    var units: Int
    /// 0: through all steps.
    var truncation = 0
    var inputs: [Double]
    var weights: [Double]
    var recurrent: [Double]
    var bias: [Double]
    var candidateBias: [Double]
    var state: [Double]
    var cell: [Double]

    var columns: Int { kind.gates * units }

    struct Result {
        /// steps × rows × units
        var states: [Double] = []
        var cell: [Double] = []
        var inputGradients: [Double] = []
        var weightGradients: [Double] = []
        var recurrentGradients: [Double] = []
        var biasGradients: [Double] = []
        var candidateBiasGradients: [Double] = []
        var stateGradient: [Double] = []
        var cellGradient: [Double] = []
    }

    /// Random numbers of the right shapes; the initial state is zero, as in a layer.
    init(_ kind: Kind, steps: Int, rows: Int, channels: Int, units: Int, truncation: Int = 0, scale: Double = 0.5) {
        self.kind = kind
        self.steps = steps
        self.rows = rows
        self.channels = channels
        self.units = units
        self.truncation = truncation
        var random = RandomSource(seed: 5, stream: .generator)
        func draw(_ count: Int, _ scale: Double) -> [Double] {
            (0..<count).map { _ in Double(Float(scale * random.normal())) }
        }
        let columns = kind.gates * units
        inputs = draw(steps * rows * channels, 1)
        weights = draw(channels * columns, scale)
        recurrent = draw(units * columns, scale)
        bias = draw(columns, scale)
        candidateBias = draw(units, scale)
        state = [Double](repeating: 0, count: rows * units)
        cell = state
    }

    private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    /// The activated gates of one row, and the state's share of the candidate's sum.
    private func gates(_ x: ArraySlice<Double>, _ h: ArraySlice<Double>) -> (gates: [Double], inner: [Double]) {
        var fromInput = bias
        var fromState = [Double](repeating: 0, count: columns)
        for column in 0..<columns {
            for (k, value) in x.enumerated() { fromInput[column] += value * weights[k * columns + column] }
            for (k, value) in h.enumerated() { fromState[column] += value * recurrent[k * columns + column] }
        }
        var result = [Double](repeating: 0, count: columns)
        var inner: [Double] = []
        for column in 0..<columns {
            let sum = fromInput[column] + fromState[column]
            let gate = column / units
            switch kind {
            case .tanh: result[column] = Foundation.tanh(sum)
            case .relu: result[column] = max(0, sum)
            case .lstm: result[column] = gate == 2 ? Foundation.tanh(sum) : sigmoid(sum)
            case .gru where gate < 2: result[column] = sigmoid(sum)
            case .gru:
                let unit = column - 2 * units
                inner.append(fromState[column] + candidateBias[unit])
                result[column] = Foundation.tanh(fromInput[column] + result[unit] * inner[unit])
            }
        }
        return (result, inner)
    }

    /// Forward, and backward from dL/d(states of all steps) and dL/d(last cell).
    func run(upstream: [Double], cellUpstream: [Double]? = nil) -> Result {
        var result = Result()
        var states = state
        var cells = cell
        var activated: [[Double]] = []
        var inner: [[Double]] = []
        let size = rows * units
        for step in 0..<steps {
            for row in 0..<rows {
                let at = step * size + row * units
                let place = (step * rows + row) * channels
                let (g, own) = gates(inputs[place..<place + channels], states[at..<at + units])
                activated.append(g)
                inner.append(own)
                for u in 0..<units {
                    switch kind {
                    case .tanh, .relu: states.append(g[u])
                    case .gru: states.append((1 - g[units + u]) * g[2 * units + u] + g[units + u] * states[at + u])
                    case .lstm:
                        let c = g[units + u] * cells[at + u] + g[u] * g[2 * units + u]
                        cells.append(c)
                        states.append(g[3 * units + u] * Foundation.tanh(c))
                    }
                }
            }
        }
        result.states = Array(states[size...])
        result.cell = kind == .lstm ? Array(cells.suffix(size)) : []

        result.inputGradients = [Double](repeating: 0, count: inputs.count)
        result.weightGradients = [Double](repeating: 0, count: weights.count)
        result.recurrentGradients = [Double](repeating: 0, count: recurrent.count)
        result.biasGradients = [Double](repeating: 0, count: columns)
        result.candidateBiasGradients = [Double](repeating: 0, count: units)
        var dh = [Double](repeating: 0, count: size)
        var dc = cellUpstream ?? dh
        for step in (0..<steps).reversed() {
            let above = steps - 1 - step
            if truncation > 0, above > 0, above % truncation == 0 {
                dh = [Double](repeating: 0, count: size)
                dc = dh
            }
            for row in 0..<rows {
                let g = activated[step * rows + row]
                var input = [Double](repeating: 0, count: columns)
                var past = [Double](repeating: 0, count: units)
                var inside = [Double](repeating: 0, count: units)
                for u in 0..<units {
                    let at = step * size + row * units + u
                    let signal = dh[row * units + u] + upstream[at]
                    switch kind {
                    case .tanh: input[u] = signal * (1 - g[u] * g[u])
                    case .relu: input[u] = g[u] > 0 ? signal : 0
                    case .lstm:
                        let squashed = Foundation.tanh(cells[at + size])
                        let (i, f, n, o) = (g[u], g[units + u], g[2 * units + u], g[3 * units + u])
                        let d = dc[row * units + u] + signal * o * (1 - squashed * squashed)
                        input[u] = d * n * i * (1 - i)
                        input[units + u] = d * cells[at] * f * (1 - f)
                        input[2 * units + u] = d * i * (1 - n * n)
                        input[3 * units + u] = signal * squashed * o * (1 - o)
                        dc[row * units + u] = d * f
                    case .gru:
                        let (r, z, n) = (g[u], g[units + u], g[2 * units + u])
                        let dn = signal * (1 - z) * (1 - n * n)
                        input[2 * units + u] = dn
                        input[units + u] = signal * (states[at] - n) * z * (1 - z)
                        input[u] = dn * inner[step * rows + row][u] * r * (1 - r)
                        inside[u] = dn * r
                        past[u] = signal * z
                    }
                }
                var fromState = input
                if kind == .gru { for u in 0..<units { fromState[2 * units + u] = inside[u] } }
                for column in 0..<columns {
                    result.biasGradients[column] += input[column]
                    for k in 0..<channels {
                        let place = (step * rows + row) * channels + k
                        result.weightGradients[k * columns + column] += inputs[place] * input[column]
                        result.inputGradients[place] += weights[k * columns + column] * input[column]
                    }
                    for k in 0..<units {
                        let before = states[step * size + row * units + k]
                        result.recurrentGradients[k * columns + column] += before * fromState[column]
                        past[k] += recurrent[k * columns + column] * fromState[column]
                    }
                }
                for u in 0..<units {
                    result.candidateBiasGradients[u] += inside[u]
                    dh[row * units + u] = past[u]
                }
            }
        }
        result.stateGradient = dh
        result.cellGradient = dc
        return result
    }
}
