import Foundation
import Glibc
import Testing

@testable import Runs

@Suite("Writing files")
struct AtomicFileTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    @Test("through a link its target is written; the link stays one")
    func link() throws {
        let (file, link) = (temporary.path + "/file", temporary.path + "/link")
        try AtomicFile.write([1], to: file)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
        try AtomicFile.write([2, 3], to: link)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "file")
        #expect(try AtomicFile.read(file) == [2, 3])
        #expect(temporary.names(in: "").sorted() == ["file", "link"])
    }

    @Test("a pipe is written into; it stays one")
    func pipe() throws {
        let path = temporary.path + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try AtomicFile.write([4, 5], to: path)
        var bytes = [UInt8](repeating: 0, count: 8)
        #expect(read(reader, &bytes, 8) == 2)
        #expect(bytes[..<2] == [4, 5])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }

    @Test("a device that takes nothing is an error and stays a device")
    func device() throws {
        #expect { try AtomicFile.write([1], to: "/dev/full") } throws: { ($0 as? RunsError)?.kind == .full }
        #expect(throws: RunsError.self) { try AtomicFile.write([1], to: temporary.path) }
    }
}
