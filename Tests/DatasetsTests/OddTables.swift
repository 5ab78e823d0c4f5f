import Tunables

/// Readings are those of pandas 2 (`read_csv` with the fitting `sep`, `decimal`, `header`), but for what pandas takes
/// for text or for another number where a person would not: that is refused.
enum OddTables {
    private static let two: OddTable.Outcome = .read([[1, 2], [3, 4]], ["x", "y"])

    static let writing: [OddTable] = [
        OddTable("spaces after delimiters", "a, b, k\n1, 2, x\n3, 4, y\n", two),
        OddTable("a byte order mark", "\u{FEFF}a,b,k\n1,2,x\n3,4,y\n", two),
        OddTable("lines ended by CRLF, none at the end", "a,b,k\r\n1,2,x\r\n3,4,y", two),
        OddTable("lines ended by CR", "a,b,k\r1,2,x\r3,4,y\r", two),
        OddTable("blank lines and lines of commas", "\n\na,b,k\n\n1,2,x\n,,\n3,4,y\n\n", two),
        OddTable("everything quoted", "\"a\",\"b\",\"k\"\n\"1\",\"2\",\"x\"\n\"3\",\"4\",\"y\"\n", two),
        OddTable(
            "quotes in quotes", "a,k\n1,\"say \"\"x\"\"\"\n2,\"a, b\nc\"\n",
            .read([[1], [2]], ["say \"x\"", "a, b\nc"])),
        OddTable("tabs", "a\tb\tk\n1\t2\tx\n3\t4\ty\n", two),
        OddTable("pipes", "a|b|k\n1|2|x\n3|4|y\n", two),
        OddTable(
            "forms of numbers", "a,b,k\n+5,.5,x\n5.,1e3,y\n-0,1E-2,x\n007,2e+1,y\n",
            .read([[5, 0.5], [5, 1000], [0, 0.01], [7, 20]], ["x", "y", "x", "y"])),
        OddTable("true and false as classes", "a,k\n1,true\n2,false\n", .read([[1], [2]], ["true", "false"])),
        OddTable("a header of commas in quotes", "\"a, cm\",\"b, cm\",k\n1,2,x\n3,4,y\n", two),
        OddTable("header names with commas among semicolons", "a, cm;b, cm;k\n1;2;x\n3;4;y\n", two),
        OddTable(
            "a very long line", "a,k\n1,\(String(repeating: "x", count: 100_000))\n2,y\n",
            .read([[1], [2]], [String(repeating: "x", count: 100_000), "y"])),
        OddTable(
            "UTF-16", bytes: [0xFF, 0xFE] + "a,k\n1,x\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            .refused(["UTF-8"])),
        OddTable("Latin-1", bytes: Array("a,k\n1,".utf8) + [0xE9, 10], .refused(["UTF-8"])),
        OddTable("a NUL byte", "a,k\n1,x\u{0}\n", .refused(["UTF-8"])),
        OddTable("nothing at all", "", .refused(["no rows"])),
        OddTable("only a header", "a,b,k\n", .refused(["no rows"])),
        OddTable("only one column", "a\n1\n2\n", .refused(["no column is left", "semicolons"])),
        OddTable(
            "spaces between fields", "1.0 2.0 3\n4.0 5.0 6\n", .refused(["no column is left", "commas, semicolons"])),
    ]

    static let lines: [OddTable] = [
        OddTable(
            "a title above the header", "Plants of 2024\na,b,k\n1,2,x\n3,4,y\n",
            .refused(["t.csv:1:", "1 column", "below have 3"])),
        OddTable(
            "a comment above the header", "# made by hand\na,b,k\n1,2,x\n3,4,y\n",
            .refused(["t.csv:1:", "nothing stands above it"])),
        OddTable("a spreadsheet's sep line", "sep=;\na;b;k\n1;2;x\n3;4;y\n", .refused(["t.csv:1:", "below have 3"])),
        OddTable(
            "row names without a name, as R writes", "a,b,k\n1,1,2,x\n2,3,4,y\n3,3,4,y\n",
            .refused(["t.csv:1:", "3 columns", "below have 4"])),
        OddTable("a comment in the middle", "a,b,k\n1,2,x\n# break\n3,4,y\n", .refused(["t.csv:3: 1 column"])),
        OddTable(
            "units below the header", "a,b,k\ncm,kg,-\n1,2,x\n3,4,y\n5,6,x\n",
            .refused(["t.csv:2: column 1 'a': 'cm'", "take the row out"], count: 2)),
        OddTable(
            "the header again in the middle", "a,b,k\n1,2,x\na,b,k\n3,4,y\n",
            .refused(["t.csv:3:", "header stands here again"])),
        OddTable(
            "a header of numbers again in the middle",
            "400,420,k\n1.5,2.5,x\n1.25,0.5,y\n400,420,k\n3.5,4.5,y\n4.5,0.5,x\n0.75,1.5,x\n",
            .refused(["t.csv:4:", "header stands here again"])),
        OddTable("one name twice", "a,a,k\n1,2,x\n3,4,y\n", .refused(["columns 1 and 2 are all named 'a'"])),
        OddTable("a row too short", "a,b,k\n1,2,x\n3,y\n5,6,x\n", .refused(["t.csv:3: 2 columns where 3"])),
        OddTable("a row too long", "a,b,k\n1,2,x\n3,4,y,z\n5,6,x\n", .refused(["t.csv:3: 4 columns where 3"])),
    ]

    static let cells: [OddTable] = [
        OddTable("percent", "a,k\n5%,x\n6%,y\n", .refused(["t.csv:2: column 1 'a': '5%'", "write the number alone"])),
        OddTable("money", "a,k\n$5,x\n6 €,y\n", .refused(["'$5'", "write the number alone"])),
        OddTable("hexadecimal", "a,k\n0x1f,x\n2,y\n3,x\n", .refused(["t.csv:2: column 1 'a': '0x1f' is not a number"])),
        OddTable("underscores", "a,k\n1_000,x\n2_000,y\n", .refused(["'1_000'", "thousands"])),
        OddTable(
            "infinity", "a,k\n1,x\ninf,y\n-Infinity,x\n2,y\n",
            .refused(["t.csv:3: column 1 'a': 'inf' is not a finite"], count: 2)),
        OddTable("too large", "a,k\n1,x\n1e39,y\n", .refused(["t.csv:3: column 1 'a': '1e39' is too large"])),
        OddTable(
            "dates among the features", "day,a,k\n2024-01-01,1,x\n2024-01-02,2,y\n",
            .refused(["'2024-01-01' is not a number", "ignore"], count: 2)),
        OddTable(
            "true and false as features", "a,k\ntrue,x\nfalse,y\n", .refused(["'true' is not a number"], count: 2)),
        OddTable(
            "classes that differ by case", "a,k\n1,Oak\n2,oak\n3,elm\n4,elm\n5,elm\n",
            .read(
                [[1], [2], [3], [4], [5]], ["Oak", "oak", "elm", "elm", "elm"], notes: ["'Oak' and 'oak' differ only"])),
        OddTable(
            "classes that differ by a quoted space", "a,k\n1,oak\n2,\"oak \"\n3,elm\n4,elm\n",
            .read([[1], [2], [3], [4]], ["oak", "oak ", "elm", "elm"], notes: ["differ only"])),
        OddTable(
            "one class in two spellings of a number", "a,k\n1,1\n2,1.0\n3,2\n4,2\n5,2\n6,2\n",
            .read(
                [[1], [2], [3], [4], [5], [6]], ["1", "1.0", "2", "2", "2", "2"],
                notes: ["'1' and '1.0' differ only", "taken for classes"])
        ),
    ]

    static let missing: [OddTable] =
        [
            OddTable(
                "NA as a class", "a,k\n1,NA\n2,ZA\n3,NA\n",
                .refused(["t.csv:2: column 2 'k': 'NA' means a missing value", "in quotes", "missing_words"])),
            OddTable(
                "NA in quotes is a class", "a,k\n1,\"NA\"\n2,ZA\n3,\"NA\"\n",
                .read([[1], [2], [3]], ["NA", "ZA", "NA"])),
            OddTable(
                "NA is a class where other words mean missing", "a,k\n1,NA\n2,ZA\n3,NA\n", ["missing_words": "-, ?"],
                .read([[1], [2], [3]], ["NA", "ZA", "NA"])),
            OddTable("an empty class", "a,k\n1,x\n2,\n3,y\n", .refused(["t.csv:3: column 2 'k': missing value"])),
            OddTable(
                "an empty class in quotes", "a,k\n1,x\n2,\"\"\n3,y\n",
                .refused(["t.csv:3: column 2 'k': missing value"])),
            OddTable(
                "none, of which nobody knows", "a,k\n1,none\n2,soft\n3,none\n4,soft\n",
                .read(
                    [[1], [2], [3], [4]], ["none", "soft", "none", "soft"],
                    notes: ["'none' in 'k' is taken for a class"])),
            OddTable(
                "sodium", "a,k\n1,Na\n2,Cl\n3,Na\n4,Cl\n",
                .read([[1], [2], [3], [4]], ["Na", "Cl", "Na", "Cl"], notes: ["'Na' in 'k' is taken for a class"])),
            OddTable(
                "a number that means missing", "a,k\n1,x\n-999,y\n", ["missing_words": "-999"],
                .refused(["t.csv:3: column 1 'a': '-999' means a missing value"])),
            OddTable(
                "an asked-for word in a column of numbers", "a,k\n1,x\n-,y\n", ["missing_words": "-"],
                .refused(["t.csv:3: column 1 'a': '-' means a missing value"])),
        ]
        + ["nan", "NaN", "None", "null", "NULL", "?", "N/A", "n/a", "NA", "na", "<NA>", "#N/A"].flatMap { word in
            [
                OddTable(
                    "\(word) as a class", "a,k\n1,x\n2,\(word)\n3,y\n",
                    .refused(["t.csv:3: column 2 'k': '\(word)' means a missing value"])),
                OddTable(
                    "\(word) as a feature", "a,k\n1,x\n\(word),y\n3,x\n",
                    .refused(["t.csv:3: column 1 'a': '\(word)' means a missing value"])),
                OddTable(
                    "\(word) as a number to predict", "a,k\n1,1.5\n2,\(word)\n3,2.5\n", ["task": "regression"],
                    .refused(["t.csv:3: column 2 'k': '\(word)' means a missing value"])),
            ]
        }

    private static let leftOut = ["without a name and without any value"]

    static let ends: [OddTable] =
        [",", ";", "\t"].flatMap { mark in
            ["\n", "\r\n"].flatMap { end in
                [
                    ("after the header only", ["a,b,k,", "1,2,x", "3,4,y"]),
                    ("after every line", ["a,b,k,", "1,2,x,", "3,4,y,"]),
                    ("after some lines", ["a,b,k", "1,2,x,", "3,4,y"]),
                    ("two after every line", ["a,b,k,,", "1,2,x,,", "3,4,y,,"]),
                    ("after the rows", ["a,b,k", "1,2,x,", "3,4,y,"]),
                ].map { name, lines in
                    OddTable(
                        "\(mark.debugDescription), \(end.debugDescription) \(name)",
                        lines.map { $0.replacing(",", with: mark) + end }.joined(),
                        .read([[1, 2], [3, 4]], ["x", "y"], notes: leftOut))
                }
            }
        } + [
            OddTable(
                "no header, after every line", "1,2,x,\n3,4,y,\n",
                .read([[1, 2], [3, 4]], ["x", "y"], notes: leftOut)),
            OddTable(
                "a value in the last column", "a,b,k,\n1,2,x,\n3,4,y,note\n", ["target": "k"],
                .refused(["column 4 'column 4': missing value"], count: 2)),
            OddTable(
                "a last column with a name and no value", "a,b,k,note\n1,2,x,\n3,4,y,\n", ["target": "k"],
                .refused(["column 4 'note': missing value"], count: 2)),
        ]
}
