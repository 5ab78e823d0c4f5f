import Training

/// What telemetry's columns are called outside of the program.
struct TelemetryNames {
    /// A column, its name in tables, and its tag in TensorBoard.
    struct Column {
        let index: Int
        let name: String
        let tag: String
    }

    let columns: [Column]

    init(_ layers: [RunDescription.Layer], layout: TelemetryLayout) {
        var columns = [
            Column(index: TelemetryLayout.loss, name: "loss", tag: "loss/train"),
            Column(index: TelemetryLayout.penalty, name: "penalty", tag: "loss/penalty"),
            Column(index: TelemetryLayout.learningRate, name: "learning_rate", tag: "learning_rate"),
            Column(index: TelemetryLayout.gradientNorm, name: "gradient_norm", tag: "gradient_norm/all"),
            Column(index: TelemetryLayout.clippedNorm, name: "clipped_norm", tag: "clipped_norm/all"),
        ]
        for (index, layer) in layers.enumerated() where index < layout.layerCount {
            for column in TelemetryLayout.LayerColumn.allCases {
                let name = Self.name(column)
                columns.append(
                    Column(
                        index: layout.column(column, layer: index), name: "\(layer.number).\(layer.name).\(name)",
                        tag: "\(name)/\(layer.number).\(layer.name)"))
            }
        }
        self.columns = columns
    }

    private static func name(_ column: TelemetryLayout.LayerColumn) -> String {
        switch column {
        case .gradientNorm: "gradient_norm"
        case .clippedNorm: "clipped_norm"
        case .weightNorm: "weight_norm"
        case .updateNorm: "update_norm"
        }
    }
}

extension SplitMetrics {
    /// The metrics the task has, by name.
    var named: [(name: String, value: Double)] {
        [("loss", loss), ("accuracy", accuracy), ("r2", r2), ("mae", mae)].compactMap { name, value in
            value.map { (name, $0) }
        }
    }
}
