import Tunables

/// How a recurrent layer reads its samples.
struct SequenceInput: Sendable, Hashable {
    let steps: Int
    let channels: Int
    /// Above 0 the one channel holds tokens, read as one-hot vectors.
    var tokens = 0

    var isTokens: Bool { tokens > 0 }
    /// Rows of the input weights.
    var weightRows: Int { isTokens ? tokens : channels }
}

extension SequenceInput {
    /// Sequences as they are; an image of one channel line by line. `nil` for what has no steps.
    init?(_ shape: Shape) {
        switch shape {
        case .sequence(let steps, let channels, let tokens):
            self.init(steps: steps, channels: channels, tokens: tokens)
        case .image(channels: 1, let height, let width): self.init(steps: height, channels: width)
        default: return nil
        }
    }
}

/// What a recurrent layer hands on.
enum RecurrentOutput: String, Sendable, CaseIterable {
    /// The state after the last step. Texts are padded in front, so it is the state after the last word.
    case last
    /// The states after all steps: a sequence for a recurrent layer, one flat row for a dense one.
    case every
}

extension Tunable {
    /// What all recurrent layers share.
    static let recurrent: [Tunable] =
        [
            .integer("units", default: 64, in: 1...4096, change: .restart, help: "size of the state"),
            .choice(
                "output", default: RecurrentOutput.last.rawValue, of: RecurrentOutput.allCases.map(\.rawValue),
                change: .restart,
                help:
                    "the last state, or every step's: the next recurrent layer reads them as steps, a dense one as a row"
            ),
            .integer(
                "truncate", default: 0, in: 0...100_000, unit: "steps",
                help: "backpropagation goes so many steps back, counted from the end; 0: through all"),
            .layerDropout,
        ] + layerPenalties
}

extension Layers.InnerFamily {
    /// The recurrent weights' own start. The gain of an orthogonal matrix is its spectral radius.
    static let recurrentInitializer = Layers.InnerFamily(
        key: "recurrent_init", title: Initializers.title, descriptors: Initializers.descriptors,
        defaultName: "orthogonal", help: "where the state's weights start; orthogonal: gain is the spectral radius")
}

extension NetworkBuilder {
    /// Floats a row may need for the sums of all steps: 256 rows of them are a gigabyte.
    private static let mostSums = 1 << 20

    /// Places a recurrent layer of the cell that `make` gives for a number of units.
    mutating func addRecurrent<Cell: RecurrentCell>(
        _ kind: LayerKind, at place: LayerPlace, activation: Activation = .identity, make: (Int) -> Cell
    ) {
        guard let sequence = SequenceInput(shape) else {
            return fail(
                place.key,
                "\(kind.descriptor.name) reads a sequence, but here a sample is \(shape) numbers without steps: use data "
                    + "with steps (recall, adding, mackey_glass, reviews, csv with a window), or 'output: every' in the "
                    + "recurrent layer before")
        }
        let values = values(kind, at: place)
        let units = values.integer("units") ?? 1
        let cell = make(units)
        let weights = sequence.weightRows.multipliedReportingOverflow(by: cell.columns)
        guard !weights.overflow, weights.partialValue <= 1 << 28, sequence.steps * cell.columns <= Self.mostSums else {
            return fail(
                "\(place.key).units",
                "\(units) units over \(sequence.steps) steps of \(sequence.weightRows) are more than fit in memory: use "
                    + "fewer")
        }
        let output = RecurrentOutput(rawValue: values.word("output")) ?? .last
        let layer = RecurrentLayer(
            name: "\(kind.descriptor.name)\(units)", sequence: sequence, output: output, cell: cell,
            initializer: Initializer(settings, at: "\(place.key).init").resolved(for: .identity),
            recurrentInitializer: Initializer(settings, at: "\(place.key).recurrent_init", unset: "orthogonal"))
        let gives: Shape =
            output == .last ? .vector(units) : .sequence(steps: sequence.steps, channels: units, tokens: 0)
        append(layer, of: kind, at: place, activation: activation, gives: gives)
        if !isLast(place) { addDropout(rateKey: "\(place.key).dropout", number: place.number) }
    }
}
