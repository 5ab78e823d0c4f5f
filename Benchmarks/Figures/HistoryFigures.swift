import Glibc
import Training

/// How much memory ten million recorded steps take.
enum HistoryFigures {
    static func print() {
        let layout = TelemetryLayout(layerCount: 3)
        var history = RunHistory(layout: layout)
        var batch = TelemetryBatch(layout: layout, capacity: 2000)
        func record(_ steps: Range<Int>) {
            for step in steps {
                if batch.isFull {
                    history.append(batch)
                    batch.removeAll()
                }
                batch.append(step: step) { row in
                    for column in 0..<layout.columnCount { row[column] = Float(step % 97 + column) }
                }
            }
        }
        record(1..<10_001)
        let before = DashboardFigures.residentMegabytes(getpid())
        record(10_001..<10_000_001)
        figure("history_growth_mb", DashboardFigures.residentMegabytes(getpid()) - before, "MB")
        withExtendedLifetime(history) {}
    }
}
