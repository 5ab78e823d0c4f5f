import GRDB

extension RunsError {
    /// What an error of the database means to a person.
    init(_ error: any Error, database path: String) {
        if let known = error as? RunsError {
            self = known
            return
        }
        guard let failure = error as? DatabaseError else {
            self.init(.corrupt, place: path, reason: "\(error)", remedy: "use another folder for the runs")
            return
        }
        let words = failure.message ?? "code \(failure.resultCode.rawValue)"
        switch failure.resultCode.primaryResultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
            self.init(
                .corrupt, place: path, reason: "the run database is damaged: \(words)",
                remedy: "move the file aside and a new one is made, or use another folder for the runs")
        case .SQLITE_FULL:
            self.init(
                .full, place: path, reason: "no room is left for the run database",
                remedy: "make room on the disk or use another folder for the runs")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy, place: path, reason: "another process holds the run database",
                remedy: "end it, or use another folder for the runs")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .unwritable, place: path, reason: "the run database cannot be written: \(words)",
                remedy: "check the permissions or use another folder for the runs")
        case .SQLITE_IOERR where !failure.isOfReading:
            self.init(
                .unwritable, place: path, reason: "writing the run database failed: \(words)",
                remedy: "check the disk or use another folder for the runs")
        case .SQLITE_IOERR:
            self.init(
                .denied, place: path, reason: "reading the run database failed: \(words)",
                remedy: "check the disk or use another folder for the runs")
        default:
            self.init(
                .corrupt, place: path, reason: "the run database refused: \(words)",
                remedy: "use another folder for the runs")
        }
    }
}

extension DatabaseError {
    /// Whether it was reading that failed, where reading or writing did.
    fileprivate var isOfReading: Bool {
        [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_FSTAT].contains(extendedResultCode)
    }
}
