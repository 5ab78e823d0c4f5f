extension NonFiniteReport {
    /// What went non-finite first, and where: `gradient of layer 2 (dense8) went NaN or infinite at step 31, on training
    /// sample 5`. Samples are counted from 1.
    ///
    /// - Parameter step: the step as the reader writes numbers.
    public func words(step: String) -> String {
        var words = tensor.rawValue
        if let layerLabel { words += " of layer \(layerLabel)" + (layerName.map { " (\($0))" } ?? "") }
        words += " went NaN or infinite at step \(step)"
        if let row { words += ", on training sample \(row + 1)" }
        return words
    }
}
