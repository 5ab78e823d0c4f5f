import Foundation
import GoldenValues
import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Activations")
struct ActivationTests {
    /// Our name, settings, and the case of golden.json it must agree with.
    static let goldenCases: [(name: String, settings: [String: Value], golden: String)] = [
        ("relu", [:], "relu"), ("leaky_relu", [:], "leaky_relu_0.01"), ("elu", [:], "elu_1"),
        ("elu", ["x.alpha": 0.5], "elu_0.5"), ("gelu", [:], "gelu_exact"),
        ("gelu", ["x.approximate": "tanh"], "gelu_tanh"),
        ("silu", [:], "silu"), ("swish", [:], "silu"), ("sigmoid", [:], "sigmoid"), ("tanh", [:], "tanh"),
        ("softplus", [:], "softplus"),
    ]

    private func run(_ activation: Activation, _ inputs: [Float], columns: Int? = nil) -> (y: [Float], slope: [Float]) {
        let count = inputs.count
        let columns = columns ?? count
        var y = inputs
        var z = [Float](repeating: 0, count: count)
        ck_activate(activation.kind, &y, &z, nil, count / columns, columns, activation.a, activation.b)
        var slope = [Float](repeating: 1, count: count)
        ck_activate_backward(
            activation.kind, &slope, y, z, nil, 0, count / columns, columns, activation.a, activation.b)
        return (y, slope)
    }

    @Test("agree with PyTorch, value and slope", arguments: goldenCases)
    func golden(name: String, settings: [String: Value], golden: String) throws {
        let activation = try #require(
            Activations.activation(named: name, settings: Settings(settings), prefix: "x"))
        let points = Golden.file.activations.x.flattened
        let reference = Golden.file.activations.cases[golden]
        let (y, slope) = run(activation, points.map(Float.init))
        #expect(!points.isEmpty && reference.y.flattened.count == points.count)
        for index in points.indices {
            #expect(abs(Double(y[index]) - reference.y.flattened[index]) < 2e-6 * max(1, abs(points[index])))
            #expect(abs(Double(slope[index]) - reference.dy_dx.flattened[index]) < 2e-6)
        }
    }

    @Test("have the slope that central differences in double give", arguments: Activations.names)
    func finiteDifferences(name: String) throws {
        guard name != "step", name != "softmax" else { return }
        let activation = try #require(Activations.activation(named: name))
        let points = stride(from: -6.05, to: 6, by: 0.1).map { $0 }
        let (_, slope) = run(activation, points.map(Float.init))
        let width = 1e-6
        for (index, x) in points.enumerated() {
            let difference = (reference(name, x + width) - reference(name, x - width)) / (2 * width)
            #expect(abs(Double(slope[index]) - difference) < 1e-5 * max(1, abs(difference)), "\(name) at \(x)")
        }
    }

    /// The formulas of the catalogue in double precision.
    private func reference(_ name: String, _ x: Double) -> Double {
        let sigmoid = 1 / (1 + exp(-x))
        return switch name {
        case "sigmoid", "scaled_sigmoid": sigmoid
        case "tanh": tanh(x)
        case "relu": max(0, x)
        case "leaky_relu": x > 0 ? x : 0.01 * x
        case "elu": x > 0 ? x : exp(x) - 1
        case "gelu": x * 0.5 * (1 + erf(x / 2.0.squareRoot()))
        case "silu": x * sigmoid
        case "softplus": log(1 + exp(x))
        case "exponential": exp(x)
        default: x
        }
    }

    @Test("stay finite from −10⁴ to 10⁴, forward and backward", arguments: Activations.names)
    func stability(name: String) throws {
        let activation = try #require(Activations.activation(named: name))
        let inputs: [Float] = [-1e4, -1e3, -100, -1, 0, 1, 100, 1e3, 1e4]
        let (y, slope) = run(activation, inputs)
        #expect(y.allSatisfy { $0.isFinite })
        #expect(slope.allSatisfy { $0.isFinite })
    }

    @Test("let NaN through instead of hiding it", arguments: Activations.names)
    func notANumber(name: String) throws {
        let activation = try #require(Activations.activation(named: name))
        #expect(run(activation, [.nan, 1, 2]).y[0].isNaN)
    }

    @Test("the step function has no slope anywhere")
    func step() throws {
        let activation = try #require(Activations.activation(named: "step"))
        let (y, slope) = run(activation, [-2, 0, 0.5, 3])
        #expect(y == [0, 0, 1, 1])
        #expect(slope == [0, 0, 0, 0])
    }

    @Test("softmax gives the seeds' worked value and PyTorch's gradient")
    func softmax() throws {
        let activation = try #require(Activations.activation(named: "softmax"))
        let worked = run(activation, [2, 1, 0.1]).y
        for (got, want) in zip(worked, [0.66, 0.24, 0.10]) { #expect(abs(Double(got) - want) < 0.005) }

        let golden = Golden.file.activations.softmax
        var y = golden.inputs.flattened.map(Float.init)
        ck_activate(CK_SOFTMAX, &y, nil, nil, 3, 4, 0, 0)
        var gradient = golden.upstream.flattened.map(Float.init)
        ck_activate_backward(CK_SOFTMAX, &gradient, y, nil, nil, 0, 3, 4, 0, 0)
        for (got, want) in zip(y, golden.outputs.flattened) { #expect(abs(Double(got) - want) < 1e-6) }
        for (got, want) in zip(gradient, golden.input_gradients.flattened) { #expect(abs(Double(got) - want) < 1e-6) }
    }

    @Test("parameters do what they say: slope, range, clamp")
    func parameters() throws {
        let steep = try #require(
            Activations.activation(named: "sigmoid", settings: Settings(["x.slope": 10]), prefix: "x"))
        #expect(abs(run(steep, [0.5]).y[0] - 0.9933071) < 1e-6)
        let bounded = try #require(
            Activations.activation(
                named: "scaled_sigmoid", settings: Settings(["x.low": -2, "x.high": 4]), prefix: "x"))
        #expect(run(bounded, [0, 100, -100]).y == [1, 4, -2])
        let clamped = try #require(Activations.activation(named: "exponential"))
        #expect(run(clamped, [81, 500]).y[0] == run(clamped, [80]).y[0])
        #expect(run(clamped, [81]).slope[0] == 0)
    }
}
