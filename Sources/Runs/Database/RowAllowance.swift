/// How many rows may be written now: so many a second, and a stock of them at the start, so that a short run is kept whole.
struct RowAllowance: Sendable {
    /// Rows a second.
    let rate: Double
    private var stock: Double
    private var clock: Double?

    /// - Parameter start: rows that may be written at once at the start.
    init(rate: Double, start: Double) {
        self.rate = rate
        stock = start
    }

    /// How many rows are allowed by `seconds`, on any steady clock. What is not used adds up for a second.
    mutating func rows(at seconds: Double) -> Int {
        if let clock { stock = max(stock, min(rate, stock + rate * max(0, seconds - clock))) }
        clock = seconds
        return Int(stock)
    }

    mutating func spend(_ rows: Int) { stock -= Double(rows) }
}
