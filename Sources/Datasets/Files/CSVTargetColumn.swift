/// The target column of a CSV file while it is read; in the end, classes or numbers.
struct CSVTargetColumn {
    private var texts: [String] = []
    private var lines: [Int] = []

    var count: Int { texts.count }

    mutating func append(_ text: String, line: Int) {
        texts.append(text)
        lines.append(line)
    }

    /// How many different whole numbers are still taken for classes.
    static let mostNumberedClasses = 20

    /// The column as the task wants it.
    ///
    /// - Parameter task: `classification`, `regression`, or `auto`: numbers are classes if they are whole and few.
    /// - Throws: ``DatasetError`` for text among the numbers of a regression, or numbers that are not finite.
    func decoded(task: String, layout: CSVLayout) throws(DatasetError) -> (target: Dataset.Target, notes: [String]) {
        let isChosen = task != "auto"
        if task == "regression" { return (.values(try numbers(layout), columns: 1), []) }
        if !isChosen, texts.contains(where: { decimal(in: $0) != nil }) {
            let distinct = Set(texts)
            let isWhole = distinct.allSatisfy { decimal(in: $0).map { $0 == $0.rounded() } ?? false }
            let looksNumeric = distinct.count { decimal(in: $0) != nil } * 10 >= distinct.count * 9
            if !isWhole && looksNumeric || isWhole && distinct.count > Self.mostNumberedClasses {
                let note = "'\(layout.names[layout.target])' is predicted as a number (task: classification changes it)"
                return (.values(try numbers(layout), columns: 1), [note])
            }
        }
        return (classes(), notes(isChosen: isChosen, layout: layout))
    }

    private func numbers(_ layout: CSVLayout) throws(DatasetError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(texts.count)
        var faults = TableFaults()
        for (text, line) in zip(texts, lines) {
            guard let number = decimal(in: text), Float(number).isFinite else {
                try faults.add(numberError(text, at: layout.cell(line: line, column: layout.target), in: .target))
                continue
            }
            values.append(Float(number))
        }
        try faults.check()
        return values
    }

    /// Classes are numbered in order of their names, numbers by value.
    private func classes() -> Dataset.Target {
        let names = Set(texts).sorted { left, right in
            if let a = decimal(in: left), let b = decimal(in: right), a != b { return a < b }
            return left < right
        }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        return .classes(texts.map { numbers[$0] ?? 0 }, names: names)
    }

    private func notes(isChosen: Bool, layout: CSVLayout) -> [String] {
        let count = Set(texts).count
        let name = layout.names[layout.target]
        if count * 2 > texts.count, count > 2 {
            return ["'\(name)' has \(count) classes in \(texts.count) rows: is it the right target?"]
        }
        let isNumbered = texts.allSatisfy { decimal(in: $0) != nil }
        return isChosen || !isNumbered
            ? [] : ["the \(count) numbers in '\(name)' are taken for classes (task: regression changes it)"]
    }
}
