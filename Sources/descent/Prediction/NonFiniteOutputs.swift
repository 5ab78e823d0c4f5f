/// Rows whose outputs are not finite, told apart from what is said of all.
enum NonFiniteOutputs {
    /// `2 of 150 rows have outputs that are not finite: rows 3, 17`; the first rows are named, from 1.
    static func words(_ rows: [Int], of count: Int) -> String {
        let shown = rows.prefix(8).map { "\($0 + 1)" }.joined(separator: ", ") + (rows.count > 8 ? ", …" : "")
        return "\(NumberText.grouped(rows.count)) of \(NumberText.grouped(count)) row\(count == 1 ? "" : "s") "
            + "\(rows.count == 1 ? "has" : "have") outputs that are not finite: row\(rows.count == 1 ? "" : "s") \(shown)"
    }

    /// Says which rows they are, on standard error.
    ///
    /// - Throws: the exit code of a run that diverged, where there are any: results are built on them.
    static func report(_ rows: [Int], of count: Int) throws {
        guard !rows.isEmpty else { return }
        StandardError.print(
            "descent: warning: \(words(rows, of: count)); they count as misses, and losses and errors are not defined")
        throw ExitStatus.diverged
    }
}
