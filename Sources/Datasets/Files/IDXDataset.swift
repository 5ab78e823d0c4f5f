import Tensors
import Tunables

/// Images and labels in a folder, named and written as MNIST and Fashion-MNIST are.
enum IDXDataset: DatasetSource {
    static let descriptor = Descriptor(
        "idx", aliases: ["mnist"],
        summary: "a folder of images as MNIST and Fashion-MNIST come (IDX, gzip or not); pixels from 0 to 1",
        reference: "LeCun, Cortes & Burges: the MNIST database of handwritten digits",
        tunables: [
            .text("path", default: "", help: "the folder; relative paths start from the preset's folder"),
            .choice(
                "part", default: "train", of: ["train", "test", "both"], change: .restart,
                help: "which files: train-…, t10k-…, or both one after the other"),
            SharedTunables.limit, SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        guard !values.word("path").isEmpty else { throw .noPath(dataset: descriptor.name) }
        let folder = resolvePath(values.word("path"), from: directory)
        guard case .folder = try FileKind(path: folder) else {
            throw .unreadable(path: folder, reason: "the folder with the files is wanted")
        }
        let prefixes = ["train": ["train"], "test": ["t10k"], "both": ["train", "t10k"]][values.word("part")] ?? []
        var parts: [(images: IDXFile, labels: IDXFile)] = []
        for prefix in prefixes { parts.append(try loadPart(prefix, in: folder)) }
        let shape = Dataset.ImageShape(channels: 1, height: parts[0].images.sizes[1], width: parts[0].images.sizes[2])
        guard parts.allSatisfy({ $0.images.sizes.dropFirst() == parts[0].images.sizes.dropFirst() }) else {
            throw .imageSizesDiffer(folder: folder)
        }

        let total = parts.reduce(0) { $0 + $1.images.count }
        let size = shape.height * shape.width
        let rows = rowsKept(of: total, values)
        try DataSize.check(rows: rows.count, features: size)
        var features: [Float] = []
        features.reserveCapacity(rows.count * size)
        var labels: [UInt8] = []
        labels.reserveCapacity(rows.count)
        for row in rows {
            let isInFirst = row < parts[0].images.count
            let part = isInFirst ? parts[0] : parts[parts.count - 1]
            let index = isInFirst ? row : row - parts[0].images.count
            features += part.images.bytes[index * size..<(index + 1) * size].lazy.map { Float($0) / 255 }
            labels.append(part.labels.bytes[index])
        }
        return Dataset(
            name: descriptor.name, count: rows.count, featureCount: size, features: features,
            featureNames: TableColumns.pixels(height: shape.height, width: shape.width), imageShape: shape,
            target: classes(labels))
    }

    /// The rows that `limit` leaves, chosen before pixels become floats: memory follows the limit, not the files.
    private static func rowsKept(of total: Int, _ values: Values) -> [Int] {
        guard let limit = values.integer("limit"), limit < total else { return Array(0..<total) }
        var random = RandomSource(seed: values.seed, stream: .subsample)
        return random.choice(of: limit, from: total)
    }

    private static func loadPart(
        _ prefix: String, in folder: String
    ) throws(DatasetError) -> (images: IDXFile, labels: IDXFile) {
        let images = try IDXFile(path: try find("images", "idx3", prefix, in: folder), dimensions: 3)
        let labels = try IDXFile(path: try find("labels", "idx1", prefix, in: folder), dimensions: 1)
        guard images.count == labels.count else {
            throw .unpaired(images: images.count, labels: labels.count, folder: folder)
        }
        return (images, labels)
    }

    /// The file under any of the names in use: `…-idx3-ubyte`, `….idx3-ubyte`, each also with `.gz`.
    private static func find(
        _ content: String, _ kind: String, _ part: String, in folder: String
    ) throws(DatasetError) -> String {
        let stem = "\(part)-\(content)"
        for ending in ["-\(kind)-ubyte", ".\(kind)-ubyte", "-\(kind)-ubyte.gz", ".\(kind)-ubyte.gz"] {
            let path = folder + (folder.hasSuffix("/") ? "" : "/") + stem + ending
            do throws(DatasetError) {
                _ = try FileKind(path: path)
                return path
            } catch .missingFile {
                continue
            }
        }
        throw .noIDXFile(folder: folder, name: "\(stem)-\(kind)-ubyte")
    }

    /// Classes are the labels that occur, in order: files of letters count from 1.
    private static func classes(_ labels: [UInt8]) -> Dataset.Target {
        let present = Set(labels).sorted()
        var numbers = [Int32](repeating: 0, count: 256)
        for (number, label) in present.enumerated() { numbers[Int(label)] = Int32(number) }
        return .classes(labels.map { numbers[Int($0)] }, names: present.map { String($0) })
    }
}
