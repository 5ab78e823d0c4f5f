import Training

/// Where a snapshot's lists of floats come from when it is read; see ``TensorSink``.
struct TensorSource {
    /// What does not fit; the decoder turns it into an error with a place.
    struct Failure: Error { let reason: String }

    let layout: TensorLayout
    private let tensors: [String: Safetensors.Tensor]
    /// What all floats in the file come to: no list can be longer.
    private let floatCount: Int

    init(_ tensors: [Safetensors.Tensor], layout: TensorLayout) throws(Failure) {
        self.tensors = Dictionary(tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        floatCount = tensors.reduce(0) { $0 + $1.bytes.count / 4 }
        self.layout = layout
        try Self.check(layout.parameters, total: layout.parameterCount)
        try Self.check(layout.statistics, total: layout.statisticsCount)
    }

    /// A layout names its tensors from left to right, with gaps no wider than an alignment: so it claims no more memory
    /// than the tensors have.
    private static func check(_ places: [TensorLayout.Place], total: Int) throws(Failure) {
        var end = 0
        for place in places {
            guard place.offset >= end, place.offset - end < 16, place.offset < 1 << 40,
                place.elementCount.map({ $0 < 1 << 40 }) ?? false
            else {
                throw Failure(reason: "the layout of '\(place.name)' makes no sense")
            }
            end = place.offset + place.count
        }
        guard total >= end, total - end < 16 else { throw Failure(reason: "the layout's size makes no sense") }
    }

    func floats(_ reference: JSON) throws(Failure) -> [Float] {
        guard let name = reference["tensor"]?.string,
            let form = reference["form"]?.string.flatMap(TensorSink.Form.init),
            let count = reference["count"]?.int, count >= 1
        else { throw Failure(reason: "a list of numbers is missing") }
        if form == .flat { return TensorBytes.floats(try tensor(name, .f32).bytes) }
        let places = form == .parameters ? layout.parameters : layout.statistics
        let stride = form == .parameters ? layout.parameterCount : layout.statisticsCount
        let needed = places.reduce(0) { $0 + $1.count }
        // Bounded by what is there before anything is allocated.
        guard !places.isEmpty, count <= max(1, floatCount / max(1, needed)), needed <= floatCount else {
            throw Failure(reason: "'\(name)' claims more numbers than the file holds")
        }
        var floats = [Float](repeating: 0, count: count * stride)
        for index in 0..<count {
            let part = count == 1 ? name : "\(name)\(index)."
            for place in places {
                let values = TensorBytes.floats(try tensor(part + place.name, .f32).bytes)
                guard values.count == place.count else {
                    throw Failure(reason: "tensor '\(part + place.name)' has another size than its layer")
                }
                let start = index * stride + place.offset
                floats.replaceSubrange(start..<start + values.count, with: values)
            }
        }
        return floats
    }

    func doubles(_ reference: JSON) throws(Failure) -> [Double] {
        guard let name = reference["tensor"]?.string else { throw Failure(reason: "a list of numbers is missing") }
        return TensorBytes.doubles(try tensor(name, .f64).bytes)
    }

    private func tensor(_ name: String, _ element: Safetensors.Element) throws(Failure) -> Safetensors.Tensor {
        guard let tensor = tensors[name] else { throw Failure(reason: "tensor '\(name)' is missing") }
        guard tensor.element == element else {
            throw Failure(reason: "tensor '\(name)' is \(tensor.element.rawValue), not \(element.rawValue)")
        }
        return tensor
    }
}
