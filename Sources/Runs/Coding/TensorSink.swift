import Training

/// Where lists of floats go when a snapshot is coded: each becomes a tensor, or one tensor for each parameter of the
/// network where the list lies as the parameters do.
final class TensorSink {
    /// How a list was cut.
    enum Form: String { case flat, parameters, statistics }

    let layout: TensorLayout
    private(set) var tensors: [Safetensors.Tensor] = []

    init(_ layout: TensorLayout) { self.layout = layout }

    /// Stores a list and gives the reference that stands in its place.
    ///
    /// - Parameter path: the names of the properties that lead to it.
    func store(_ floats: [Float], path: [String]) -> JSON {
        let name = path.last ?? ""
        let isStatistics = name == "statistics"
        let places = isStatistics ? layout.statistics : layout.parameters
        let stride = isStatistics ? layout.statisticsCount : layout.parameterCount
        let form: Form = isStatistics ? .statistics : .parameters
        guard stride > 0, !floats.isEmpty, floats.count % stride == 0, hasEmptyGaps(floats, places, stride) else {
            tensors.append(
                Safetensors.Tensor(
                    name: path.joined(separator: "."), element: .f32, shape: [floats.count],
                    bytes: TensorBytes.bytes(of: floats)))
            return reference(path.joined(separator: "."), .flat, count: 1)
        }
        // The parameters themselves carry the layers' bare names: that is what a reader elsewhere looks for.
        let isOwn = name == "parameters" || name == "statistics"
        let prefix = (isOwn ? path.dropLast() : path[...]).map { $0 + "." }.joined()
        let count = floats.count / stride
        for index in 0..<count {
            let part = count == 1 && isOwn ? prefix : "\(prefix)\(count == 1 ? "" : "\(index).")"
            for place in places {
                let start = index * stride + place.offset
                tensors.append(
                    Safetensors.Tensor(
                        name: part + place.name, element: .f32, shape: place.shape,
                        bytes: TensorBytes.bytes(of: floats[start..<start + place.count])))
            }
        }
        return reference(prefix, form, count: count)
    }

    func store(_ doubles: [Double], path: [String]) -> JSON {
        let name = path.joined(separator: ".")
        tensors.append(
            Safetensors.Tensor(name: name, element: .f64, shape: [doubles.count], bytes: TensorBytes.bytes(of: doubles))
        )
        return reference(name, .flat, count: 1)
    }

    private func reference(_ name: String, _ form: Form, count: Int) -> JSON {
        .members([("tensor", .text(name)), ("form", .text(form.rawValue)), ("count", .integer(count))])
    }

    /// Whether nothing but zeros lies between the places: only then the places hold everything.
    private func hasEmptyGaps(_ floats: [Float], _ places: [TensorLayout.Place], _ stride: Int) -> Bool {
        for start in Swift.stride(from: 0, to: floats.count, by: stride) {
            var end = 0
            for place in places {
                guard place.offset >= end, place.offset + place.count <= stride else { return false }
                if floats[start + end..<start + place.offset].contains(where: { $0.bitPattern != 0 }) { return false }
                end = place.offset + place.count
            }
            if floats[start + end..<start + stride].contains(where: { $0.bitPattern != 0 }) { return false }
        }
        return true
    }
}

extension TensorLayout.Place {
    /// How many numbers it holds; 0 where the shape makes no sense.
    var count: Int { elementCount ?? 0 }

    /// The same; `nil` where the shape makes no sense.
    var elementCount: Int? {
        var count = 1
        for dimension in shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflows else { return nil }
            count = product
        }
        return count
    }
}
