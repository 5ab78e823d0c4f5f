import Testing

@testable import Runs

@Suite("Text in tables")
struct CSVTextTests {
    @Test(
        "for spreadsheets what they take for a formula begins with an apostrophe; numbers stay numbers",
        arguments: [
            ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"), (" =1", "' =1"),
            ("\t=1", "\"'\t=1\""), ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("＝1", "'＝1"), ("-1", "-1"),
            ("+1.5e-3", "+1.5e-3"), ("-inf", "'-inf"), ("-0x1", "'-0x1"), ("--1", "'--1"), ("-", "'-"), ("", ""),
            ("setosa", "setosa"), ("a=b", "a=b"), ("1", "1"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("a;=1", "\"a;=1\""), ("\u{FEFF}=1", "'\u{FEFF}=1"),
        ])
    func spreadsheets(text: String, field: String) {
        #expect(CSVText(isForSpreadsheets: true).field(text) == field)
    }

    @Test("otherwise a text stays what it is", arguments: [("=1+1", "=1+1"), ("a,b", "\"a,b\""), ("\"", "\"\"\"\"")])
    func plain(text: String, field: String) { #expect(CSVText().field(text) == field) }
}
