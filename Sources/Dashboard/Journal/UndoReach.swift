import Training

extension UndoMemory {
    /// `undo 12 of 14 steps back · 3 of 256 MB`: how far undo reaches and what its snapshots take.
    func words(_ separator: String) -> String {
        "undo \(kept) of \(interventions) steps back \(separator) \(megabytes(bytes)) of \(megabytes(budget)) MB"
    }

    private func megabytes(_ bytes: Int) -> String { NumberText.compact(Double(bytes) / 1_048_576) }
}
