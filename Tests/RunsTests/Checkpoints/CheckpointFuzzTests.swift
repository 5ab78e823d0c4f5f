import Foundation
import Testing
import Tunables

@testable import Runs
@testable import Training

/// Files as accidents and ill will make them: each is refused with an error, at once.
@Suite("Checkpoint files nobody vouches for")
struct CheckpointFuzzTests {
    private let bytes: [UInt8]

    init() throws {
        let experiment = Fixture.experiment()
        let session = try Fixture.session(experiment)
        session.train(steps: 10)
        bytes = try Fixture.checkpoint(session, of: experiment).encoded().bytes
    }

    private func refused(_ bytes: [UInt8]) -> Bool {
        do throws(RunsError) {
            _ = try Checkpoint(decoding: bytes, place: "memory")
            return false
        } catch {
            return !error.reason.isEmpty && !error.remedy.isEmpty
        }
    }

    @Test("a file cut off anywhere is refused")
    func truncated() {
        var cuts = Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)))
        cuts += [1, 7, 8, 9, bytes.count - 1]
        for cut in cuts { #expect(refused(Array(bytes[..<cut])), "\(cut) bytes") }
        #expect(refused(bytes + [0]))
    }

    @Test("a flipped bit anywhere is found")
    func flipped() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<150 {
            var changed = bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(refused(changed), "byte \(place)")
        }
    }

    /// A file with this header and so many bytes of data.
    private static func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
        let text = Array(header.utf8)
        let count = length ?? UInt64(text.count)
        return withUnsafeBytes(of: count.littleEndian) { Array($0) } + text + [UInt8](repeating: 0, count: data)
    }

    @Test(
        "a hostile header is refused",
        arguments: [
            file("{}", length: .max), file("{}", length: 1 << 62), file("{}", length: 3), file(""), file("["),
            file(String(repeating: "[", count: 100_000)), file(String(repeating: "{\"a\":", count: 50_000)),
            file(
                #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
                data: 12),
            file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#, data: 16),
            file(#"{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}"#, data: 8),
            file(#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, data: 8),
            file(#"{"a":{"dtype":"F32","shape":[2,2.5],"data_offsets":[0,8]}}"#, data: 8),
            file(
                #"{"a":{"dtype":"F64","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}"#,
                data: 8),
            file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, data: 8),
            file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}"#, data: 8),
            file(#"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}"#),
            file(
                #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#
            ),
            file(#"{"__metadata__":{"a":1}}"#), file(#"{"__metadata__":["a"]}"#), file(#"{"a":"\ud800"}"#),
            file("{\"a\":\"\u{1}\"}"), file(#"{"a":nul}"#), file(#"{"a":1e}"#), file("null"),
        ])
    func hostile(bytes: [UInt8]) { #expect(refused(bytes)) }

    @Test("a description that claims more than the tensors hold is refused, fingerprint or not")
    func hostileDescription() throws {
        let file = try Safetensors(decoding: bytes, place: "memory")
        let text = try #require(file.metadata["checkpoint"])
        let changes: [(String, String)] = [
            ("\"parameterCount\":", "\"parameterCount\":4611686018427387904,\"was\":"),
            ("\"count\":2,\"form\":\"parameters\"", "\"count\":4611686018427387904,\"form\":\"parameters\""),
            ("\"count\":1,", "\"count\":-1,"), ("\"count\":1,", "\"count\":9000000000000,"),
            ("\"offset\":0", "\"offset\":-16"), ("\"offset\":0", "\"offset\":4611686018427387904"),
            ("\"shape\":[2,11]", "\"shape\":[4611686018427387904,4]"), ("\"shape\":[2,11]", "\"shape\":[2,12]"),
            ("\"parent\":1", "\"parent\":3"), ("\"id\":2", "\"id\":7"), ("\"head\":3", "\"head\":-4"),
            ("1.dense11.weight", "1.dense99.weight"), ("\"step\":", "\"steps\":"),
            ("\"phase\":\"running\"", "\"phase\":\"x\""),
        ]
        for (old, new) in changes {
            guard let range = text.range(of: old) else {
                #expect(old.contains("count"), "'\(old)' is not in the description")
                continue
            }
            var changed = file
            changed.metadata["checkpoint"] = text.replacingCharacters(in: range, with: new)
            #expect(refused(Checkpoint.sealed(changed)), "\(old) → \(new)")
        }
    }
}
