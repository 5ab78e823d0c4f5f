import Crypto
import Datasets
import Training

/// Everything an exact continuation needs, on disk: a safetensors file whose tensors carry the layers' names
/// (`1.dense64.weight`, `best.1.dense64.weight`, `slots.0.1.dense64.weight`) and whose metadata hold the rest.
///
/// Its fingerprint covers every byte, so that a torn or changed file is found.
public struct Checkpoint: Sendable, Hashable, Codable {
    /// The run it belongs to.
    public var run: String
    /// Seconds since 1970, UTC.
    public var created: Double
    /// Which of the run's lives it was written in; `nil` in checkpoints of versions that did not know it.
    public var lineage: RunLineage?
    /// What the run was started as.
    public var experiment: Experiment
    /// What the network's numbers mean; with the experiment it is all that the network needs to be built again. `nil` in
    /// checkpoints of versions that asked the data for it.
    public var preprocessing: Preprocessing?
    public var snapshot: RunSnapshot

    public init(
        run: String, created: Double, lineage: RunLineage? = nil, experiment: Experiment,
        preprocessing: Preprocessing? = nil, snapshot: RunSnapshot
    ) {
        self.run = run
        self.created = created
        self.lineage = lineage
        self.experiment = experiment
        self.preprocessing = preprocessing
        self.snapshot = snapshot
    }

    public var step: Int { snapshot.state.step }
    public var epoch: Int { snapshot.state.epoch }
}

extension Checkpoint {
    /// The version of the coding; a file of a later one is refused with the advice to update.
    static let version = 1
    private static let emptyFingerprint = String(repeating: "0", count: 64)

    /// The file's bytes, and the fingerprint that stands in it.
    ///
    /// - Throws: an `EncodingError` only for a type that does not code itself, which the tests would have found.
    func encoded() throws -> (bytes: [UInt8], fingerprint: String) {
        let sink = TensorSink(snapshot.layout)
        let json = try ExactEncoder.json(self, sink: sink)
        var file = Safetensors()
        file.tensors = sink.tensors
        file.metadata = [
            "format": "descent checkpoint", "version": String(Self.version), "checkpoint": json.description,
            "sha256": Self.emptyFingerprint,
        ]
        return Self.sealing(file)
    }

    /// The bytes of a file with its fingerprint in place.
    private static func sealing(_ file: Safetensors) -> (bytes: [UInt8], fingerprint: String) {
        var bytes = file.encoded()
        let fingerprint = hexadecimal(SHA256.hash(data: bytes))
        guard let place = place(of: emptyFingerprint, in: bytes) else { return (bytes, fingerprint) }
        bytes.replaceSubrange(place, with: fingerprint.utf8)
        return (bytes, fingerprint)
    }

    /// A file with the fingerprint of its content, whatever that is.
    static func sealed(_ file: Safetensors) -> [UInt8] {
        var file = file
        file.metadata["sha256"] = emptyFingerprint
        return sealing(file).bytes
    }

    /// Reads a checkpoint that nobody vouches for.
    ///
    /// - Throws: ``RunsError`` of kind `corrupt` or `newer`.
    init(decoding bytes: [UInt8], place: String) throws(RunsError) {
        let remedy = "an earlier checkpoint of the run can be used"
        let file = try Safetensors(decoding: bytes, place: place)
        guard file.metadata["format"] == "descent checkpoint", let text = file.metadata["checkpoint"],
            let version = file.metadata["version"].flatMap({ Int($0) }), let sealed = file.metadata["sha256"]
        else {
            throw RunsError(
                .corrupt, place: place, reason: "these are tensors, but no checkpoint of this program", remedy: remedy)
        }
        guard version <= Self.version else {
            throw RunsError(
                .newer, place: place, reason: "it is of version \(version), this program knows \(Self.version)",
                remedy: "update the program")
        }
        var unsealed = bytes
        if let seal = Self.place(of: sealed, in: bytes) {
            unsealed.replaceSubrange(seal, with: Self.emptyFingerprint.utf8)
        }
        guard Self.hexadecimal(SHA256.hash(data: unsealed)) == sealed else {
            throw RunsError(
                .corrupt, place: place, reason: "its content does not match its fingerprint", remedy: remedy)
        }
        do {
            let json = try JSONParser.parse(text)
            guard let layout = json["snapshot"]?["layout"] else {
                throw RunsError(.corrupt, place: place, reason: "it names no tensors", remedy: remedy)
            }
            let source = try TensorSource(
                file.tensors, layout: ExactDecoder.value(TensorLayout.self, from: layout))
            self = try ExactDecoder.value(Checkpoint.self, from: json, source: source)
        } catch let error as RunsError {
            throw error
        } catch {
            throw RunsError(.corrupt, place: place, reason: Self.words(error), remedy: remedy)
        }
    }

    /// Where the fingerprint stands in the header.
    private static func place(of fingerprint: String, in bytes: [UInt8]) -> Range<Int>? {
        let pattern = Array("\"sha256\":\"\(fingerprint)\"".utf8)
        guard fingerprint.utf8.count == 64, bytes.count >= pattern.count else { return nil }
        let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let end = Int(min(length, UInt64(bytes.count - 8))) + 8
        // Searched from the back: it is the last of the texts but one, and those before it may be long.
        var start = end - pattern.count
        while start >= 8 {
            if bytes[start] == pattern[0], bytes[start..<start + pattern.count].elementsEqual(pattern) {
                return start + 10..<start + 74
            }
            start -= 1
        }
        return nil
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let failure as TensorSource.Failure: failure.reason
        case let failure as JSONParser.Failure: "its description is not JSON: \(failure)"
        case DecodingError.dataCorrupted(let context): place(context) + context.debugDescription
        case DecodingError.keyNotFound(_, let context): place(context) + context.debugDescription
        default: "\(error)"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).filter { !$0.isEmpty }.joined(separator: ".")
        return path.isEmpty ? "" : "'\(path)': "
    }

    static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
        digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}

extension Checkpoint {
    /// Reads one checkpoint file.
    ///
    /// - Throws: ``RunsError`` of kind `missing`, `denied`, `corrupt` or `newer`.
    public static func read(_ path: String) throws(RunsError) -> Checkpoint {
        try Checkpoint(decoding: AtomicFile.read(path), place: path)
    }

    /// Writes the checkpoint to a file that is there whole or not at all.
    ///
    /// - Returns: the file's size in bytes and its fingerprint.
    /// - Throws: ``RunsError`` of kind `unwritable` or `full`.
    @discardableResult
    public func write(to path: String) throws(RunsError) -> (byteCount: Int, fingerprint: String) {
        let encoded: (bytes: [UInt8], fingerprint: String)
        do {
            encoded = try self.encoded()
        } catch {
            throw RunsError(
                .corrupt, place: path, reason: "the run's state cannot be written: \(error)",
                remedy: "this is a fault of the program")
        }
        try AtomicFile.writeOwn(encoded.bytes, to: path)
        return (encoded.bytes.count, encoded.fingerprint)
    }
}
