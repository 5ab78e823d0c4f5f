import Evaluation
import Runs
import Training

/// Predictions as CSV: a line a row of the table they were made from, in its order.
struct PredictionTable {
    let count: Int
    let text: String

    /// - Parameter outputs: rows × the network's outputs, row-major.
    init(_ network: TrainedNetwork, outputs: [Float], csv: CSVText = CSVText()) {
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
        let choices = names.isEmpty ? [] : mostLikelyClasses(outputs, classCount: width)
        for row in 0..<count {
            text += "\(row + 1)"
            if !names.isEmpty { text += "," + csv.field(names[Int(choices[row])]) }
            for value in outputs[row * width..<(row + 1) * width] { text += ",\(value)" }
            text += "\n"
        }
        self.text = text
    }
}
