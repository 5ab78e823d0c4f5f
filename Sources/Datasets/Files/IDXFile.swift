import Tensors

/// One file in the IDX format of MNIST: a header with the sizes, then unsigned bytes.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
struct IDXFile {
    /// The length along each dimension: images × rows × columns, or labels.
    let sizes: [Int]
    /// The elements, the last dimension fastest.
    let bytes: [UInt8]

    var count: Int { sizes[0] }

    /// More elements than this are refused.
    static let largest = 1 << 30
    private static let unsignedByte = 0x08

    /// Reads images (3 dimensions) or labels (1).
    ///
    /// - Throws: ``DatasetError`` for another format, another kind of content, or other bytes than announced.
    init(path: String, dimensions: Int) throws(DatasetError) {
        var file = try FileReader(path: path)
        let magic = try file.read(4)
        guard magic.count == 4, magic[0] == 0, magic[1] == 0 else { throw .notIDX(path: path) }
        guard magic[2] == Self.unsignedByte, magic[3] == dimensions else {
            throw .unsupportedIDX(path: path, type: Int(magic[2]), dimensions: Int(magic[3]))
        }
        let header = try file.read(4 * dimensions)
        guard header.count == 4 * dimensions else {
            throw .truncated(path: path, expected: 4 + 4 * dimensions, found: 4 + header.count)
        }
        sizes = (0..<dimensions).map { dimension in
            header[4 * dimension..<4 * dimension + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        var total = 1
        for size in sizes {
            let product = total.multipliedReportingOverflow(by: size)
            guard !product.overflow, product.partialValue <= Self.largest else {
                throw .tooLarge(path: path, limit: Self.largest)
            }
            total = product.partialValue
        }
        guard total > 0 else { throw .empty(path: path) }
        let room = Int(min(Double(Self.largest), MachineMemory.available))
        guard total <= room else { throw .tooLarge(path: path, limit: room) }
        bytes = try file.read(total)
        guard bytes.count == total else {
            throw .truncated(path: path, expected: total, found: bytes.count)
        }
        guard try file.read(1).isEmpty else {
            throw .overlong(path: path, expected: 4 + 4 * dimensions + total)
        }
    }
}
