/// A safetensors file: named tensors and a map of texts.
///
/// The format: eight bytes with the header's length (little-endian), the header as JSON — for each tensor `dtype`, `shape`
/// and `data_offsets`, and `__metadata__` — and the tensors' bytes without gaps, little-endian, row-major. Headers are
/// padded with spaces to a multiple of eight, and tensors stand in the order of their element sizes, so that all are aligned.
struct Safetensors {
    /// What a tensor's elements are.
    enum Element: String, CaseIterable {
        case f64 = "F64"
        case i64 = "I64"
        case u64 = "U64"
        case f32 = "F32"
        case i32 = "I32"
        case u32 = "U32"
        case f16 = "F16"
        case bf16 = "BF16"
        case i16 = "I16"
        case u16 = "U16"
        case i8 = "I8"
        case u8 = "U8"
        case bool = "BOOL"

        var byteCount: Int {
            switch self {
            case .f64, .i64, .u64: 8
            case .f32, .i32, .u32: 4
            case .f16, .bf16, .i16, .u16: 2
            case .i8, .u8, .bool: 1
            }
        }
    }

    struct Tensor {
        let name: String
        let element: Element
        let shape: [Int]
        /// Little-endian, row-major.
        let bytes: ArraySlice<UInt8>
    }

    /// The longest header that is read, as in the format's own library.
    static let longestHeader = 100_000_000

    var metadata: [String: String] = [:]
    var tensors: [Tensor] = []
    /// The header as it was read.
    private(set) var header: Range<Int> = 0..<0

    init() {}

    /// The whole file.
    func encoded() -> [UInt8] {
        let sorted = tensors.enumerated().sorted {
            ($1.element.element.byteCount, $0.offset) < ($0.element.element.byteCount, $1.offset)
        }.map(\.element)
        var members: [(String, JSON)] = []
        if !metadata.isEmpty {
            members.append(
                ("__metadata__", .members(metadata.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })))
        }
        var offset = 0
        for tensor in sorted {
            members.append(
                (
                    tensor.name,
                    .members([
                        ("dtype", .text(tensor.element.rawValue)), ("shape", .array(tensor.shape.map(JSON.integer))),
                        ("data_offsets", .array([.integer(offset), .integer(offset + tensor.bytes.count)])),
                    ])
                ))
            offset += tensor.bytes.count
        }
        var header = Array(JSON.members(members).description.utf8)
        while header.count % 8 != 0 { header.append(0x20) }
        var file: [UInt8] = []
        file.reserveCapacity(8 + header.count + offset)
        withUnsafeBytes(of: UInt64(header.count).littleEndian) { file.append(contentsOf: $0) }
        file += header
        for tensor in sorted { file += tensor.bytes }
        return file
    }

    /// Reads a file that nobody vouches for.
    ///
    /// - Throws: ``RunsError`` of kind `corrupt` for anything that is not exactly the format.
    init(decoding bytes: [UInt8], place: String) throws(RunsError) {
        func corrupt(_ reason: String) -> RunsError {
            RunsError(
                .corrupt, place: place, reason: "not a whole safetensors file: \(reason)",
                remedy: "use an earlier checkpoint or export the file anew")
        }
        guard bytes.count >= 8 else { throw corrupt("it is shorter than its header's length") }
        let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(min(Self.longestHeader, bytes.count - 8)) else {
            throw corrupt("its header would be \(length) bytes long")
        }
        header = 8..<8 + Int(length)
        let data = bytes[header.upperBound...]
        let parsed: JSON
        do {
            parsed = try JSONParser.parse(bytes[header])
        } catch {
            throw corrupt("its header is not JSON: \(error)")
        }
        guard let members = parsed.members else { throw corrupt("its header is not an object") }
        var found: [(tensor: Tensor, range: Range<Int>)] = []
        for member in members {
            if member.name == "__metadata__" {
                guard let texts = member.value.members else { throw corrupt("its metadata are not texts") }
                for text in texts {
                    guard let value = text.value.string else { throw corrupt("its metadata are not texts") }
                    metadata[text.name] = value
                }
                continue
            }
            guard let (tensor, range) = Self.tensor(member, in: data) else {
                throw corrupt("tensor '\(member.name)' does not fit its place")
            }
            found.append((tensor, range))
        }
        var end = 0
        for (tensor, range) in found.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }) {
            guard range.lowerBound == end else {
                throw corrupt("tensor '\(tensor.name)' overlaps another or leaves a gap")
            }
            end = range.upperBound
        }
        guard end == data.count else { throw corrupt("its tensors end at byte \(end) of \(data.count)") }
        tensors = found.map(\.tensor)
    }

    /// One entry of the header; `nil` if anything about it is wrong.
    private static func tensor(_ member: JSON.Member, in data: ArraySlice<UInt8>) -> (Tensor, Range<Int>)? {
        guard let element = member.value["dtype"]?.string.flatMap(Element.init),
            let shape = member.value["shape"]?.elements?.map(\.int),
            let offsets = member.value["data_offsets"]?.elements,
            offsets.count == 2, let start = offsets[0].int, let end = offsets[1].int, 0 <= start, start <= end,
            end <= data.count
        else { return nil }
        var size = element.byteCount
        var dimensions: [Int] = []
        for dimension in shape {
            guard let dimension, dimension >= 0 else { return nil }
            let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
            if overflows { return nil }
            size = product
            dimensions.append(dimension)
        }
        guard size == end - start else { return nil }
        let bytes = data[data.startIndex + start..<data.startIndex + end]
        return (Tensor(name: member.name, element: element, shape: dimensions, bytes: bytes), start..<end)
    }
}
