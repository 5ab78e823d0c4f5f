import Training

/// A run as CSV (RFC 4180): UTF-8, a header line, '.' in numbers; what is not finite is `nan`, `inf` or `-inf`.
struct TableExport {
    let run: RecordedRun
    var text = CSVText()

    func steps() -> String {
        let series = run.series
        let columns = TelemetryNames(run.record.layers, layout: series.layout).columns
        let spread = [TelemetryLayout.loss, TelemetryLayout.gradientNorm]
        var header = ["first_step", "last_step"]
        for column in columns {
            header.append(column.name)
            if spread.contains(column.index) { header += [column.name + "_min", column.name + "_max"] }
        }
        var lines = [header.map(text.field).joined(separator: ",")]
        let rows = series.rows
        for row in 0..<rows.count {
            var cells = [String(rows.firsts[row]), String(rows.lasts[row])]
            for column in columns {
                let bucket = rows.bucket(row: row, column: column.index)
                cells.append("\(bucket.displayValue)")
                guard spread.contains(column.index) else { continue }
                cells.append("\(bucket.hasFiniteValues ? bucket.minimum : bucket.displayValue)")
                cells.append("\(bucket.hasFiniteValues ? bucket.maximum : bucket.displayValue)")
            }
            lines.append(cells.joined(separator: ","))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    func epochs() -> String {
        let names = ["loss", "accuracy", "r2", "mae"]
        let header =
            ["epoch", "step"] + names.map { "train_" + $0 } + names.map { "validation_" + $0 }
            + ["learning_rate", "seconds", "is_best"] + names.map { "averaged_" + $0 }
            + names.map { "ensemble_" + $0 } + ["ensemble_members"]
        var lines = [header.joined(separator: ",")]
        for report in run.epochs {
            func cells(_ metrics: SplitMetrics?) -> [String] {
                [metrics?.loss, metrics?.accuracy, metrics?.r2, metrics?.mae].map { $0.map { "\($0)" } ?? "" }
            }
            let line =
                [String(report.epoch), String(report.step)] + cells(report.training) + cells(report.validation)
                + ["\(report.learningRate)", "\(report.seconds)", String(report.isBest)] + cells(report.averaged)
                + cells(report.ensemble?.metrics) + [report.ensemble.map { String($0.members) } ?? ""]
            lines.append(line.joined(separator: ","))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
