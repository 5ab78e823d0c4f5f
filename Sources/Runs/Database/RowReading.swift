import GRDB

extension Row {
    /// A column's value. Rows of a damaged file may hold anything: what does not fit is an error, not a trap.
    func take<Item: DatabaseValueConvertible>(_ name: String) throws -> Item {
        let value = databaseValue(name)
        guard let item = Item.fromDatabaseValue(value) else { throw Row.damaged(name) }
        return item
    }

    /// A column's value, `nil` where there is none.
    func takeIfPresent<Item: DatabaseValueConvertible>(_ name: String) throws -> Item? {
        let value = databaseValue(name)
        if value.isNull { return nil }
        guard let item = Item.fromDatabaseValue(value) else { throw Row.damaged(name) }
        return item
    }

    /// A step, an epoch, a count: nothing negative, nothing that sums of it could overflow.
    func count(_ name: String) throws -> Int {
        let number: Int = try take(name)
        guard (0..<1 << 48).contains(number) else { throw Row.damaged(name) }
        return number
    }

    private func databaseValue(_ name: String) -> DatabaseValue { (self[name] as DatabaseValue?) ?? .null }

    private static func damaged(_ name: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "'\(name)' of a row makes no sense")
    }
}
