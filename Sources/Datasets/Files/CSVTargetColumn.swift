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
        let dialect = layout.dialect
        let distinct = Set(texts)
        if !isChosen {
            let numeric = distinct.compactMap { dialect.number(in: $0) }
            let isMostly = { (count: Int) in count > 0 && count * 10 >= distinct.count * 9 }
            let isWhole = numeric.count == distinct.count && numeric.allSatisfy { $0 == $0.rounded() }
            if !isWhole && isMostly(numeric.count) || isWhole && distinct.count > Self.mostNumberedClasses {
                let note = "'\(layout.names[layout.target])' is predicted as a number (task: classification changes it)"
                return (.values(try numbers(layout), columns: 1), [note])
            }
            // Numbers to a person, but not as they are written: never classes without anybody's having said so.
            let meant = distinct.count { NumberShape($0) != nil }
            if meant > numeric.count, isMostly(meant) { _ = try numbers(layout) }
        }
        return (classes(dialect), notes(isChosen: isChosen, layout: layout))
    }

    private func numbers(_ layout: CSVLayout) throws(DatasetError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(texts.count)
        var faults = TableFaults()
        for (text, line) in zip(texts, lines) {
            guard let number = layout.dialect.number(in: text), Float(number).isFinite else {
                let cell = layout.cell(line: line, column: layout.target)
                try faults.add(numberError(text, isQuoted: true, at: cell, in: .target, layout.dialect))
                continue
            }
            values.append(Float(number))
        }
        try faults.check()
        return values
    }

    /// Classes are numbered in order of their names, numbers by value.
    private func classes(_ dialect: TableDialect) -> Dataset.Target {
        let names = Set(texts).sorted { left, right in
            if let a = dialect.number(in: left), let b = dialect.number(in: right), a != b { return a < b }
            return left < right
        }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        return .classes(texts.map { numbers[$0] ?? 0 }, names: names)
    }

    private func notes(isChosen: Bool, layout: CSVLayout) -> [String] {
        let distinct = Set(texts)
        let name = layout.names[layout.target]
        let doubtful = ClassNames(distinct.sorted(), dialect: layout.dialect).notes(column: name)
        if distinct.count * 2 > texts.count, distinct.count > 2 {
            return doubtful + [
                "'\(name)' has \(distinct.count) classes in \(texts.count) rows: is it the right target?"
            ]
        }
        let isNumbered = distinct.allSatisfy { layout.dialect.number(in: $0) != nil }
        return isChosen || !isNumbered
            ? doubtful
            : doubtful
                + ["the \(distinct.count) numbers in '\(name)' are taken for classes (task: regression changes it)"]
    }
}
