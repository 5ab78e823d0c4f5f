import GRDB

/// The tables of the run database, migrated from the first version on.
///
/// A step of the migration that has been released never changes: what is new is a further step.
enum RunSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: runs and what they did") { database in
            try database.execute(sql: first)
        }
        migrator.registerMigration("the code that computed a run") { database in
            // Exact JSON, one after the other; empty where nobody knows any more.
            try database.execute(sql: "ALTER TABLE run ADD COLUMN arithmetic TEXT NOT NULL DEFAULT '[]'")
        }
        migrator.registerMigration("lineage and data") { database in
            try database.execute(sql: lineageAndData)
        }
        migrator.registerMigration("rates in force, findings withdrawn") { database in
            // What a schedule made of the rate that was set: exact JSON; none where both are the same.
            try database.execute(sql: "ALTER TABLE intervention ADD COLUMN rates TEXT")
            // Whether the run went back to before it was found.
            try database.execute(sql: "ALTER TABLE finding ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0")
        }
        return migrator
    }

    private static let lineageAndData = """
        -- By which a run's checkpoints are known, and the data it was trained on (NULL where that was not noted): exact JSON.
        ALTER TABLE run ADD COLUMN lineage TEXT NOT NULL DEFAULT '[""]';
        ALTER TABLE run ADD COLUMN data TEXT;
        """

    private static let first = """
        CREATE TABLE run (
            -- Never given away again: whoever still has a removed run open must not write into another.
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            preset TEXT NOT NULL,
            title TEXT NOT NULL,
            preset_text TEXT NOT NULL,
            -- What it was started as, and the settings now in force: exact JSON.
            experiment TEXT NOT NULL,
            settings TEXT NOT NULL,
            architecture TEXT NOT NULL,
            task TEXT NOT NULL,
            layers TEXT NOT NULL,
            parameters INTEGER NOT NULL,
            training_samples INTEGER NOT NULL,
            validation_samples INTEGER NOT NULL,
            test_samples INTEGER NOT NULL,
            loading_notes TEXT NOT NULL,
            -- The bits of an unsigned number.
            seed INTEGER NOT NULL,
            threads INTEGER NOT NULL,
            machine TEXT NOT NULL,
            program TEXT NOT NULL,
            -- The process that has it open for writing, so that a run whose process is gone is known as interrupted; empty
            -- where none has.
            process TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT,
            -- Seconds since 1970, UTC.
            started REAL NOT NULL,
            updated REAL NOT NULL,
            -- Seconds of training, pauses left out.
            seconds REAL NOT NULL DEFAULT 0,
            steps INTEGER NOT NULL DEFAULT 0,
            epochs INTEGER NOT NULL DEFAULT 0,
            planned_epochs INTEGER NOT NULL,
            best_epoch INTEGER,
            best_loss REAL,
            best_score REAL,
            test TEXT,
            -- The whole summary it ended with: exact JSON.
            summary TEXT,
            weights_sha256 TEXT,
            interventions INTEGER NOT NULL DEFAULT 0,
            -- The journal's last entry in force, and the branch of the series being written.
            head INTEGER,
            branch INTEGER NOT NULL DEFAULT 0,
            tags TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT ''
        );
        CREATE INDEX run_started ON run(started);
        -- Going back, forward or on again starts a branch; what was left stays where it is.
        CREATE TABLE branch (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            branch INTEGER NOT NULL,
            parent INTEGER,
            from_step INTEGER NOT NULL,
            cause TEXT NOT NULL,
            entry INTEGER,
            PRIMARY KEY (run, branch)
        ) WITHOUT ROWID;
        -- Packed rows of a kind of series at a level of detail; see SeriesBlock.
        CREATE TABLE series (
            number INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            branch INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            level INTEGER NOT NULL,
            first_step INTEGER NOT NULL,
            last_step INTEGER NOT NULL,
            row_count INTEGER NOT NULL,
            content BLOB NOT NULL
        );
        CREATE INDEX series_place ON series(run, kind, branch, level, first_step, last_step, row_count);
        CREATE TABLE epoch (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            branch INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            step INTEGER NOT NULL,
            loss REAL, accuracy REAL, r2 REAL, mae REAL,
            validation_loss REAL, validation_accuracy REAL, validation_r2 REAL, validation_mae REAL,
            has_validation INTEGER NOT NULL,
            rate REAL, seconds REAL, is_best INTEGER NOT NULL,
            -- What only some runs report (averages, ensembles, sparsity): exact JSON.
            extra TEXT,
            PRIMARY KEY (run, branch, epoch)
        ) WITHOUT ROWID;
        CREATE TABLE intervention (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            entry INTEGER NOT NULL,
            parent INTEGER,
            step INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            assignments TEXT NOT NULL,
            previous TEXT NOT NULL,
            source TEXT NOT NULL,
            command INTEGER NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (run, entry)
        ) WITHOUT ROWID;
        CREATE TABLE finding (
            number INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            step INTEGER NOT NULL,
            kind TEXT NOT NULL,
            severity TEXT NOT NULL,
            message TEXT NOT NULL,
            advice TEXT NOT NULL
        );
        CREATE INDEX finding_run ON finding(run, step);
        CREATE TABLE checkpoint (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            path TEXT NOT NULL,
            role TEXT NOT NULL,
            step INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            weights_sha256 TEXT,
            at REAL NOT NULL,
            write_seconds REAL NOT NULL,
            PRIMARY KEY (run, path)
        ) WITHOUT ROWID;
        """
}
