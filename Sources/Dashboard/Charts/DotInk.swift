import Terminal

/// What a dot of a chart belongs to, from behind to before: in each cell only the foremost is drawn, so that a line
/// stays a line inside a band.
enum DotInk: UInt8, Comparable, CaseIterable {
    case none, ghost, band, coming, rate, train, validation
    /// Runs that are compared, the first in front.
    case runE, runD, runC, runB, runA

    /// The lines of compared runs, in the order runs get them.
    static let compared: [DotInk] = [.runA, .runB, .runC, .runD, .runE]

    static func < (a: DotInk, b: DotInk) -> Bool { a.rawValue < b.rawValue }

    var role: Role {
        switch self {
        case .none: .text
        case .ghost: .ghost
        case .band: .trainBand
        case .coming: .comingRate
        case .rate: .learningRate
        case .train, .runA: .train
        case .validation, .runB: .validation
        case .runC: .learningRate
        case .runD: .mark
        case .runE: .best
        }
    }

    /// Its sign where there are no dots to draw with.
    var asciiSign: Character {
        switch self {
        case .none: " "
        case .ghost: ","
        case .band: ":"
        case .coming: "-"
        case .rate, .train: "*"
        case .validation: "o"
        case .runA: "a"
        case .runB: "b"
        case .runC: "c"
        case .runD: "d"
        case .runE: "e"
        }
    }

    /// How many dots along a line are drawn, and how many left out after them: lines differ without color.
    var dash: (on: Int, off: Int) {
        switch self {
        case .validation: (2, 1)
        case .runB: (4, 1)
        case .runC: (2, 2)
        case .runD: (6, 2)
        case .runE: (1, 1)
        case .coming: (3, 3)
        case .ghost: (1, 2)
        case .none, .band, .rate, .train, .runA: (1, 0)
        }
    }
}
