import Dashboard
import Foundation
import Runs
import Synchronization
import Testing
import Training

@testable import descent

@Suite("The keeper of recorded runs")
struct RunsKeeperTests {
    /// Asks and waits for so many answers.
    private func answers(
        _ keeper: RunsKeeper, _ request: RunsRequest, count: Int = 1
    ) async throws -> [DashboardEvent] {
        keeper.ask(request)
        var found: [DashboardEvent] = []
        for _ in 0..<2000 where found.count < count {
            found += keeper.takeAnswers()
            if found.count < count { try await Task.sleep(for: .milliseconds(5)) }
        }
        return found
    }

    private func rows(_ events: [DashboardEvent]) -> [RunRow]? {
        for case .runs(.listed(let rows)) in events { return rows }
        return nil
    }

    private func notice(_ events: [DashboardEvent]) -> String {
        for case .notice(let text) in events { return text }
        return ""
    }

    @Test("a folder that is not there lists nothing and is not made")
    func nothing() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/descent-\(UUID().uuidString)"
        let keeper = RunsKeeper(RunsFolder(path)) {}
        #expect(rows(try await answers(keeper, .list))?.isEmpty == true)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("runs are listed, compared by curves and settings, and opened as something to watch")
    func reading() async throws {
        let fixture = try RecordedFixture()
        try fixture.record("moons", rate: 0.1, started: 1_795_000_000)
        try fixture.record("spirals", rate: 0.5, started: 1_795_086_400)
        let woken = Atomic<Int>(0)
        let keeper = RunsKeeper(fixture.folder) { woken.add(1, ordering: .relaxed) }
        let listed = try #require(rows(try await answers(keeper, .list)))
        #expect(listed.map(\.id) == fixture.ids.reversed())
        #expect(listed.first?.bestLoss == 0.2 && listed.first?.test?.accuracy == 0.9 && listed.first?.life == .ended)
        #expect(listed.first?.startedText.count == 11)

        let answer = try await answers(keeper, .compare(fixture.ids)).first
        guard case .runs(.compared(let comparison))? = answer else { throw Missing() }
        #expect(comparison.ids == fixture.ids && comparison.trouble == nil)
        #expect(comparison.curves.map(\.lastStep) == [100, 100])
        #expect(comparison.curves.map(\.validation.last?.lastStep) == [100, 100])
        #expect(comparison.curves.map(\.training.last?.lastStep) == [100, 100])
        #expect(comparison.differences.map(\.key) == ["optimizer.lr"])
        #expect(comparison.differences.first?.values == [.real(0.1), .real(0.5)])

        let opening = try await answers(keeper, .open(fixture.ids[0]), count: 2)
        guard case .runs(.opened(let description, _))? = opening.first,
            case .runs(.past(let events, let batch))? = opening.last
        else { throw Missing() }
        #expect(description.name == "moons" && batch.count > 0 && events.contains(.reported(.state(.finished))))
        let refused = try await answers(keeper, .send(Command(id: 7, .pause)))
        guard case .runs(.telemetry(let refusal, _))? = refused.first, case .rejected(7, _)? = refusal.first else {
            throw Missing()
        }
        #expect(woken.load(ordering: .relaxed) >= 4)
    }

    @Test("tags, notes and deletion are seen in the list that follows; an unknown run is told in words")
    func writing() async throws {
        let fixture = try RecordedFixture()
        try fixture.record("moons", rate: 0.1, started: 1_795_000_000)
        let id = fixture.ids[0]
        let keeper = RunsKeeper(fixture.folder) {}
        #expect(rows(try await answers(keeper, .setTags(["b", "a"], of: id)))?.first?.tags == ["a", "b"])
        #expect(rows(try await answers(keeper, .setNote("good", of: id)))?.first?.note == "good")
        #expect(notice(try await answers(keeper, .open("nothing"))).contains("there is no run 'nothing'"))
        #expect(rows(try await answers(keeper, .remove(id)))?.isEmpty == true)
    }

    @Test("runs that cannot be read are told one by one; the others are compared all the same")
    func partialComparison() async throws {
        let fixture = try RecordedFixture()
        try fixture.record("moons", rate: 0.1, started: 1_795_000_000)
        try fixture.record("spirals", rate: 0.5, started: 1_795_086_400)
        let ids = [fixture.ids[0], "nothing", fixture.ids[1], "nobody"]
        let answer = try await answers(RunsKeeper(fixture.folder) {}, .compare(ids)).first
        guard case .runs(.compared(let comparison))? = answer else { throw Missing() }
        #expect(comparison.ids == ids)
        #expect(comparison.curves.map(\.id) == fixture.ids)
        #expect(comparison.differences.first?.values == [.real(0.1), .real(0.5)])
        let trouble = try #require(comparison.trouble)
        #expect(trouble.contains("there is no run 'nothing'") && trouble.contains("there is no run 'nobody'"))
    }

    @Test("a database that is none is told, and nothing else happens")
    func corruption() async throws {
        let fixture = try RecordedFixture()
        try FileManager.default.createDirectory(atPath: fixture.folder.path, withIntermediateDirectories: true)
        try Data(repeating: 7, count: 5000).write(to: URL(fileURLWithPath: fixture.folder.databasePath))
        let answer = try await answers(RunsKeeper(fixture.folder) {}, .list).first
        guard case .runs(.unavailable(let reason))? = answer else { throw Missing() }
        #expect(reason.contains(fixture.folder.databasePath))
    }

    private struct Missing: Error {}
}
