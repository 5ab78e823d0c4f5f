import SwiftCSV
import Tensors
import Testing

@testable import Datasets

@Suite("Dividing CSV text into records")
struct CSVReaderTests {
    private func records(_ text: String, delimiter: UInt8 = UInt8(ascii: ",")) throws -> [[String]] {
        var reader = CSVReader(path: "t.csv", bytes: Array(text.utf8), delimiter: delimiter)
        var record = CSVReader.Record()
        var records: [[String]] = []
        while try reader.read(into: &record) { records.append(reader.texts(of: record)) }
        return records
    }

    static let cases: [(String, [[String]])] = [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("\n\n1,2\n\n,,\n3,4\n  \n", [["1", "2"], ["3", "4"]]),
        ("1,2,", [["1", "2", ""]]),
        (" 1 , 2\t\n", [["1", "2"]]),
        ("\"a,b\",\"c\"\"d\", \"e\" \n", [["a,b", "c\"d", "e"]]),
        ("\"two\nlines\",1\n", [["two\nlines", "1"]]),
        ("5\" pipe,1", [["5\" pipe", "1"]]),
        ("\"\",1\n", [["", "1"]]),
        ("é,日本\n1,2", [["é", "日本"], ["1", "2"]]),
        ("", []),
    ]

    @Test("line ends, quotes, spaces, marks and empty fields", arguments: cases)
    func forms(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test("lines are counted as an editor counts them")
    func lines() throws {
        var reader = CSVReader(
            path: "t.csv", bytes: Array("a,b\r\n\r\n\"x\r\ny\",1\r\n2,3\n".utf8), delimiter: UInt8(ascii: ","))
        var record = CSVReader.Record()
        var lines: [Int] = []
        while try reader.read(into: &record) { lines.append(record.line) }
        #expect(lines == [1, 3, 5])
    }

    @Test("a quote that never closes and text after a quote are errors on their line")
    func quotes() throws {
        #expect(throws: DatasetError.unclosedQuote(path: "t.csv", line: 2)) { try records("a,b\n1,\"2\n3,4\n") }
        #expect(throws: DatasetError.textAfterQuote(path: "t.csv", line: 2)) { try records("a,b\n\"1\"x,2\n") }
    }

    @Test("the delimiter is the most frequent of the first line, quotes left out")
    func delimiters() {
        let guess = { (text: String) in CSVDelimiter.guess(Array(text.utf8)) }
        #expect(guess("a,b,c\n1;2;3;4") == .comma)
        #expect(guess("a;b;c,d\n") == .semicolon)
        #expect(guess("\n\na\tb\n") == .tab)
        #expect(guess("\"a,b,c\"|d\n") == .pipe)
        #expect(guess("abc") == .comma)
    }

    @Test("an independent reader divides random quoted tables alike")
    func parity() throws {
        let pieces = ["a", "1.5", ",", "\"", "\n", "é", "x y", "-3e2", ";", "\r\n"]
        for seed in 0..<60 {
            var random = RandomSource(seed: UInt64(seed), stream: .generator)
            let table = (0...random.below(6)).map { _ in
                (0..<3).map { _ in "f" + (0..<random.below(5)).map { _ in pieces[random.below(pieces.count)] }.joined()
                }
            }
            let text = table.map { row in
                row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
            }.joined()
            var theirs: [[String]] = []
            let csv = try CSV<Enumerated>(string: text, delimiter: .comma, loadColumns: false, rowLimit: 0)
            try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { theirs.append($0) }
            let ours = try records(text)
            #expect(ours == theirs)
            #expect(ours == table)
        }
    }

    @Test("short decimals are read exactly as the standard library reads them, others are left to it")
    func decimals() {
        var random = RandomSource(seed: 1, stream: .generator)
        for _ in 0..<5000 {
            let digits = (0..<1 + random.below(17)).map { _ in String(random.below(10)) }
            let point = random.below(digits.count + 1)
            let text =
                ["", "-", "+"][random.below(3)] + digits[..<point].joined() + (random.below(4) == 0 ? "" : ".")
                + digits[point...].joined()
            let value = Array(text.utf8).withUnsafeBufferPointer { parseDecimal($0) }
            #expect(value == nil || value == Double(text), "\(text)")
            if digits.count <= 15 { #expect(value != nil, "\(text)") }
        }
        for text in ["", "-", ".", "1.2.3", "1e5", "nan", "inf", "0x10", " 1", "1 ", "--1", "1,5"] {
            #expect(Array(text.utf8).withUnsafeBufferPointer { parseDecimal($0) } == nil, "\(text)")
        }
    }
}
