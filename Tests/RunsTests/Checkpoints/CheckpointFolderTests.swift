import Foundation
import Testing

@testable import Runs
@testable import Training

@Suite("Checkpoint folders")
struct CheckpointFolderTests {
    private let temporary: TemporaryFolder
    private let folder: CheckpointFolder
    private let session: TrainingSession
    private let experiment = Fixture.experiment()

    init() throws {
        temporary = try TemporaryFolder()
        folder = CheckpointFolder(temporary.path + "/made/below", periodic: 3)
        session = try Fixture.session(experiment)
    }

    private func save(_ role: CheckpointFolder.Role) throws -> CheckpointFolder.File {
        session.train(steps: 1)
        return try folder.save(Fixture.checkpoint(session, of: experiment), as: role)
    }

    @Test("best, last and every so many are kept, older ones go, nothing unfinished stays")
    func pruning() throws {
        try AtomicFile.makeFolder(folder.path)
        _ = FileManager.default.createFile(atPath: folder.path + "/00000001-last-1.safetensors.77.part", contents: nil)
        for _ in 0..<5 { for role in [CheckpointFolder.Role.last, .best, .periodic] { _ = try save(role) } }
        let files = folder.files()
        func steps(_ role: CheckpointFolder.Role) -> [Int] { files.filter { $0.role == role }.map(\.step) }
        #expect(steps(.last) == [13, 10])
        #expect(steps(.best) == [14])
        #expect(steps(.periodic) == [15, 12, 9])
        #expect(temporary.names(in: "made/below").count == 6)
        #expect(files.allSatisfy { $0.byteCount > 1000 })
    }

    @Test("the newest valid checkpoint is found; what is torn or changed is skipped, with the reason")
    func newest() throws {
        let good = try save(.last)
        let changed = try save(.last)
        let torn = try save(.periodic)
        var bytes = try AtomicFile.read(changed.path)
        bytes[bytes.count - 3] ^= 1
        try AtomicFile.write(bytes, to: changed.path)
        try AtomicFile.write(Array(bytes[..<100]), to: torn.path)
        let found = try folder.newest()
        #expect(found.file.path == good.path)
        #expect(found.checkpoint.step == 1)
        #expect(found.skipped.map(\.place) == [torn.path, changed.path])
        #expect(found.skipped[1].reason.contains("fingerprint"))
    }

    @Test("checkpoints that are there but damaged are corrupt, not missing")
    func damaged() throws {
        let torn = try save(.last)
        try AtomicFile.write(Array(AtomicFile.read(torn.path)[..<100]), to: torn.path)
        let error = #expect(throws: RunsError.self) { try folder.newest() }
        #expect(error?.kind == .corrupt)
    }

    @Test("newest means written last, also when the run has gone back in steps")
    func order() throws {
        _ = try save(.last)
        session.train(steps: 9)
        _ = try save(.last)
        let early = try Fixture.session(experiment)
        _ = try folder.save(Fixture.checkpoint(early, of: experiment), as: .last)
        #expect(try folder.newest().checkpoint.step == 0)
    }

    @Test("an empty folder and a place where no folder can be are told apart")
    func errors() throws {
        #expect(throws: RunsError.self) { try folder.newest() }
        _ = FileManager.default.createFile(atPath: temporary.path + "/file", contents: nil)
        let blocked = CheckpointFolder(temporary.path + "/file/below")
        do throws(RunsError) {
            _ = try blocked.save(Fixture.checkpoint(session, of: experiment), as: .last)
            Issue.record("it was written")
        } catch {
            #expect(error.kind == .unwritable)
            #expect(error.description.contains(temporary.path + "/file"))
        }
    }
}
