/// What is wrong with the cells of a table, collected while it is read so that all is told at once.
struct TableFaults {
    /// After so many, reading on would hardly help: the file is probably of another kind.
    static let most = 10

    private var faults: [DatasetError] = []

    /// - Throws: all faults, once there are ``most``.
    mutating func add(_ fault: DatasetError) throws(DatasetError) {
        faults.append(fault)
        if faults.count == Self.most { throw .several(faults, isCutOff: true) }
    }

    /// - Throws: what was found, if anything was.
    func check() throws(DatasetError) {
        guard let first = faults.first else { return }
        throw faults.count == 1 ? first : .several(faults, isCutOff: false)
    }
}
