import GRDB
import Training

extension RunWriter.Progress {
    /// Writes one change and keeps up with it.
    mutating func apply(_ change: RunChange, run: Int64, layout: TelemetryLayout, _ database: Database) throws {
        switch change {
        case .rows(let kind, let block):
            var levels =
                levels[kind]
                ?? SeriesLevels(run: run, branch: branch, kind: kind, columnCount: block.columnCount)
            try levels.write(block, to: database)
            self.levels[kind] = levels
            if kind == .steps { step = max(step, block.lasts.last ?? 0) }
        case .epoch(let report): try insert(report, run: run, database)
        case .journaled(let entry, let at): try insert(entry, at: at, run: run, database)
        case .rewound(let step, let epoch, let entry, let redo):
            try rewind(toStep: step, epoch: epoch, entry: entry, redo: redo, run: run, database)
        case .settings(let settings): self.settings = settings
        case .state(let next):
            if state.isOver, !next.isOver { try RunWriter.forgetEnd(of: run, database) }
            state = next
        case .finding(let finding):
            try database.cachedStatement(
                sql: "INSERT INTO finding (run, step, kind, severity, message, advice) VALUES (?, ?, ?, ?, ?, ?)"
            ).execute(arguments: [
                run, finding.step, finding.kind, finding.severity, finding.message,
                JSON.array(finding.advice.map(JSON.text)).description,
            ])
        case .withdrawn(let finding):
            try database.execute(
                sql: "UPDATE finding SET withdrawn = 1 WHERE run = ? AND step = ? AND kind = ? AND severity = ?",
                arguments: [run, finding.step, finding.kind, finding.severity])
        case .checkpoint(let checkpoint): try checkpoint.insert(run: run, database)
        case .finished(let summary): try finish(summary, run: run, database)
        }
    }

    private mutating func insert(_ report: EpochReport, run: Int64, _ database: Database) throws {
        epoch = report.epoch
        step = max(step, report.step)
        seconds = report.seconds
        let validation = report.validation
        if report.isBest {
            let judged = validation ?? report.training
            bests.append(
                RunWriter.Best(
                    epoch: report.epoch, step: report.step, loss: judged.loss, score: judged.accuracy ?? judged.r2))
            // The latest are enough to go back by.
            if bests.count > 512 { bests.removeFirst(256) }
        }
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO epoch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            run, branch, report.epoch, report.step, report.training.loss, report.training.accuracy,
            report.training.r2, report.training.mae, validation?.loss, validation?.accuracy, validation?.r2,
            validation?.mae, validation != nil, report.learningRate, report.seconds, report.isBest,
            try EpochExtra(report).map { try ExactEncoder.json($0).description },
        ])
    }

    private mutating func insert(_ entry: JournalEntry, at: Double, run: Int64, _ database: Database) throws {
        head = entry.id
        parents[entry.id] = entry.parent
        left = []
        interventions = branchLength
        try entry.insert(run: run, at: at, replaces: true, database)
    }

    /// Entries from the root to the head.
    private var branchLength: Int {
        var count = 0
        var id = head
        while let current = id {
            count += 1
            id = parents[current]
        }
        return count
    }

    /// Leaves the branch for a new one that goes on from `toStep`; see ``RunEvent/rewound(toStep:epoch:entry:redo:)``.
    private mutating func rewind(
        toStep: Int, epoch: Int, entry: Int, redo: Bool, run: Int64, _ database: Database
    ) throws {
        try finishLevels(database)
        var parent = branch
        if redo, let undone = left.popLast() {
            parent = undone.branch
            head = undone.head
            bests = undone.bests
        } else if entry > 0 {
            left.append(RunWriter.Left(branch: branch, head: head, bests: bests))
            head = parents[entry]
        }  // A divergence without an intervention, or a fork given up, takes no entry back: nothing to do again.
        branch = branchCount
        branchCount += 1
        step = toStep
        bests.removeAll { $0.step > toStep || $0.epoch > epoch }
        interventions = branchLength
        // That the numbers ceased to be finite is none of the branch in force.
        try database.execute(
            sql: "UPDATE finding SET withdrawn = 1 WHERE run = ? AND kind = 'diverged' AND step > ?",
            arguments: [run, toStep])
        try database.execute(
            sql: "INSERT INTO branch (run, branch, parent, from_step, cause, entry) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [run, branch, parent, toStep, redo ? "redo" : "undo", entry])
    }

    private mutating func finish(_ summary: RunSummary, run: Int64, _ database: Database) throws {
        state = summary.state
        step = summary.steps
        epoch = summary.epochs
        seconds = summary.seconds
        interventions = summary.interventions
        try finishLevels(database)
        try database.execute(
            sql: "UPDATE run SET test = ?, summary = ?, weights_sha256 = ?, reason = ? WHERE number = ?",
            arguments: [
                try summary.test.map { try ExactEncoder.json($0).description },
                try ExactEncoder.json(summary).description, summary.weightsSHA256, summary.reason,
                run,
            ])
    }

    /// Writes what the coarser levels hold; the next rows begin anew.
    mutating func finishLevels(_ database: Database) throws {
        for kind in levels.keys { try levels[kind]?.finish(database) }
        levels = [:]
    }

    /// - Parameter process: the mark of the process that has the run open; empty where none has it from now on.
    func updateRun(_ run: Int64, process: String, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                UPDATE run SET state = ?, updated = ?, seconds = ?, steps = ?, epochs = ?, best_epoch = ?, best_loss = ?,
                    best_score = ?, interventions = ?, head = ?, branch = ?, settings = coalesce(?, settings), process = ?
                WHERE number = ?
                """
        ).execute(arguments: [
            state.rawValue, Timestamp.now, seconds, step, epoch, bests.last?.epoch, bests.last?.loss, bests.last?.score,
            interventions, head, branch, try settings.map { try ExactEncoder.json($0).description },
            process, run,
        ])
    }
}

extension JournalEntry {
    /// - Parameter replaces: whether an entry of the same number gives way, or stays.
    func insert(run: Int64, at: Double, replaces: Bool, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR \(replaces ? "REPLACE" : "IGNORE") INTO intervention
                    (run, entry, parent, step, epoch, assignments, previous, source, command, at, rates)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run, id, parent, step, epoch, try ExactEncoder.json(assignments).description,
                try ExactEncoder.json(previous).description, source.rawValue, commandID, at,
                try rates.map { try ExactEncoder.json($0).description },
            ])
    }
}

extension RecordedCheckpoint {
    fileprivate func insert(run: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                run, FileName(endOf: path)?.description ?? path, role.rawValue, step, epoch, byteCount, fingerprint,
                weightsSHA256, at, writeSeconds,
            ])
    }
}
