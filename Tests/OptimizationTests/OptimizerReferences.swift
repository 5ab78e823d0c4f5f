import Optimization
import Testing
import Tunables

/// The papers' formulas in plain double precision, one parameter matrix at a time.
struct OptimizerReference: Sendable, CustomTestStringConvertible {
    let name: String
    let type: any Optimizer.Type
    let settings: [String: Value]
    let lr: Double
    /// Moves `w` by gradient `g` at step `t` from 1; `s` are slots, all zero at the start.
    let advance: @Sendable (_ w: inout [Double], _ g: [Double], _ s: inout [[Double]], _ t: Int) -> Void
    var testDescription: String { name }

    static let rows = 2
    static let columns = 3

    static let all: [OptimizerReference] = [
        .init(name: "momentum, averaged", type: Momentum.self, settings: ["form": "averaged"], lr: 0.1) { w, g, s, _ in
            for i in w.indices {
                s[0][i] = 0.9 * s[0][i] + 0.1 * g[i]
                w[i] -= 0.1 * s[0][i]
            }
        },
        .init(name: "momentum, velocity", type: Momentum.self, settings: ["form": "velocity"], lr: 0.1) { w, g, s, _ in
            for i in w.indices {
                s[0][i] = 0.9 * s[0][i] + 0.1 * g[i]
                w[i] -= s[0][i]
            }
        },
        .init(name: "rmsprop, centered", type: RMSprop.self, settings: ["rho": 0.8, "centered": true], lr: 0.01) {
            w, g, s, _ in
            for i in w.indices {
                s[0][i] = 0.8 * s[0][i] + 0.2 * g[i] * g[i]
                s[1][i] = 0.8 * s[1][i] + 0.2 * g[i]
                w[i] -= 0.01 * g[i] / ((s[0][i] - s[1][i] * s[1][i]).squareRoot() + 1e-8)
            }
        },
        .init(name: "rmsprop, momentum", type: RMSprop.self, settings: ["rho": 0.8, "momentum": 0.7], lr: 0.01) {
            w, g, s, _ in
            for i in w.indices {
                s[0][i] = 0.8 * s[0][i] + 0.2 * g[i] * g[i]
                s[1][i] = 0.7 * s[1][i] + g[i] / (s[0][i].squareRoot() + 1e-8)
                w[i] -= 0.01 * s[1][i]
            }
        },
        .init(name: "lion", type: Lion.self, settings: ["weight_decay": 0.1], lr: 0.01) { w, g, s, _ in
            for i in w.indices {
                let mixed = 0.9 * s[0][i] + 0.1 * g[i]
                w[i] -= 0.01 * ((mixed > 0 ? 1 : mixed < 0 ? -1 : 0) + 0.1 * w[i])
                s[0][i] = 0.99 * s[0][i] + 0.01 * g[i]
            }
        },
        .init(name: "lars", type: LARS.self, settings: ["trust": 0.02, "weight_decay": 0.1], lr: 1) { w, g, s, _ in
            let ratio = 0.02 * length(w) / (length(g) + 0.1 * length(w))
            for i in w.indices {
                s[0][i] = 0.9 * s[0][i] + ratio * (g[i] + 0.1 * w[i])
                w[i] -= s[0][i]
            }
        },
        .init(name: "lamb", type: LAMB.self, settings: ["weight_decay": 0.1], lr: 0.01) { w, g, s, t in
            lamb(&w, g, &s, t, maxTrust: 10)
        },
        .init(name: "lamb, trust held", type: LAMB.self, settings: ["weight_decay": 0.1, "max_trust": 0.3], lr: 0.01) {
            w, g, s, t in lamb(&w, g, &s, t, maxTrust: 0.3)
        },
        .init(name: "muon", type: Muon.self, settings: ["weight_decay": 0.1], lr: 0.05) { w, g, s, _ in
            for i in w.indices { s[0][i] = 0.95 * s[0][i] + 0.05 * g[i] }
            let ahead = w.indices.map { 0.95 * s[0][$0] + 0.05 * g[$0] }
            let direction = orthogonalized(ahead, iterations: 5)
            let widening = (Double(columns) / Double(rows)).squareRoot()
            for i in w.indices { w[i] = (1 - 0.05 * 0.1) * w[i] - 0.05 * widening * direction[i] }
        },
    ]

    private static func lamb(_ w: inout [Double], _ g: [Double], _ s: inout [[Double]], _ t: Int, maxTrust: Double) {
        let powers = (1...t).reduce(into: (1.0, 1.0)) { power, _ in power = (power.0 * 0.9, power.1 * 0.999) }
        for i in w.indices {
            s[0][i] = 0.9 * s[0][i] + 0.1 * g[i]
            s[1][i] = 0.999 * s[1][i] + 0.001 * g[i] * g[i]
        }
        let r = w.indices.map {
            s[0][$0] / (1 - powers.0) / ((s[1][$0] / (1 - powers.1)).squareRoot() + 1e-8) + 0.1 * w[$0]
        }
        let trust = min(maxTrust, length(w) / length(r))
        for i in w.indices { w[i] -= 0.01 * trust * r[i] }
    }

    static func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    /// Newton–Schulz on a rows × columns matrix, by loops: X ← aX + (bA + cA²)X, A = XXᵀ.
    static func orthogonalized(_ x: [Double], iterations: Int) -> [Double] {
        let scale = length(x) + 1e-7
        var x = x.map { $0 / scale }
        for _ in 0..<iterations {
            let gram = product(x, transposed(x, rows, columns), rows, columns, rows)
            let square = product(gram, gram, rows, rows, rows)
            let mixed = zip(gram, square).map { -4.7750 * $0 + 2.0315 * $1 }
            let moved = product(mixed, x, rows, rows, columns)
            x = zip(x, moved).map { 3.4445 * $0 + $1 }
        }
        return x
    }

    /// C (m × n) = A (m × k) · B (k × n), row-major.
    static func product(_ a: [Double], _ b: [Double], _ m: Int, _ k: Int, _ n: Int) -> [Double] {
        (0..<m * n).map { index in (0..<k).reduce(0) { $0 + a[index / n * k + $1] * b[$1 * n + index % n] } }
    }

    static func transposed(_ a: [Double], _ m: Int, _ n: Int) -> [Double] {
        (0..<m * n).map { a[$0 % m * n + $0 / m] }
    }
}
