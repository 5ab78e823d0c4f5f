/// The history of several columns at several resolutions in bounded memory.
///
/// Level 0 is a ring of the latest rows as they came; each level above is a ring of rows that merge four of the level
/// below, keeping minimum, mean and maximum. The topmost level never drops a row: when it is full, a level is added.
/// So any stretch of the past is known with a resolution that fits its age, no extremum is ever lost, and memory grows
/// with the logarithm of the number of steps.
///
/// A row is `minima`, `means`, `maxima` of all columns one after the other, so that appending one is three sequential
/// passes over memory, four thirds of them counting all levels.
struct Pyramid: Sendable {
    /// The steps a row covers.
    struct Span: Sendable {
        var first = 0
        var last = 0
        /// Whether some column has a flag; only then the row's flags are meaningful.
        var isFlagged = false

        @inline(__always) var width: Int { last - first + 1 }
    }

    /// How far a level's ring has come. Row `i` of a level stands in slot `i % capacity`; rows `start..<end` are
    /// complete, row `end` is being merged from `children` rows of the level below.
    struct Level: Sendable, Hashable {
        var start = 0
        var end = 0
        var children = 0
    }

    /// How many rows of a level are merged into one of the next.
    static let fan = 4

    let columnCount: Int
    let capacity: Int
    var levels = [Level()]
    var values: [Float]
    var flags: [UInt8]
    var spans: [Span]
    /// The last step appended.
    var lastStep = 0
    /// Steps to remember the state at once the rows up to them are in, ascending.
    var awaitedMarks: [Int] = []
    var marks: [Mark] = []

    /// - Parameter capacity: rows a level; at least 8.
    init(columnCount: Int, capacity: Int) {
        self.columnCount = columnCount
        self.capacity = max(8, capacity)
        values = Array(repeating: 0, count: self.capacity * 3 * columnCount)
        flags = Array(repeating: 0, count: self.capacity * columnCount)
        spans = Array(repeating: Span(), count: self.capacity)
    }

    /// Floats a row takes.
    @inline(__always) var rowStride: Int { 3 * columnCount }

    /// Where a row of a level stands.
    @inline(__always)
    func slot(level: Int, row: Int) -> Int { level * capacity + row % capacity }

    /// Whether nothing has been appended, or all of it was cut off.
    var isEmpty: Bool { firstStep == nil }

    /// The first step that any row covers.
    var firstStep: Int? {
        for (index, level) in levels.enumerated().reversed() {
            if level.start < level.end || level.children > 0 {
                return spans[slot(level: index, row: level.start)].first
            }
        }
        return nil
    }

    /// The bucket in a slot.
    @inline(__always)
    func bucket(slot: Int, column: Int) -> Bucket {
        let base = slot * rowStride + column
        let span = spans[slot]
        return Bucket(
            firstStep: span.first, lastStep: span.last, minimum: values[base], mean: values[base + columnCount],
            maximum: values[base + 2 * columnCount],
            nonFinite: span.isFlagged ? NonFinite(rawValue: flags[slot * columnCount + column]) : [])
    }

    /// How much memory the rows take, in bytes.
    var byteCount: Int {
        values.capacity * MemoryLayout<Float>.stride + flags.capacity + spans.capacity * MemoryLayout<Span>.stride
            + marks.reduce(0) { $0 + $1.byteCount }
    }
}
