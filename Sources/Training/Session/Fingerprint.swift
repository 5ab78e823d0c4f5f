import Crypto
import Networks

/// SHA-256 of the weights, little-endian Float32 in the arena's order without its gaps, then of the running statistics.
func fingerprint(_ arena: ParameterArena) -> String {
    var hash = SHA256()
    func update(_ start: UnsafePointer<Float>, _ count: Int) {
        for index in 0..<count {
            withUnsafeBytes(of: start[index].bitPattern.littleEndian) { hash.update(bufferPointer: $0) }
        }
    }
    for block in arena.blocks { update(arena.parameters(of: block), block.count) }
    update(arena.statistics.base, arena.statistics.count)
    return hash.finalize().map { byte in
        let digits = Array("0123456789abcdef")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }.joined()
}
