import Testing
import Tunables

@testable import Datasets

@Suite("What data is known by")
struct DataIdentityTests {
    private static let table = """
        a,b,c,class
        1,10,100,no
        2,20,200,yes
        3,30,300,no
        4,40,400,yes

        """

    private func identity(_ text: String, _ settings: [String: Value] = [:]) throws -> DataIdentity {
        DataIdentity(
            of: try CSVDataset.parse(
                Array(text.utf8), path: "t.csv", values: Values(CSVDataset.descriptor, settings: Settings(settings))))
    }

    /// What is said of a table that was ``table`` before.
    private func differences(_ text: String) throws -> String {
        try identity(text).differences(from: identity(Self.table)).joined(separator: "; ")
    }

    @Test("the same values written in another way are the same data")
    func same() throws {
        #expect(try differences(Self.table).isEmpty)
        #expect(
            try differences(Self.table.replacing("\n", with: "\r\n").replacing("1,10,", with: "1.0,\"10\",")).isEmpty)
    }

    @Test("says which column, row or class is no longer what it was")
    func words() throws {
        let table = Self.table
        #expect(try differences(table.replacing("3,30,300", with: "3,30.5,300")) == "column 'b' has other values")
        #expect(try differences(table.replacing("4,40,400,yes\n", with: "")) == "it has 3 rows instead of 4")
        #expect(try differences(table.replacing("a,b,c", with: "a,z,c")) == "column 'b' is now 'z'")
        #expect(
            try differences("a,c,class\n1,100,no\n2,200,yes\n3,300,no\n4,400,yes\n") == "column 'b' is gone")
        #expect(
            try differences("c,b,a,class\n100,10,1,no\n200,20,2,yes\n300,30,3,no\n400,40,4,yes\n")
                == "the columns are in another order")
        #expect(
            try differences(table.replacing("yes", with: "maybe")).contains("class 'yes' is gone; class 'maybe' is new")
        )
        #expect(
            try differences(table.replacing("3,30,300,no", with: "3,30,300,yes")) == "column 'class' has other values")
        #expect(
            try differences("a,b,c,class\n4,40,400,yes\n3,30,300,no\n2,20,200,yes\n1,10,100,no\n")
                == "every column has other values, or its rows another order")
        #expect(
            try differences("a,b,c,d,class\n1,10,100,0,no\n2,20,200,0,yes\n3,30,300,0,no\n4,40,400,0,yes\n")
                == "column 'd' is new")
    }

    @Test("one changed number in any cell of a table shows, and in its column alone")
    func everyCell() throws {
        let width = 5
        let rows = 40
        let features = (0..<rows * width).map { Float($0 % 17) }
        func identity(_ features: [Float]) -> DataIdentity {
            DataIdentity(
                of: Dataset(
                    name: "t", count: rows, featureCount: width, features: features,
                    featureNames: ["a", "b", "c", "d", "e"],
                    target: .values(features.prefix(rows).map { $0 }, columns: 1)))
        }
        let recorded = identity(features)
        for place in rows..<features.count {
            var changed = features
            changed[place] = changed[place].nextUp
            let name = ["a", "b", "c", "d", "e"][place % width]
            #expect(identity(changed).differences(from: recorded) == ["column '\(name)' has other values"])
        }
    }

    @Test("the digest is this function of the values, as written down here a second time")
    func reference() throws {
        var digests: [UInt64] = [0, 0]
        let values: [Float] = [1.5, -2, 0, 1e-30, 7, 8]
        for (index, value) in values.enumerated() {
            let mixed = (digests[index % 2] ^ UInt64(value.bitPattern)) &* 0x9E37_79B9_7F4A_7C15
            digests[index % 2] = mixed ^ (mixed >> 29)
        }
        let found = DataIdentity(
            of: Dataset(
                name: "t", count: 3, featureCount: 2, features: values, featureNames: ["a", "b"],
                target: .values([1, 2, 3], columns: 1)))
        #expect(
            found.features.map { UInt64($0.digest, radix: 16) }
                == digests.map { digest in
                    let mixed = digest &* 0x9E37_79B9_7F4A_7C15
                    return mixed ^ (mixed >> 29)
                })
    }

    @Test("series are known by their channels, images as a whole")
    func groups() throws {
        let series = try identity("x,y\n1,10\n2,20\n3,31\n4,40\n5,50\n6,60\n", ["window": 2, "task": "regression"])
        #expect(series.features.map(\.name) == ["x", "y"] && series.rows == 4)
        let digits = try DatasetCatalogue.load(Settings(["data.dataset": "digits"]), directory: ".")
        #expect(DataIdentity(of: digits).features.map(\.name) == ["the pixels"])
    }
}
