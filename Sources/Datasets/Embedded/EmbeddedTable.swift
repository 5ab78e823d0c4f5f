import CResources
import Tunables

/// A table that travels inside the program.
enum EmbeddedTable {
    static let tunables = [SharedTunables.limit, SharedTunables.labelNoise, SharedTunables.seed]

    /// Reads the table `file` the way a user's CSV is read: the last column is the class.
    static func load(_ file: String, as name: String) throws(DatasetError) -> Dataset {
        guard let bytes = bytes(of: file) else { throw .missingFile(path: file) }
        let settings = Settings(["header": "yes", "task": "classification"])
        var dataset = try CSVDataset.parse(
            bytes, path: file, values: Values(CSVDataset.descriptor, settings: settings))
        dataset.name = name
        return dataset
    }

    private static func bytes(of name: String) -> [UInt8]? {
        for index in 0..<cr_table_count {
            let file = cr_table(index)
            guard let bytes = file.bytes, String(cString: file.name) == name else { continue }
            return Array(UnsafeBufferPointer(start: bytes, count: file.size))
        }
        return nil
    }
}
