import Foundation
import GRDB
import Glibc
import Testing

@testable import Runs
@testable import Training

@Suite("What a database says never leads out of the runs folder")
struct RunPlacesTests {
    private let temporary: TemporaryFolder
    private let runs: String

    init() throws {
        temporary = try TemporaryFolder()
        runs = temporary.path + "/runs"
        try FileManager.default.createDirectory(atPath: temporary.path + "/victim", withIntermediateDirectories: true)
        try AtomicFile.write([1], to: temporary.path + "/victim/file")
    }

    private var isUntouched: Bool { temporary.names(in: "victim") == ["file"] }

    private func recorded(_ store: RunStore) throws -> RunRecorder {
        let recorder = try RunRecorder(store, FakeRun.new())
        recorder.finish()
        return recorder
    }

    static let hostile = [
        "../../victim", "..", ".", "", "/etc", "a/b", "-rf", ".hidden", "a\u{0}b", "a\nb", "x\u{1b}[2J", "ü",
        String(repeating: "a", count: 129),
    ]

    @Test("an id that could lead elsewhere is none", arguments: hostile)
    func names(text: String) { #expect(RunID(text) == nil) }

    @Test("ids as they are made are names, whatever the preset is called")
    func made() {
        for name in ["digits", "../../x", "", "Ünï/çode", String(repeating: "long", count: 40)] {
            let id = FakeRun.new(name).id(chance: 7)
            #expect(RunID(id.description) == id)
        }
    }

    @Test(
        "a row with a hostile id is listed as damaged, is no run, and removing it removes no file",
        arguments: hostile.filter { !$0.contains("\u{0}") })
    func damagedRow(id: String) throws {
        let store = try RunStore(RunsFolder(runs))
        let other = try recorded(store)
        let run = try recorded(store)
        try AtomicFile.makeFolder(store.folder.checkpoints(of: run.name).path)
        try store.write { try $0.execute(sql: "UPDATE run SET id = ? WHERE id = ?", arguments: [id, run.id]) }
        #expect(try store.runs().map(\.id) == [other.id])
        let listed = try store.list()
        let damage = try #require(listed.compactMap(\.damage).first)
        #expect(listed.count == 2)
        #expect(!damage.description.unicodeScalars.contains { $0.value < 0x20 })
        #expect(throws: RunsError.self) { try store.record(damage.name) }
        #expect(throws: RunsError.self) { try store.open(damage.name) }
        try store.remove(damage.name)
        #expect(try store.list().count == 1)
        #expect(isUntouched)
        #expect(temporary.names(in: "runs/checkpoints") == [run.id])
    }

    @Test(
        "one damaged row keeps no other from being listed", arguments: ["layers", "task", "state", "started", "steps"])
    func damagedColumn(column: String) throws {
        let store = try RunStore(RunsFolder(runs))
        let ids = try [recorded(store).id, recorded(store).id]
        try store.write {
            try $0.execute(sql: "UPDATE run SET \(column) = x'ff00' WHERE id = ?", arguments: [ids[1]])
        }
        #expect(try store.list().count == 2)
        #expect(try store.runs().contains { $0.id == ids[0] })
    }

    @Test("through links in the folder nothing is written or removed", arguments: [true, false])
    func links(isParent: Bool) throws {
        let store = try RunStore(RunsFolder(runs))
        let run = try recorded(store)
        let folder = store.folder.checkpoints(of: run.name)
        let place = isParent ? runs + "/checkpoints" : folder.path
        if !isParent { try AtomicFile.makeFolder(runs + "/checkpoints") }
        try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: temporary.path + "/victim")
        let experiment = Fixture.experiment()
        let checkpoint = try Fixture.checkpoint(Fixture.session(experiment), of: experiment)
        #expect(throws: RunsError.self) { try folder.save(checkpoint, as: .last) }
        #expect(throws: RunsError.self) { try store.remove(run.id) }
        #expect(isUntouched)
    }

    @Test("a link in the place of a checkpoint gives way to it, and what it leads to stays")
    func linkedFile() throws {
        let folder = temporary.path + "/victim"
        let link = temporary.path + "/00000001-last-0.safetensors"
        for name in [link, "\(link).\(getpid()).part"] {
            try FileManager.default.createSymbolicLink(atPath: name, withDestinationPath: folder + "/file")
        }
        let experiment = Fixture.experiment()
        try Fixture.checkpoint(Fixture.session(experiment), of: experiment).write(to: link)
        #expect(try AtomicFile.read(folder + "/file") == [1])
        #expect(try Checkpoint.read(link).step == 0)
    }

    @Test("of a recorded checkpoint only the file's name counts: it is looked for where the runs are now")
    func moved() throws {
        let store = try RunStore(RunsFolder(runs))
        let run = try recorded(store)
        for path in ["/old/place/00000001-last-1.safetensors", "../../victim/file", ".."] {
            try store.write { [path] in
                try $0.execute(
                    sql: "INSERT INTO checkpoint VALUES (1, ?, 'last', 1, 0, 10, '', NULL, 5, 0)", arguments: [path])
            }
        }
        let folder = store.folder.checkpoints(of: run.name).path
        let found = try store.open(run.id).checkpoints.map(\.path)
        #expect(Set(found) == [folder + "/00000001-last-1.safetensors", folder + "/file"])
    }
}
