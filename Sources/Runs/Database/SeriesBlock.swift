import Training

/// Rows of a series, a stretch of steps each: for every column the mean, minimum, maximum and last value.
///
/// Minimum, mean and maximum are those of the finite values; what was not finite is a flag. Packed, a block is a header
/// (columns, rows), the rows' steps, and each column's planes one after the other; a plane that says nothing new (all
/// values the same, or the same as the means) takes a few bytes.
struct SeriesBlock: Sendable, Hashable {
    let columnCount: Int
    private(set) var firsts: [Int] = []
    private(set) var lasts: [Int] = []
    /// Row-major.
    private(set) var means: [Float] = []
    private(set) var minima: [Float] = []
    private(set) var maxima: [Float] = []
    private(set) var latest: [Float] = []
    private(set) var flags: [UInt8] = []

    init(columnCount: Int) { self.columnCount = columnCount }

    var count: Int { firsts.count }
    var isEmpty: Bool { firsts.isEmpty }

    mutating func removeAll() { self = SeriesBlock(columnCount: columnCount) }

    /// Takes a finished row over.
    mutating func append(_ row: SeriesRow) {
        guard row.columnCount == columnCount, !row.isEmpty else { return }
        firsts.append(row.first)
        lasts.append(row.last)
        for column in 0..<columnCount {
            let bucket = row.bucket(column)
            means.append(bucket.mean)
            minima.append(bucket.minimum)
            maxima.append(bucket.maximum)
            flags.append(bucket.nonFinite.rawValue)
        }
        latest += row.latest
    }

    mutating func append(_ other: SeriesBlock, rows: Range<Int>) {
        guard other.columnCount == columnCount else { return }
        let cells = rows.lowerBound * columnCount..<rows.upperBound * columnCount
        firsts += other.firsts[rows]
        lasts += other.lasts[rows]
        means += other.means[cells]
        minima += other.minima[cells]
        maxima += other.maxima[cells]
        latest += other.latest[cells]
        flags += other.flags[cells]
    }

    func bucket(row: Int, column: Int) -> Bucket {
        let cell = row * columnCount + column
        return Bucket(
            firstStep: firsts[row], lastStep: lasts[row], minimum: minima[cell], mean: means[cell],
            maximum: maxima[cell], nonFinite: NonFinite(rawValue: flags[cell]))
    }

    /// The last value of a row's column, NaN and infinities included.
    func last(row: Int, column: Int) -> Float { latest[row * columnCount + column] }

    /// Halves the number of rows by merging neighbors; no extremum is lost.
    mutating func halve() {
        var halved = SeriesBlock(columnCount: columnCount)
        var row = SeriesRow(columnCount: columnCount)
        for index in 0..<count {
            row.add(self, row: index)
            if index % 2 == 1 || index == count - 1 {
                halved.append(row)
                row.removeAll()
            }
        }
        self = halved
    }
}

// MARK: Packing

extension SeriesBlock {
    private enum Plane: UInt8 { case full, constant, asMeans }
    private static let version: UInt8 = 1

    /// The block as bytes, little-endian.
    func packed() -> [UInt8] {
        var bytes: [UInt8] = [Self.version]
        func put<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        put(UInt32(columnCount))
        put(UInt32(count))
        put(Int64(firsts.first ?? 0))
        for row in 0..<count {
            // Rows follow one another, but for what was left out.
            put(UInt32(clamping: firsts[row] - (row == 0 ? firsts[0] : lasts[row - 1])))
            put(UInt32(clamping: lasts[row] - firsts[row]))
        }
        for column in 0..<columnCount {
            let cells = stride(from: column, to: means.count, by: columnCount)
            for (index, plane) in [means, minima, maxima, latest].enumerated() {
                let first = plane[column].bitPattern
                if cells.allSatisfy({ plane[$0].bitPattern == first }) {
                    put(Plane.constant.rawValue)
                    put(first)
                } else if index > 0, cells.allSatisfy({ plane[$0].bitPattern == means[$0].bitPattern }) {
                    put(Plane.asMeans.rawValue)
                } else {
                    put(Plane.full.rawValue)
                    for cell in cells { put(plane[cell].bitPattern) }
                }
            }
        }
        let flagged = flags.indices.filter { flags[$0] != 0 }
        put(UInt32(flagged.count))
        for cell in flagged {
            put(UInt32(cell))
            put(flags[cell])
        }
        return bytes
    }

    /// Reads packed rows; `nil` where the bytes are not a whole block, or not one of so many columns.
    init?(packed bytes: [UInt8], columns expected: Int? = nil) {
        var place = 0
        func take<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
            let size = MemoryLayout<Number>.size
            guard bytes.count - place >= size else { return nil }
            defer { place += size }
            return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: type) }.littleEndian
        }
        guard take(UInt8.self) == Self.version, let columns = take(UInt32.self), let rows = take(UInt32.self),
            var step = take(Int64.self).map({ Int($0) }), columns > 0, rows > 0, Int(rows) * 8 <= bytes.count,
            Int(columns) * 8 <= bytes.count, Int(columns) == expected ?? Int(columns),
            Int(rows) * Int(columns) <= 1 << 24, (0..<1 << 48).contains(step)
        else { return nil }
        columnCount = Int(columns)
        let rowCount = Int(rows)
        for _ in 0..<rowCount {
            guard let gap = take(UInt32.self), let width = take(UInt32.self) else { return nil }
            firsts.append(step + Int(gap))
            step += Int(gap) + Int(width)
            lasts.append(step)
        }
        var planes = [[Float]](repeating: [Float](repeating: 0, count: rowCount * columnCount), count: 4)
        for column in 0..<columnCount {
            for plane in planes.indices {
                switch take(UInt8.self).flatMap(Plane.init) {
                case .constant:
                    guard let bits = take(UInt32.self) else { return nil }
                    for row in 0..<rowCount { planes[plane][row * columnCount + column] = Float(bitPattern: bits) }
                case .asMeans:
                    for row in 0..<rowCount {
                        planes[plane][row * columnCount + column] = planes[0][row * columnCount + column]
                    }
                case .full:
                    guard bytes.count - place >= 4 * rowCount else { return nil }
                    bytes.withUnsafeBytes { source in
                        for row in 0..<rowCount {
                            let bits = source.loadUnaligned(fromByteOffset: place + 4 * row, as: UInt32.self)
                            planes[plane][row * columnCount + column] = Float(bitPattern: bits.littleEndian)
                        }
                    }
                    place += 4 * rowCount
                case nil: return nil
                }
            }
        }
        (means, minima, maxima, latest) = (planes[0], planes[1], planes[2], planes[3])
        flags = [UInt8](repeating: 0, count: rowCount * columnCount)
        guard let flagged = take(UInt32.self) else { return nil }
        for _ in 0..<flagged {
            guard let cell = take(UInt32.self), let flag = take(UInt8.self), Int(cell) < flags.count else { return nil }
            flags[Int(cell)] = flag
        }
        guard place == bytes.count else { return nil }
    }
}
