import Training

/// The words of a verdict, made in one place out of what a monitor measured.
struct VerdictWording {
    let monitor: GradientMonitor

    private var layers: [RunDescription.Layer] { monitor.layers }
    private var norms: GradientNorms { monitor.norms }

    func vanishing(_ form: VanishingRule.Form, severity: GradientVerdict.Severity, since: Int) -> GradientVerdict {
        if case .blocked(let layer) = form { return blocked(by: layer, severity: severity, since: since) }
        let isChain = form == .chain
        let shares = layers.indices.map { isChain ? norms.share(ofLast: $0) : norms.share(ofTotal: $0) }
        let least = layers.indices.min { shares[$0] < shares[$1] } ?? 0
        let sick = layers.indices.filter { shares[$0] < VanishingRule.threshold || $0 == least }
        let isNothing = isChain ? norms.isZero(least) : layers.indices.allSatisfy(norms.isZero)
        let share = isNothing ? 0 : power(shares[least])
        let steps = monitor.step - since
        let headline: String
        if isChain {
            let part = isNothing ? "none" : rounded(share)
            headline =
                "Vanishing gradient: \(name(least)) gets \(part) of \(name(layers.count - 1))'s gradient for \(steps) steps"
                + kind
        } else if isNothing {
            headline = "Vanishing gradient: no weight gets any gradient for \(steps) steps, only biases do" + kind
        } else {
            headline =
                "Vanishing gradient: all weights together get \(rounded(power(shares.max() ?? 0))) of the gradient for "
                + "\(steps) steps, biases the rest" + kind
        }
        return GradientVerdict(
            symptom: .vanishing, severity: severity, headline: headline, layers: sick.map { layers[$0].number },
            measured: share, threshold: power(VanishingRule.threshold), sinceStep: since,
            advice: vanishingAdvice(isNothing: isNothing))
    }

    private func blocked(by layer: Int, severity: GradientVerdict.Severity, since: Int) -> GradientVerdict {
        let flat = VanishingRule.flatActivation
        let below = layer == 0 ? "\(name(0)) gets" : "layers \(layers[0].label) to \(layers[layer].label) get"
        let flatLayers = layers[...layer].filter { $0.activation == flat }
        func advice(_ activation: String) -> String {
            guard flatLayers.count <= 2 else { return "layers.N.activation \(activation) (restart)" }
            let changes = flatLayers.map {
                let key = "layers." + $0.label.replacing(".", with: ".layers.") + ".activation"
                return "\(key) \($0.number == layers.last?.number ? "identity" : activation)"
            }
            return changes.joined(separator: " and ") + " (restart)"
        }
        return GradientVerdict(
            symptom: .vanishing, severity: severity,
            headline: "Vanishing gradient: \(below) none for \(monitor.step - since) steps: "
                + "'\(flat)' in \(name(layer)) has slope 0 everywhere",
            layers: layers[...layer].map(\.number), measured: 0, threshold: power(VanishingRule.threshold),
            sinceStep: since, advice: [advice("relu"), advice("sigmoid")])
    }

    func notFinite(_ fault: ExplodingRule.Fault) -> GradientVerdict {
        let place = fault.layer.map { "the gradient of \(name($0))" } ?? "the loss"
        return GradientVerdict(
            symptom: .exploding, severity: .alarm,
            headline: "Exploding gradient: \(place) is not finite since step \(fault.step)",
            layers: fault.layer.map { [layers[$0].number] } ?? [], measured: .infinity, threshold: ExplodingRule.norm,
            sinceStep: fault.step, advice: explodingAdvice)
    }

    func unsoundValidation(_ report: EpochReport) -> GradientVerdict {
        let rows = report.validation?.nonFiniteRows
        let reason =
            rows.map { "\($0) validation \($0 == 1 ? "row has" : "rows have") outputs that are not finite" }
            ?? "its sum is beyond what numbers hold"
        return GradientVerdict(
            symptom: .validation, severity: .alarm,
            headline: "Validation loss is not finite since epoch \(report.epoch): \(reason)",
            layers: [], measured: report.validation?.loss ?? .nan, threshold: .greatestFiniteMagnitude,
            sinceStep: report.step, advice: explodingAdvice)
    }

    func jumped(since: Int, height: Double) -> GradientVerdict {
        let factor = power(height)
        return GradientVerdict(
            symptom: .exploding, severity: .alarm,
            headline: "Exploding gradient: it jumped \(rounded(factor))-fold at step \(since)\(lossPart)",
            layers: [], measured: factor, threshold: 10, sinceStep: since, advice: explodingAdvice)
    }

    func growing(severity: GradientVerdict.Severity, since: Int) -> GradientVerdict {
        let shares = layers.indices.map { norms.share(ofLast: $0) }
        let greatest = layers.indices.max { shares[$0] < shares[$1] } ?? 0
        let ratio = power(shares[greatest])
        return GradientVerdict(
            symptom: .exploding, severity: severity,
            headline: "Exploding gradient: \(name(greatest)) gets \(rounded(ratio)) times \(name(layers.count - 1))'s "
                + "gradient for \(monitor.step - since) steps\(kind)",
            layers: layers.indices.filter { shares[$0] > 1.845 }.map { layers[$0].number }, measured: ratio,
            threshold: ExplodingRule.ratio, sinceStep: since, advice: explodingAdvice)
    }

    func huge(severity: GradientVerdict.Severity, since: Int) -> GradientVerdict {
        let norm = power(norms.total.value ?? 0)
        let loss = monitor.progress.current.map { ", the loss \(rounded($0))" } ?? ""
        return GradientVerdict(
            symptom: .exploding, severity: severity,
            headline:
                "Exploding gradient: its length is \(rounded(norm))\(loss) for \(monitor.step - since) steps\(kind)",
            layers: layers.indices.filter { (norms.layers[$0].value ?? 0) > 3 }.map { layers[$0].number },
            measured: norm, threshold: ExplodingRule.norm, sinceStep: since, advice: explodingAdvice)
    }

    // MARK: Parts

    private func name(_ layer: Int) -> String { "layer \(layers[layer].label)" }

    /// The commonest activation of the hidden layers, and the depth.
    private var kind: String { " (" + (activation.map { "\($0), " } ?? "") + "depth \(layers.count))" }

    private var activation: String? {
        let hidden = layers.dropLast().map(\.activation)
        return hidden.max { first, second in
            hidden.count { $0 == first } < hidden.count { $0 == second }
        }
    }

    private var lossPart: String {
        guard let best = monitor.progress.best, let current = monitor.progress.current, current > best else {
            return ""
        }
        return ", and the loss went from \(rounded(best)) to \(rounded(current))"
    }

    private func vanishingAdvice(isNothing: Bool) -> [String] {
        let saturates = activation == "sigmoid" || activation == "tanh"
        if isNothing {
            return [
                "undo what came before step \(monitor.vanishing.since ?? 0)", "lower optimizer.lr",
                "layers.N.activation leaky_relu or init he_normal (restart)",
            ]
        }
        return (saturates ? ["layers.N.activation relu with init he_normal (restart)"] : ["init he_normal (restart)"])
            + ["optimizer adam", "batch_norm layers (restart)"]
    }

    private var explodingAdvice: [String] {
        ["undo", "optimizer.lr ÷ 10", "clip norm", "data.normalize standard and init he_normal (restart)"]
    }
}

/// 10 to a power.
func power(_ exponent: Double) -> Double { exponential(exponent * 2.302585092994046) }

/// A number with two figures, short: `3e-5`, `0.04`, `1.2`, `340`, `2.1e5`.
func rounded(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "NaN" : "∞" }
    guard number != 0 else { return "0" }
    let magnitude = abs(number)
    var exponent = Int((naturalLogarithm(magnitude) / 2.302585092994046).rounded(.down))
    var digits = Int((magnitude / power(Double(exponent)) * 10).rounded())
    if digits >= 100 {
        digits = 10
        exponent += 1
    }
    let sign = number < 0 ? "-" : ""
    switch exponent {
    case 2...3: return sign + String(Int((Double(digits) * power(Double(exponent - 1))).rounded()))
    case 1: return sign + String(digits)
    case 0: return sign + mantissa(digits)
    case -2 ... -1:
        let figures = digits % 10 == 0 ? String(digits / 10) : String(digits)
        return sign + "0." + String(repeating: "0", count: -exponent - 1) + figures
    default: return sign + mantissa(digits) + "e\(exponent)"
    }
}

private func mantissa(_ digits: Int) -> String {
    digits % 10 == 0 ? String(digits / 10) : "\(digits / 10).\(digits % 10)"
}
