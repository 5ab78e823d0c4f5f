import Tensors

/// The rows of one micro-batch, gathered into contiguous blocks.
final class MicroBatch {
    private(set) var features: FloatBuffer
    private(set) var values: FloatBuffer
    private(set) var classes: UnsafeMutablePointer<Int32>
    /// Row numbers in the table; filled by the batch order.
    private(set) var order: UnsafeMutableBufferPointer<Int32>
    private(set) var rows = 0
    private var capacity: Int
    private let table: SampleTable

    init(_ table: SampleTable, capacity: Int) {
        self.table = table
        self.capacity = max(1, capacity)
        features = FloatBuffer(count: self.capacity * table.featureCount)
        values = FloatBuffer(count: self.capacity * table.valueCount)
        classes = .allocate(capacity: self.capacity)
        order = .allocate(capacity: self.capacity)
    }

    /// Makes room for larger batches.
    func reserve(_ rows: Int) {
        guard rows > capacity else { return }
        capacity = rows
        features = FloatBuffer(count: rows * table.featureCount)
        values = FloatBuffer(count: rows * table.valueCount)
        classes.deallocate()
        order.deallocate()
        classes = .allocate(capacity: rows)
        order = .allocate(capacity: rows)
    }

    deinit {
        classes.deallocate()
        order.deallocate()
    }

    /// Gathers the rows whose numbers stand in ``order``.
    func gather(rows: Int) {
        self.rows = rows
        guard let order = order.baseAddress else { return }
        ck_gather(table.features.base, features.base, order, rows, table.featureCount)
        if table.valueCount > 0 { ck_gather(table.values.base, values.base, order, rows, table.valueCount) }
        guard let source = table.classes.baseAddress, table.hasClasses else { return }
        for row in 0..<rows { classes[row] = source[Int(order[row])] }
    }
}
