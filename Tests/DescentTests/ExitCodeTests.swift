import Foundation
import Testing
import Training

@testable import descent

@Suite("Exit codes tell what is not there from what cannot be used")
struct ExitCodeTests {
    private func failure(_ preset: String, _ key: String, _ value: String) -> CommandFailure? {
        do throws(CommandFailure) {
            _ = try PreparedRun(preset, overrides: [Override(key: key, text: value)])
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "A file or folder of data that is not there is a missing file",
        arguments: [("csv-template", "/nope.csv"), ("lenet-mnist", "/nope"), ("lenet-mnist", "/proc/self/fd")])
    func missingData(preset: String, path: String) {
        let failure = failure(preset, "data.path", path)
        #expect(failure?.exitCode == ExitStatus.missingFile)
        #expect(failure?.message.contains("--set data.path=\(path)") == true)
    }

    @Test("Data that is there but cannot be read is bad input")
    func unusableData() {
        #expect(failure("csv-template", "data.path", "/")?.exitCode == ExitStatus.badInput)
        #expect(failure("csv-template", "data.path", "/dev/null")?.exitCode == ExitStatus.badInput)
        #expect(failure("csv-template", "data.target", "nope")?.exitCode == ExitStatus.badInput)
    }
}
