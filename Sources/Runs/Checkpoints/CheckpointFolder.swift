import Foundation
import Glibc

/// The checkpoints of one run: the newest ones, the best, and every so many; old ones go.
///
/// A file's name starts with a number that grows with every file written, so that the newest is known also after the run
/// went back in steps: `00000042-last-1200.safetensors`. Belongs to one queue; reading may happen anywhere.
public struct CheckpointFolder: Sendable {
    /// Why a checkpoint is kept.
    public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
        /// The latest state. Two are kept, so that a bad one has a predecessor.
        case last
        /// The state at the best epoch.
        case best
        /// Taken every so many steps.
        case periodic
        /// The state just before an intervention: what undo goes back to.
        case intervention
    }

    /// One file.
    public struct File: Sendable, Hashable {
        public let path: String
        public let number: Int
        public let role: Role
        public let step: Int
        public internal(set) var byteCount = 0
        /// Known where the file was just written.
        public internal(set) var fingerprint: String?
    }

    public let path: String
    /// The run whose checkpoints alone are read here; `nil` where any are.
    private let owner: Owner?
    /// How many of a role are kept.
    private let limits: [Role: Int]
    /// Bytes that states before interventions may take; the newest is kept whatever its size.
    private static let undoBytes = 256 << 20

    private struct Owner {
        let run: String
        let lineage: RunLineage
    }

    /// - Parameter periodic: how many of the periodic ones to keep.
    public init(_ path: String, periodic: Int = 5) { self.init(path, owner: nil, periodic: periodic) }

    /// The checkpoints of one run: another's are refused wherever they are read.
    init(_ path: String, of run: String, _ lineage: RunLineage) {
        self.init(path, owner: Owner(run: run, lineage: lineage), periodic: 5)
    }

    private init(_ path: String, owner: Owner?, periodic: Int) {
        self.path = path
        self.owner = owner
        limits = [.last: 2, .best: 1, .periodic: max(1, periodic), .intervention: 24]
    }

    /// Writes a checkpoint and removes what it makes superfluous.
    ///
    /// - Throws: ``RunsError`` of kind `unwritable` or `full`; earlier checkpoints then still stand.
    public func save(_ checkpoint: Checkpoint, as role: Role) throws(RunsError) -> File {
        try refuseLinks()
        try AtomicFile.makeFolder(path)
        let number = (files().first?.number ?? 0) + 1
        let digits = String(number)
        let name = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        var file = File(
            path: "\(path)/\(name)-\(role.rawValue)-\(checkpoint.step).safetensors", number: number, role: role,
            step: checkpoint.step)
        let written = try checkpoint.write(to: file.path)
        file.byteCount = written.byteCount
        file.fingerprint = written.fingerprint
        prune()
        return file
    }

    /// Where a file of that name lies, be it there or not.
    func path(of name: FileName) -> String { "\(path)/\(name)" }

    /// Removes the folder with all that is in it; links in it are removed, not followed.
    ///
    /// - Throws: ``RunsError`` of kind `unwritable`.
    func remove() throws(RunsError) {
        try refuseLinks()
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        do { try FileManager.default.removeItem(atPath: path) } catch {
            throw RunsError(
                .unwritable, place: path, reason: "the checkpoints cannot be removed: \(error.localizedDescription)",
                remedy: "remove the folder by hand")
        }
    }

    /// The folder, and the one with those of all runs, are where they seem to be: what a link leads to belongs to others.
    private func refuseLinks() throws(RunsError) {
        for place in [path, path.lastIndex(of: "/").map { String(path[..<$0]) }].compactMap({ $0 }) {
            var status = stat()
            guard lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { continue }
            throw RunsError(
                .unwritable, place: place,
                reason: "it is a link, and nothing of a run is written or removed through a link",
                remedy: "put a folder in its place, or use another folder for the runs")
        }
    }

    /// All checkpoints by their names, the newest first.
    public func files() -> [File] {
        names().compactMap(file).sorted { $0.number > $1.number }
    }

    /// Reads a checkpoint of the folder.
    ///
    /// - Throws: ``RunsError`` of kind `foreign` where it belongs to another run, else as ``Checkpoint/read(_:)``.
    public func read(_ path: String) throws(RunsError) -> Checkpoint {
        let checkpoint = try Checkpoint.read(path)
        if let owner { try checkpoint.check(belongsTo: owner.run, owner.lineage, place: path) }
        return checkpoint
    }

    /// Every checkpoint that can be read, by their steps.
    public func readable() -> [Checkpoint] {
        files().sorted { $0.step < $1.step }.compactMap { try? read($0.path) }
    }

    /// The newest checkpoint that can be read, and why newer ones cannot.
    ///
    /// - Throws: ``RunsError`` of kind `missing` where there is none, of kind `corrupt` where none can be read.
    public func newest(_ role: Role? = nil) throws(RunsError) -> (
        checkpoint: Checkpoint, file: File, skipped: [RunsError]
    ) {
        var skipped: [RunsError] = []
        for file in files() where role == nil || file.role == role {
            do {
                return (try read(file.path), file, skipped)
            } catch {
                skipped.append(error)
            }
        }
        let reason =
            skipped.isEmpty
            ? "there is no checkpoint" : "no checkpoint can be read (\(skipped.map(\.reason).joined(separator: "; ")))"
        throw RunsError(
            skipped.isEmpty ? .missing : .corrupt, place: path, reason: reason, remedy: "replay the run from its start")
    }

    /// Removes what is beyond the roles' limits, and what an interrupted write left behind.
    private func prune() {
        var seen: [Role: Int] = [:]
        var undoBytes = 0
        for file in files() {
            seen[file.role, default: 0] += 1
            let count = seen[file.role, default: 0]
            if file.role == .intervention { undoBytes += file.byteCount }
            let isTooMuch = file.role == .intervention && count > 1 && undoBytes > Self.undoBytes
            if isTooMuch || count > limits[file.role] ?? .max { unlink(file.path) }
        }
        for name in names() where name.hasSuffix(AtomicFile.unfinished) { unlink("\(path)/\(name)") }
    }

    private func file(_ name: String) -> File? {
        guard name.hasSuffix(".safetensors") else { return nil }
        let parts = name.dropLast(".safetensors".count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let number = Int(parts[0]), let role = Role(rawValue: String(parts[1])),
            let step = Int(parts[2]), (0..<1 << 48).contains(number), (0..<1 << 48).contains(step)
        else { return nil }
        var status = stat()
        guard stat("\(path)/\(name)", &status) == 0 else { return nil }
        return File(
            path: "\(path)/\(name)", number: number, role: role, step: step, byteCount: Int(status.st_size))
    }

    private func names() -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            // The name's field is as long as the system allows; it ends where its zero stands.
            let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
                })
        }
        return names
    }
}
