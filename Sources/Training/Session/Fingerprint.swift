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
    return hexadecimal(hash.finalize())
}

/// The same of a captured state.
func fingerprint(_ state: SessionState, layout: TensorLayout) -> String {
    var hash = SHA256()
    func update(_ values: ArraySlice<Float>) {
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { hash.update(bufferPointer: $0) } }
    }
    for place in layout.parameters {
        let end = place.offset + place.shape.reduce(1, *)
        if end <= state.parameters.count { update(state.parameters[place.offset..<end]) }
    }
    update(state.statistics[...])
    return hexadecimal(hash.finalize())
}

private func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef")
    return digest.map { byte in String([digits[Int(byte >> 4)], digits[Int(byte & 15)]]) }.joined()
}
