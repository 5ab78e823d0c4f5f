import Evaluation
import Runs
import Training

/// Predictions as CSV: a line a row of the table they were made from, in its order.
struct PredictionTable {
    let count: Int
    let text: String
    /// Rows with an output that is not finite, from 0: nothing is predicted of them.
    let nonFinite: [Int]

    /// - Parameters:
    ///   - outputs: rows × the network's outputs, row-major.
    ///   - choices: a class a row; empty where numbers are predicted.
    init(_ network: TrainedNetwork, outputs: [Float], choices: [Int32], csv: CSVText = CSVText()) {
        let width = max(1, network.outputCount)
        let names = network.classNames
        count = outputs.count / width
        let score = network.givesProbabilities ? "probability" : "score"
        var header = ["row", "prediction"]
        if !names.isEmpty {
            header += names.map { "\(score) \($0)" }
        } else if width > 1 {
            header = ["row"] + (1...width).map { "prediction \($0)" }
        }
        var text = header.map(csv.field).joined(separator: ",") + "\n"
        nonFinite = Self.nonFiniteRows(of: outputs, width: width)
        for row in 0..<count {
            text += "\(row + 1)"
            // Nothing is chosen where an output is not finite.
            if !names.isEmpty {
                text += "," + (choices[row] == noClass ? "" : csv.field(names[Int(choices[row])]))
            }
            for value in outputs[row * width..<(row + 1) * width] { text += "," + Self.number(value) }
            text += "\n"
        }
        self.text = text
    }

    /// `nan`, `inf` or `-inf` where a number is not finite: a NaN has no sign to tell.
    private static func number(_ value: Float) -> String { value.isNaN ? "nan" : "\(value)" }

    static func nonFiniteRows(of outputs: [Float], width: Int) -> [Int] {
        let width = max(1, width)
        return (0..<outputs.count / width).filter { row in
            !outputs[row * width..<(row + 1) * width].allSatisfy(\.isFinite)
        }
    }
}
