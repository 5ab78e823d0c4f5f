import ArgumentParser
import Runs

/// How tables are written.
struct CSVOptions: ParsableArguments {
    @Flag(
        name: .customLong("safe-csv"),
        help: "For spreadsheets: names that look like formulas (=, +, -, @, tab, line end) begin with an apostrophe.")
    var isSafe = false

    var text: CSVText { CSVText(isForSpreadsheets: isSafe) }
}
