import GRDB

/// A row of the list of runs that cannot be a run's: its id could lead out of the folder, a column holds nonsense.
///
/// It is shown, so that nobody wonders where a run went, and its row can be removed; nothing on the disk is touched for it.
public struct DamagedRun: Sendable, Hashable {
    let number: Int64
    /// What stands where its id should, without what a terminal would obey.
    public let id: String
    public let reason: String

    /// The name by which commands find it: the number of its row.
    public var name: String { "#\(number)" }

    /// A line about it and what can be done.
    public var description: String {
        "\(name) '\(id)' is damaged: \(reason); 'descent rm \"\(name)\"' removes its row, and no file"
    }

    init(_ row: Row, _ error: any Error) {
        number = Int64.fromDatabaseValue(row["number"] as DatabaseValue? ?? .null) ?? 0
        let text = String.fromDatabaseValue(row["id"] as DatabaseValue? ?? .null) ?? ""
        id = String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(60).map { $0.properties.isPrintable ? $0 : "\u{FFFD}" }))
        reason =
            RunID(text) == nil
            ? "its id is no name of a run"
            : (error as? DatabaseError)?.message ?? "\(error)"
    }

    /// What using it as a run comes to.
    var failure: RunsError {
        RunsError(
            .corrupt, place: "run \(name)", reason: "its record is damaged: \(reason)",
            remedy: "'descent rm \"\(name)\"' removes the row, and no file")
    }

    /// The row as one line of JSON, for programs.
    public var jsonLine: String {
        JSON.members([
            ("row", .number(String(number))), ("id", .text(id)), ("state", .text("damaged")), ("reason", .text(reason)),
        ]).description
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isPrintable: Bool {
        switch generalCategory {
        case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

/// A row of the list of runs.
public enum ListedRun: Sendable, Hashable {
    case sound(RunRecord)
    case damaged(DamagedRun)

    /// By which it is found again.
    public var name: String {
        switch self {
        case .sound(let record): record.id
        case .damaged(let run): run.name
        }
    }

    public var record: RunRecord? {
        if case .sound(let record) = self { return record }
        return nil
    }

    public var damage: DamagedRun? {
        if case .damaged(let run) = self { return run }
        return nil
    }
}
