extension Dataset {
    /// Puts the rows in order of `moments`, one a row; rows of the same moment stay as they are.
    mutating func sort(by moments: [Double]) {
        guard moments.count == count else { return }
        let order = moments.indices.sorted { moments[$0] != moments[$1] ? moments[$0] < moments[$1] : $0 < $1 }
        guard order != Array(0..<count) else { return }
        self = selecting(order)
        notes.append("rows are put in order of their dates")
    }

    /// The rows as a series: each sample is a stretch of `length` rows, its target lies `horizon` rows after the last.
    ///
    /// The past of a target that is a number belongs to what is known: it is the last channel. A class is not.
    ///
    /// - Throws: ``DatasetError/shortSeries(name:rows:needed:)``, or as ``DataSize/check(rows:features:memory:)``.
    func windows(of length: Int, horizon: Int, targetName: String) throws(DatasetError) -> Dataset {
        let samples = count - length - horizon + 1
        guard samples >= 2 else { throw .shortSeries(name: name, rows: count, needed: length + horizon + 1) }
        var channels = featureCount
        var series = features
        var names = featureNames
        // With horizon 0 the target is within the window: showing it would give the answer away.
        if case .values(let values, columns: 1) = target, horizon > 0 {
            channels += 1
            names.append(targetName)
            series = (0..<count).flatMap { row in
                features[row * featureCount..<(row + 1) * featureCount] + [values[row]]
            }
        }
        guard channels > 0 else { throw .noFeatures(path: name) }
        let width = length * channels
        try DataSize.check(rows: samples, features: width)
        let last = (0..<samples).map { $0 + length - 1 + horizon }
        var windowed = selecting(last)
        windowed.features = (0..<samples).flatMap { series[$0 * channels..<($0 + length) * channels] }
        windowed.featureCount = width
        windowed.featureNames = (0..<length).flatMap { step in names.map { "\($0) t−\(length - 1 - step)" } }
        windowed.sequenceShape = SequenceShape(steps: length, channels: channels)
        windowed.isTimeSeries = true
        windowed.columns = nil
        return windowed
    }
}
