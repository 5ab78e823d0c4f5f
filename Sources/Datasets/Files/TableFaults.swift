/// What is wrong with the cells of a table, collected while it is read so that all is told at once.
struct TableFaults {
    /// After so many, reading on would hardly help: the file is probably of another kind.
    static let most = 10

    private var faults: [DatasetError] = []
    /// What is told once a column, by the column from 1: the text that stands for no class, empty for numbers that are
    /// written in another way.
    private var told: Set<String> = []

    /// - Throws: all faults, once there are ``most``.
    mutating func add(_ fault: DatasetError) throws(DatasetError) {
        let kind: String? =
            switch fault {
            case .notANumber(let cell, let text, _) where NumberShape(text) != nil: "\(cell.column) "
            case .missingValue(let cell, let text, .target) where !text.isEmpty: "\(cell.column) \(text)"
            default: nil
            }
        if let kind, !told.insert(kind).inserted { return }
        faults.append(fault)
        if faults.count == Self.most { throw .several(faults, isCutOff: true) }
    }

    /// - Throws: what was found, if anything was.
    func check() throws(DatasetError) {
        guard let first = faults.first else { return }
        throw faults.count == 1 ? first : .several(faults, isCutOff: false)
    }
}
