import CZlib

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file read from its beginning, unpacked on the way if it is gzip.
struct FileReader: ~Copyable {
    let path: String
    private let file: gzFile

    /// - Throws: ``DatasetError`` if there is no such file or it cannot be read.
    init(path: String) throws(DatasetError) {
        switch try FileKind(path: path) {
        case .file: break
        case .folder: throw .unreadable(path: path, reason: "it is a folder")
        case .other: throw .unreadable(path: path, reason: "it is not a file")
        }
        guard let file = gzopen(path, "rb") else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        gzbuffer(file, 1 << 17)
        self.path = path
        self.file = file
    }

    deinit { gzclose(file) }

    /// The next `count` bytes; fewer where the file ends.
    ///
    /// Memory grows with what is there, not with what is asked for.
    mutating func read(_ count: Int) throws(DatasetError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = try readPiece(min(count - bytes.count, 1 << 20))
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    /// Everything that is left, refused beyond `limit` bytes.
    mutating func readAll(limit: Int) throws(DatasetError) -> [UInt8] {
        let bytes = try read(limit + 1)
        guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        return bytes
    }

    private func readPiece(_ count: Int) throws(DatasetError) -> [UInt8] {
        let file = file
        let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(0, Int(gzread(file, buffer.baseAddress, UInt32(count))))
        }
        var code: Int32 = 0
        gzerror(file, &code)
        switch code {
        case Z_OK, Z_STREAM_END: return piece
        case Z_ERRNO: throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        default: throw .damagedGzip(path: path)
        }
    }
}
