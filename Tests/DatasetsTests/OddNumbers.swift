import Tunables

extension OddTables {
    private static let comma = ["decimal comma"]

    static let decimals: [OddTable] = [
        OddTable(
            "decimal commas between semicolons", "Höhe;b;k\n-0,5;2;x\n1,25;0,5;y\n",
            .read([[-0.5, 2], [1.25, 0.5]], ["x", "y"], notes: comma)),
        OddTable(
            "decimal commas between tabs", "a\tb\tk\n-0,5\t2\tx\n1,25\t0,5\ty\n",
            .read([[-0.5, 2], [1.25, 0.5]], ["x", "y"], notes: comma)),
        OddTable(
            "decimal commas without a header", "-0,5;2,5;x\n1,25;0,5;y\n",
            .read([[-0.5, 2.5], [1.25, 0.5]], ["x", "y"], notes: comma)),
        OddTable(
            "decimal commas in the target", "a;k\n1,5;2,25\n2;3,5\n3;4\n",
            .read([[1.5], [2], [3]], ["2.25", "3.5", "4.0"], notes: comma)),
        OddTable(
            "decimal commas with exponents", "a;k\n1,5e2;x\n-2,5E-1;y\n",
            .read([[150], [-0.25]], ["x", "y"], notes: comma)),
        OddTable(
            "decimal commas in quotes between commas", "a,k\n\"1,5\",x\n\"2,5\",y\n", ["decimal": "comma"],
            .read([[1.5], [2.5]], ["x", "y"])),
        OddTable(
            "the same without being told", "a,k\n\"1,5\",x\n\"2,5\",y\n",
            .refused(["t.csv:2: column 1 'a': '1,5'", "decimal: comma", "told once"])),
        OddTable(
            "decimal commas where points are wanted", "a;b;k\n1,5;0,1;x\n2,5;0,2;y\n", ["decimal": "point"],
            .refused(["t.csv:2: column 1 'a': '1,5'", "decimal: comma"], count: 2)),
        OddTable(
            "points among decimal commas", "a;b;k\n1,5;0.1;x\n2,5;0.2;y\n",
            .refused(["column 1 'a': '1,5'", "decimal: comma"])),
        OddTable(
            "points where commas are wanted", "a;b;k\n1,5;0.1;x\n2,5;0.2;y\n", ["decimal": "comma"],
            .refused(["column 2 'b': '0.1'", "decimal: point"])),
        OddTable(
            "thousands by points, decimals by commas", "a;k\n1.234,5;x\n2.345,5;y\n",
            .refused(["'1.234,5'", "between thousands"])),
        OddTable(
            "thousands by commas, decimals by points", "a;k\n1,234.5;x\n2,345.5;y\n",
            .refused(["'1,234.5'", "between thousands"])),
        OddTable(
            "the same between commas, quoted", "a,k\n\"1,234.5\",x\n\"2,345.5\",y\n",
            .refused(["'1,234.5'", "between thousands"])),
        OddTable(
            "thousands or decimals, who knows", "a;k\n1,234;x\n2,345;y\n",
            .refused(["'1,234'", "decimal: comma", "thousands"])),
        OddTable(
            "told that they are decimals", "a;k\n1,234;x\n2,345;y\n", ["decimal": "comma"],
            .read([[1.234], [2.345]], ["x", "y"])),
        OddTable(
            "another column settles it", "a;b;k\n1,234;0,5;x\n2,345;1,5;y\n",
            .read([[1.234, 0.5], [2.345, 1.5]], ["x", "y"], notes: comma)),
        OddTable(
            "points that may be thousands", "a;k\n1.234;x\n2.345;y\n",
            .read([[1.234], [2.345]], ["x", "y"], notes: ["'1.234' are read with a decimal point"])),
        OddTable(
            "points that are thousands beside commas", "a;b;k\n1.234;0,5;x\n2.345;1,5;y\n",
            .refused(["column 2 'b': '0,5'", "decimal: comma"])),
        OddTable(
            "the same, told", "a;b;k\n1.234;0,5;x\n2.345;1,5;y\n", ["decimal": "comma"],
            .refused(["column 1 'a': '1.234'"])),
        OddTable("spaces between thousands", "a,k\n1 234,x\n2 345,y\n", .refused(["'1 234'", "between thousands"])),
        OddTable("millions", "a;k\n1.234.567;x\n2.345.678;y\n", .refused(["'1.234.567'", "between thousands"])),
        OddTable("thousands as the target", "a;k\n1;1,234\n2;2,345\n3;3,456\n", .refused(["column 2 'k': '1,234'"])),
        OddTable("percents as the target", "a,k\n1,5%\n2,6%\n3,7.5%\n", .refused(["column 2 'k': '5%'"])),
    ]

    private static let taken = ["taken for names"]
    private static let spectrum = (0..<12).map { row in
        "0.\(row)5,-0.\(11 - row)1,1.\(row * 7 % 10)3," + ["oak", "elm", "fir"][row % 3]
    }
    private static let values: [[Float]] = (0..<12).map { row in
        [Float("0.\(row)5") ?? 0, Float("-0.\(11 - row)1") ?? 0, Float("1.\(row * 7 % 10)3") ?? 0]
    }
    private static let trees = (0..<12).map { ["oak", "elm", "fir"][$0 % 3] }

    private static func spectra(_ header: String) -> String { ([header] + spectrum).joined(separator: "\n") }

    static let headers: [OddTable] = [
        OddTable("wavelengths", spectra("400,420,440,species"), .read(values, trees)),
        OddTable("wavelengths that are no whole numbers", spectra("400.5,420.7,446.1,species"), .read(values, trees)),
        OddTable("numbers from 0, as pandas writes", spectra("0,1,2,3"), .read(values, trees, notes: taken)),
        OddTable("years", spectra("2019,2020,2021,species"), .read(values, trees)),
        OddTable("one name is a number", spectra("a,2,b,k"), .read(values, trees)),
        OddTable(
            "an index without a name", (["", "a,b,k"].joined(separator: ",") + "\n0,1,2,x\n1,3,4,y\n"),
            .read([[0, 1, 2], [1, 3, 4]], ["x", "y"])),
        OddTable(
            "no header: the class returns", spectra("0.33,-0.2,1.4,oak"),
            .read([[0.33, -0.2, 1.4]] + values, ["oak"] + trees)),
        OddTable(
            "no header: a class of its own", spectra("0.33,-0.2,1.4,yew"),
            .read([[0.33, -0.2, 1.4]] + values, ["yew"] + trees, notes: ["taken for data; header: yes"])),
        OddTable(
            "no header: evenly spaced by chance", spectra("0.1,0.2,0.3,oak"),
            .read([[0.1, 0.2, 0.3]] + values, ["oak"] + trees)),
        OddTable(
            "no header: all rows evenly spaced", "1,2,3\n4,5,6\n7,8,9\n10,11,12\n13,14,15\n", ["task": "regression"],
            .read([[1, 2], [4, 5], [7, 8], [10, 11], [13, 14]], ["3.0", "6.0", "9.0", "12.0", "15.0"])),
        OddTable(
            "no header: a target by its number stands in the data too", "1,2,x\n3,4,y\n5,6,x\n",
            ["target": "1", "ignore": "3", "task": "regression"],
            .read([[2], [4], [6]], ["1.0", "3.0", "5.0"])),
        OddTable("no header: gaps first", "?,2,x\n3,4,y\n5,6,x\n", .refused(["t.csv:1: column 1 'column 1': '?'"])),
        OddTable("header: yes", spectra("0.33,-0.2,1.4,oak"), ["header": "yes"], .read(values, trees)),
        OddTable(
            "header: no", spectra("400,420,440,species"), ["header": "no"],
            .read([[400, 420, 440]] + values, ["species"] + trees)),
    ]
}
