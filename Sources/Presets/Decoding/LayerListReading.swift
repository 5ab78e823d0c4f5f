import Networks
import Tunables

/// Turns lists of layers, also those inside blocks, into blocks of keys numbered from 1.
///
/// How many layers a block holds decides which keys there are, so the kinds of nested layers are told beforehand.
struct LayerListReading {
    private(set) var faults: [LocatedFault] = []
    /// Where each layer and list was written: `layers`, `layers.3`, `layers.3.layers.1`.
    private(set) var places: [String: SourcePlace] = [:]
    /// `layers.3.type` of each block, `layers.3.layers.1.type` of each layer inside one.
    private(set) var nestedTypes = Settings()
    /// Layers of the outermost list.
    private(set) var outerCount = 0
    private var count = 0

    /// The list at `key` as a block whose keys are the layers' numbers; `nil` where it has none.
    mutating func numbered(_ entry: SourceNode.Entry, at key: String) -> SourceNode.Entry? {
        places[key] = entry.keyPlace
        guard case .sequence(let elements, let place) = entry.value else {
            report(
                .notAList(key: key, found: entry.value.isNull ? "nothing" : entry.value.kind, example: "- type: dense"),
                entry.value.isNull ? entry.keyPlace : entry.value.place)
            return nil
        }
        guard !elements.isEmpty else {
            report(.emptyList(key: key), entry.keyPlace)
            return nil
        }
        let room = PresetDecoder.mostLayers - count
        guard elements.count <= room else {
            report(.tooManyLayers(limit: PresetDecoder.mostLayers), elements[max(0, room)].place)
            return nil
        }
        count += elements.count
        if key == "layers" { outerCount = elements.count }
        var layers: [SourceNode.Entry] = []
        for (index, element) in elements.enumerated() {
            let own = "\(key).\(index + 1)"
            places[own] = element.place
            layers.append(
                SourceNode.Entry(key: String(index + 1), keyPlace: element.place, value: layer(element, at: own)))
        }
        return SourceNode.Entry(key: entry.key, keyPlace: entry.keyPlace, value: .mapping(layers, place))
    }

    /// A layer with its own list numbered; inside a block its kind is written out where it was left at the default.
    private mutating func layer(_ element: SourceNode, at key: String) -> SourceNode {
        let isInside = key.dropFirst("layers.".count).contains(".")
        checkBlock(element, at: key)
        guard case .mapping(let written, let place) = element else {
            if isInside { nestedTypes["\(key).type"] = Self.assumedType(element) }
            return element
        }
        let isBlock = written.contains { $0.key == "layers" }
        if isInside || isBlock { nestedTypes["\(key).type"] = Self.assumedType(element["type"]) }
        var entries: [SourceNode.Entry] = []
        for entry in written {
            if entry.key != "layers" {
                entries.append(entry)
            } else if let list = numbered(entry, at: "\(key).layers") {
                entries.append(list)
            }
        }
        if isInside, element["type"] == nil {
            let dense = SourceNode.Scalar(text: "dense", isPlain: true, place: place)
            entries.insert(SourceNode.Entry(key: "type", keyPlace: place, value: .scalar(dense)), at: 0)
        }
        return .mapping(entries, place)
    }

    /// Reports a block that lists no layers, also where only its kind is written.
    private mutating func checkBlock(_ element: SourceNode, at key: String) {
        guard case .scalar(let type) = element["type"] ?? element, element["layers"] == nil,
            let kind = Layers.descriptor(named: type.text)?.name, Layers.blockNames.contains(kind)
        else { return }
        let number = key.split(separator: ".").filter { $0 != "layers" }.joined(separator: ".")
        report(.blockWithoutLayers(layer: number, type: kind), type.place)
    }

    /// The kind that is written, or the nearest there is.
    private static func assumedType(_ node: SourceNode?) -> Value {
        guard case .scalar(let scalar)? = node else { return "dense" }
        if let found = Layers.descriptor(named: scalar.text) { return .word(found.name) }
        return .word(nearestName(to: scalar.text, among: Layers.names) ?? "dense")
    }

    private mutating func report(_ fault: PresetFault, _ place: SourcePlace) {
        faults.append(LocatedFault(fault, place))
    }
}
