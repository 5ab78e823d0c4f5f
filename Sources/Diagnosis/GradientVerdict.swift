/// What a monitor says of a run's gradients, in plain language, with its evidence.
public struct GradientVerdict: Sendable, Hashable {
    public enum Symptom: String, Sendable, Hashable {
        case vanishing, exploding
        /// The validation loss is not finite.
        case validation

        /// `exploding gradient`
        public var name: String { self == .validation ? "validation loss that is not finite" : "\(rawValue) gradient" }
    }

    /// A symptom is a quiet note while training learns all the same, and an alarm when it does not.
    public enum Severity: String, Sendable, Hashable { case note, alarm }

    public let symptom: Symptom
    public let severity: Severity
    /// `Vanishing gradient: layer 1 gets 3e-5 of layer 12's gradient for 400 steps (sigmoid, depth 12)`
    public let headline: String
    /// Numbers of the layers it is about, from 1 at the input; empty where it is about the whole.
    public let layers: [Int]
    /// What was measured, and the threshold it passed; the headline says of what.
    public let measured: Double
    public let threshold: Double
    /// The step since which the symptom has held.
    public let sinceStep: Int
    /// What to try, what can be done live first, each naming the keys it sets.
    public let advice: [String]

    public init(
        symptom: Symptom, severity: Severity, headline: String, layers: [Int], measured: Double, threshold: Double,
        sinceStep: Int, advice: [String]
    ) {
        self.symptom = symptom
        self.severity = severity
        self.headline = headline
        self.layers = layers
        self.measured = measured
        self.threshold = threshold
        self.sinceStep = sinceStep
        self.advice = advice
    }
}
