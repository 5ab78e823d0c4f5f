import Tensors
import Tunables

/// An activation function with its parameters, ready for the kernels.
public struct Activation: Sendable, Hashable {
    public let name: String
    public let kind: ck_activation
    /// The function's parameters, as the kernels call them.
    public let a: Float
    public let b: Float

    public static let identity = Activation(name: "identity", kind: CK_IDENTITY, a: 0, b: 0)

    /// Whether its slope needs its input, not only its output.
    public var needsInput: Bool { ck_activation_needs_input(kind) != 0 }
}

extension ck_activation: @retroactive Hashable {}

extension Activation {
    /// The activation the settings choose at `prefix` (`layers.1.activation`).
    public init(_ settings: Settings, at prefix: String) {
        let name = if case .word(let word)? = settings["\(prefix).name"] { word } else { "identity" }
        self = Activations.activation(named: name, settings: settings, prefix: prefix) ?? .identity
    }
}

/// Every activation function. All are stable for |x| up to 1e4, forward and backward.
public enum Activations: Catalogue {
    public static let key = "activation"
    public static let title = "activations"

    /// A member: what it says of itself, its kernel, and its two parameters by key.
    private struct Member {
        let descriptor: Descriptor
        let kind: ck_activation
        var a: String?
        var b: String?
        /// The kernel for another choice of a key (`approximate: tanh`).
        var variant: (key: String, value: String, kind: ck_activation)?
    }

    private static func parameter(_ key: String, _ value: Double, in bounds: Bounds, _ help: String) -> Tunable {
        .real(key, default: value, in: bounds, change: .restart, help: help)
    }

    private static let members: [Member] = [
        Member(descriptor: Descriptor("identity", summary: "x: linear output, regression"), kind: CK_IDENTITY),
        Member(
            descriptor: Descriptor("step", summary: "1 if x > 0 else 0: its gradient is 0, so nothing learns"),
            kind: CK_STEP),
        Member(
            descriptor: Descriptor(
                "sigmoid", summary: "1/(1+e^(−s·x)): squashes to 0…1 and saturates",
                tunables: [parameter("slope", 1, in: .positive, "s: how steep it is at 0")]),
            kind: CK_SIGMOID, a: "slope"),
        Member(
            descriptor: Descriptor(
                "tanh", summary: "tanh x: squashes to −1…1, centered at 0",
                reference: "gradients-clipping-optimizers-notes.md"), kind: CK_TANH),
        Member(
            descriptor: Descriptor(
                "relu", summary: "max(0, x); slope 0 at 0", reference: "gradients-clipping-optimizers-notes.md"),
            kind: CK_RELU),
        Member(
            descriptor: Descriptor(
                "leaky_relu", summary: "max(αx, x): never quite dead", reference: "Maas et al. 2013",
                tunables: [parameter("alpha", 0.01, in: .fraction, "α: slope of the negative side")]),
            kind: CK_LEAKY_RELU, a: "alpha"),
        Member(
            descriptor: Descriptor(
                "elu", summary: "x, or α(e^x − 1) below 0", reference: "Clevert et al. 2015",
                tunables: [parameter("alpha", 1, in: .positive, "α: where the negative side levels off")]),
            kind: CK_ELU, a: "alpha"),
        Member(
            descriptor: Descriptor(
                "gelu", summary: "x·Φ(x)", reference: "Hendrycks & Gimpel 2016",
                tunables: [
                    .choice(
                        "approximate", default: "none", of: ["none", "tanh"], change: .restart,
                        help: "exact, or the tanh approximation")
                ]), kind: CK_GELU, variant: ("approximate", "tanh", CK_GELU_TANH)),
        Member(
            descriptor: Descriptor(
                "silu", aliases: ["swish"], summary: "x·σ(x)", reference: "Ramachandran et al. 2017"),
            kind: CK_SILU),
        Member(descriptor: Descriptor("softplus", summary: "ln(1+e^x): positive regression"), kind: CK_SOFTPLUS),
        Member(
            descriptor: Descriptor("exponential", summary: "e^x, input clamped at 80: positive regression"),
            kind: CK_EXPONENTIAL),
        Member(
            descriptor: Descriptor(
                "scaled_sigmoid", summary: "a + (b−a)·σ(x): regression in a range",
                tunables: [
                    parameter("low", 0, in: .any, "a: lower end of the range"),
                    parameter("high", 1, in: .any, "b: upper end of the range"),
                ]), kind: CK_SCALED_SIGMOID, a: "low", b: "high"),
        Member(
            descriptor: Descriptor("softmax", summary: "e^x/Σe^x over a row: class probabilities"), kind: CK_SOFTMAX),
    ]

    public static let descriptors: [Descriptor] = members.map(\.descriptor)

    /// The activation of that name or alias, with its parameters from the settings at `prefix`.
    public static func activation(
        named name: String, settings: Settings = Settings(), prefix: String = ""
    ) -> Activation? {
        let found = members.first { $0.descriptor.name == name || $0.descriptor.aliases.contains(name) }
        guard let member = found else { return nil }
        let values = Values(member.descriptor, settings: settings, prefix: prefix)
        var kind = member.kind
        if let variant = member.variant, values.word(variant.key) == variant.value { kind = variant.kind }
        return Activation(
            name: member.descriptor.name, kind: kind, a: member.a.map(values.float) ?? 0,
            b: member.b.map(values.float) ?? 0)
    }
}
