import GRDB

/// Columns by name, as their types. Rows of a damaged file may hold anything: what does not fit is an error, not a trap.
extension Row {
    func take<Item: DatabaseValueConvertible>(_ name: String) throws -> Item { try databaseValue(name).item(name) }

    /// A column's value, `nil` where there is none.
    func takeIfPresent<Item: DatabaseValueConvertible>(_ name: String) throws -> Item? {
        try databaseValue(name).itemIfPresent(name)
    }

    /// A step, an epoch, a count: nothing negative, nothing that sums of it could overflow.
    func count(_ name: String) throws -> Int { try databaseValue(name).count(name) }

    /// A moment or a duration; see ``RowReader/seconds(_:)``.
    func seconds(_ name: String) throws -> Double { try databaseValue(name).seconds(name) }

    /// The same, `nil` where there is none.
    func countIfPresent(_ name: String) throws -> Int? {
        let value = databaseValue(name)
        return value.isNull ? nil : try value.count(name)
    }

    func isNull(_ name: String) -> Bool { databaseValue(name).isNull }

    private func databaseValue(_ name: String) -> DatabaseValue { (self[name] as DatabaseValue?) ?? .null }
}

/// Reads a row's columns in the order they were asked for. In long lists looking each name up costs more than the rest.
struct RowReader {
    private let row: Row
    private let names: [String]
    private var place = 0

    /// - Parameter names: of the row's columns, in order.
    init(_ row: Row, names: [String]) {
        self.row = row
        self.names = names
    }

    mutating func take<Item: DatabaseValueConvertible>(_ name: String) throws -> Item { try next(name).item(name) }

    mutating func takeIfPresent<Item: DatabaseValueConvertible>(_ name: String) throws -> Item? {
        try next(name).itemIfPresent(name)
    }

    mutating func count(_ name: String) throws -> Int { try next(name).count(name) }

    mutating func countIfPresent(_ name: String) throws -> Int? {
        let value = try next(name)
        return value.isNull ? nil : try value.count(name)
    }

    /// A moment or a duration. What a damaged file may hold must not keep the other runs from being listed.
    mutating func seconds(_ name: String) throws -> Double { try next(name).seconds(name) }

    private mutating func next(_ name: String) throws -> DatabaseValue {
        guard place < min(names.count, row.count), names[place] == name else { throw DatabaseValue.damaged(name) }
        place += 1
        return row[place - 1]
    }
}

extension DatabaseValue {
    fileprivate func item<Item: DatabaseValueConvertible>(_ name: String) throws -> Item {
        guard let item = Item.fromDatabaseValue(self) else { throw Self.damaged(name) }
        return item
    }

    fileprivate func itemIfPresent<Item: DatabaseValueConvertible>(_ name: String) throws -> Item? {
        isNull ? nil : try item(name)
    }

    fileprivate func count(_ name: String) throws -> Int {
        let number: Int = try item(name)
        guard (0..<1 << 48).contains(number) else { throw Self.damaged(name) }
        return number
    }

    fileprivate func seconds(_ name: String) throws -> Double {
        let seconds: Double = try item(name)
        return max(0, min(seconds, 253_402_300_799))
    }

    static func damaged(_ name: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "'\(name)' of a row makes no sense")
    }
}
