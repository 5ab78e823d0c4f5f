import Foundation
import Glibc
import Testing

@testable import Runs

@Suite("Files that cannot be read or written")
struct OutputFaultTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private func kind(_ body: () throws(RunsError) -> Void) -> RunsError.Kind? {
        do throws(RunsError) {
            try body()
            return nil
        } catch {
            return error.kind
        }
    }

    @Test("what cannot be written is told apart from what cannot be read; nothing is left beside it")
    func kinds() throws {
        let file = temporary.path + "/file"
        try AtomicFile.write([1, 2], to: file)
        #expect(kind { () throws(RunsError) in try AtomicFile.write([3], to: "/dev/full") } == .full)
        for place in [temporary.path, temporary.path + "/none/file", file + "/below", "/proc/none"] {
            #expect(kind { () throws(RunsError) in try AtomicFile.write([3], to: place) } == .unwritable, "\(place)")
        }
        #expect(kind { () throws(RunsError) in try AtomicFile.makeFolder(file) } == .unwritable)
        #expect(kind { () throws(RunsError) in _ = try AtomicFile.read(file + ".none") } == .missing)
        #expect(temporary.names() == ["file"])
        #expect(try AtomicFile.read(file) == [1, 2])
    }

    @Test("a pipe without anybody at its other end is refused, not waited for")
    func pipes() throws {
        let pipe = temporary.path + "/pipe.safetensors"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(kind { () throws(RunsError) in _ = try AtomicFile.read(pipe) } == .denied)
        #expect(kind { () throws(RunsError) in _ = try Checkpoint.read(pipe) } == .denied)
        #expect(kind { () throws(RunsError) in try AtomicFile.write([1], to: pipe) } == .unwritable)
        #expect(kind { () throws(RunsError) in _ = try AtomicFile.read("/dev/zero") } == .denied)
        #expect(kind { () throws(RunsError) in _ = try AtomicFile.read(temporary.path) } == .denied)
    }
}
