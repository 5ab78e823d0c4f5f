import Datasets
import Testing
import Tunables

@Suite("Images and labels in IDX files")
struct IDXDatasetTests {
    private func header(_ sizes: [Int], type: UInt8 = 8) -> [UInt8] {
        [0, 0, type, UInt8(sizes.count)] + sizes.flatMap { size in [24, 16, 8, 0].map { UInt8(size >> $0 & 255) } }
    }

    /// `count` images of 2×3 pixels, image i filled with i; labels 1, 3, 1, 3, …
    private func images(_ count: Int) -> [UInt8] {
        header([count, 2, 3]) + (0..<count).flatMap { [UInt8](repeating: UInt8($0), count: 6) }
    }

    private func labels(_ count: Int) -> [UInt8] { header([count]) + (0..<count).map { UInt8($0 % 2 * 2 + 1) } }

    private func load(_ folder: TemporaryFolder, _ more: [String: Value] = [:]) throws -> Dataset {
        var settings = Settings(["data.dataset": "idx", "data.path": .word(folder.path)])
        for (key, value) in more { settings["data.\(key)"] = value }
        return try DatasetCatalogue.load(settings, directory: "/")
    }

    private func error(_ folder: TemporaryFolder, _ more: [String: Value] = [:]) -> DatasetError? {
        #expect(throws: DatasetError.self) { try load(folder, more) }
    }

    @Test("pixels lie between 0 and 1, classes are the labels that occur")
    func contents() throws {
        let folder = try TemporaryFolder()
        try folder.write(images(10), to: "train-images-idx3-ubyte")
        try folder.write(labels(10), to: "train-labels-idx1-ubyte")
        let set = try load(folder)
        #expect(set.count == 10 && set.featureCount == 6)
        #expect(set.imageShape == Dataset.ImageShape(channels: 1, height: 2, width: 3))
        #expect(set.features == (0..<10).flatMap { [Float](repeating: Float($0) / 255, count: 6) })
        #expect(set.target == .classes([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], names: ["1", "3"]))
    }

    @Test("gzip and both spellings of the names; both parts, training first")
    func names() throws {
        let folder = try TemporaryFolder()
        folder.writeGzip(images(4), to: "train-images-idx3-ubyte.gz")
        try folder.write(labels(4), to: "train-labels.idx1-ubyte")
        folder.writeGzip(images(3), to: "t10k-images.idx3-ubyte.gz")
        folder.writeGzip(labels(3), to: "t10k-labels-idx1-ubyte.gz")
        #expect(try load(folder).count == 4)
        #expect(try load(folder, ["part": "test"]).count == 3)
        let both = try load(folder, ["part": "both"])
        #expect(both.classes == [0, 1, 0, 1, 0, 1, 0])
        #expect(both.features[4 * 6] == 0 && both.features[6 * 6] == 2 / 255)
    }

    @Test("'limit' keeps image and label together")
    func limit() throws {
        let folder = try TemporaryFolder()
        try folder.write(images(100), to: "train-images-idx3-ubyte")
        try folder.write(labels(100), to: "train-labels-idx1-ubyte")
        let set = try load(folder, ["limit": 20])
        #expect(set.count == 20)
        let classes = try #require(set.classes)
        for row in 0..<20 {
            let pixel = Int((set.features[row * 6] * 255).rounded())
            #expect(pixel % 2 == Int(classes[row]))
        }
    }

    @Test("every kind of damage has its own error")
    func damage() throws {
        let folder = try TemporaryFolder()
        let imagePath = "\(folder.path)/train-images-idx3-ubyte"
        #expect(error(folder) == .noIDXFile(folder: folder.path, name: "train-images-idx3-ubyte"))
        try folder.write(images(5), to: "train-images-idx3-ubyte")
        let noLabels = DatasetError.noIDXFile(folder: folder.path, name: "train-labels-idx1-ubyte")
        #expect(error(folder) == noLabels && noLabels.isMissingFile)
        #expect(noLabels.description.contains("no file train-labels-idx1-ubyte"))
        try folder.write(labels(4), to: "train-labels-idx1-ubyte")
        #expect(error(folder) == .unpaired(images: 5, labels: 4, folder: folder.path))

        let damaged: [([UInt8], DatasetError)] = [
            ([], .notIDX(path: imagePath)),
            ([1, 2, 8, 3], .notIDX(path: imagePath)),
            (header([5, 2, 3], type: 0x0D), .unsupportedIDX(path: imagePath, type: 0x0D, dimensions: 3)),
            (labels(5), .unsupportedIDX(path: imagePath, type: 8, dimensions: 1)),
            (Array(images(5).prefix(10)), .truncated(path: imagePath, expected: 16, found: 10)),
            (Array(images(5).dropLast()), .truncated(path: imagePath, expected: 30, found: 29)),
            (images(5) + [0], .overlong(path: imagePath, expected: 46)),
            (header([0, 2, 3]), .empty(path: imagePath)),
            (header([1 << 31, 1 << 31, 1 << 31]), .tooLarge(path: imagePath, limit: 1 << 30)),
            (header([1 << 20, 32, 32]), .truncated(path: imagePath, expected: 1 << 30, found: 0)),
        ]
        for (bytes, expected) in damaged {
            try folder.write(bytes, to: "train-images-idx3-ubyte")
            #expect(error(folder) == expected)
            #expect(!expected.description.isEmpty)
        }
    }

    @Test("images of two sizes do not mix; a file is not a folder")
    func shapes() throws {
        let folder = try TemporaryFolder()
        try folder.write(images(2), to: "train-images-idx3-ubyte")
        try folder.write(labels(2), to: "train-labels-idx1-ubyte")
        try folder.write(header([2, 3, 3]) + [UInt8](repeating: 0, count: 18), to: "t10k-images-idx3-ubyte")
        try folder.write(labels(2), to: "t10k-labels-idx1-ubyte")
        #expect(error(folder, ["part": "both"]) == .imageSizesDiffer(folder: folder.path))
        let path = "\(folder.path)/train-images-idx3-ubyte"
        #expect(
            error(folder, ["path": .word(path)])
                == .unreadable(path: path, reason: "the folder with the files is wanted"))
    }
}
