import Networks
import Tunables

/// Whether words, which the data numbers, are read as words.
enum TokenFit {
    static func problems(_ experiment: Experiment, input: Shape) -> [ExperimentProblem] {
        guard case .sequence(_, _, let tokens) = input, tokens > 0, experiment.layerCount > 0 else { return [] }
        let type = if case .word(let word)? = experiment.settings["layers.1.type"] { word } else { "dense" }
        guard type != "embedding" else { return [] }
        let message =
            "the samples are words by their numbers, which '\(type)' takes for quantities; put a layer of type embedding "
            + "before it"
        return [ExperimentProblem(.warning, key: "layers.1.type", message)]
    }
}
