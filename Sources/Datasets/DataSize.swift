import Tensors

/// How much data there will be, held against the memory that is left before any of it is made or read.
enum DataSize {
    /// More numbers than this (1 GiB of floats) are refused on every machine.
    static let most = 1 << 28
    /// How often the data lies in memory at the same time, at most: as it came, as parts of the split, and as the tables
    /// that are trained on.
    static let copies = 3.0

    /// - Parameter memory: bytes that may be taken.
    /// - Throws: ``DatasetError/tooManyNumbers(rows:features:)`` or ``DatasetError/beyondMemory(rows:features:fitting:)``.
    static func check(
        rows: Int, features: Int, memory: Double = MachineMemory.available
    ) throws(DatasetError) {
        let (numbers, overflows) = rows.multipliedReportingOverflow(by: features)
        guard !overflows, numbers <= most else { throw .tooManyNumbers(rows: rows, features: features) }
        let bytesPerRow = copies * 4 * Double(features)
        guard Double(rows) * bytesPerRow <= memory else {
            throw .beyondMemory(rows: rows, features: features, fitting: Int(memory / bytesPerRow))
        }
    }

    /// The longest text that is read as a table: as much again is needed for its numbers.
    static func longestText(memory: Double = MachineMemory.available) -> Int {
        Int(min(Double(1 << 30), max(0, memory) / 2))
    }
}
