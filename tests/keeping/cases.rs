//! Things that models cannot express, one in each case.

/// A table with something that models cannot express.
pub struct Case {
    pub what: &'static str,
    /// The table whose model changes.
    pub table: &'static str,
    pub script: &'static str,
    /// The texts that a plan lists as kept.
    pub kept: &'static [&'static str],
}

const fn case(
    what: &'static str,
    table: &'static str,
    script: &'static str,
    kept: &'static [&'static str],
) -> Case {
    Case { what, table, script, kept }
}

macro_rules! jobs {
    ($what:literal, [$($kept:literal),*], $table:literal $(, $more:literal)?) => {
        case(
            $what,
            "jobs",
            concat!(
                "CREATE TABLE owners (id INTEGER PRIMARY KEY, code TEXT UNIQUE);\nCREATE TABLE jobs ", $table, ";\n", $($more)?
            ),
            &[$($kept),*],
        )
    };
}

pub const CASES: &[Case] = &[
    // Indexes.
    jobs!(
        "a partial unique index", ["keep index `one_running` of `jobs` (models cannot say WHERE)"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER)",
        "CREATE UNIQUE INDEX one_running ON jobs(owner_code) WHERE state='running'"
    ),
    jobs!(
        "a partial index", ["index `part`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER)",
        "CREATE INDEX part ON jobs (n /* of them */) WHERE n > 0"
    ),
    jobs!(
        "an index over an expression", ["index `l`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER)",
        "CREATE INDEX l ON jobs(lower(state))"
    ),
    jobs!(
        "a unique index over an expression", ["index `u`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER)",
        "CREATE UNIQUE INDEX u ON jobs(upper(owner_code), n)"
    ),
    jobs!(
        "an index from the greatest", ["index `d`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER)",
        "CREATE INDEX d ON jobs(state DESC)"
    ),
    jobs!(
        "an index by a collating sequence of its own", ["index `nocase`", "index `nocase_too`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER)",
        "CREATE UNIQUE INDEX nocase ON jobs(owner_code COLLATE NOCASE); CREATE INDEX nocase_too ON jobs(state COLLATE RTRIM)"
    ),
    // Columns.
    jobs!(
        "a stored generated column", ["the generated column `total`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, total INTEGER AS (length(state)) STORED, n INTEGER)"
    ),
    jobs!(
        "a virtual generated column with an index and a check",
        ["the generated column `total`", "index `by_total`", "the check `total > 0`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER,
          total INTEGER GENERATED ALWAYS AS (length(state) + 1) CHECK (total > 0))",
        "CREATE INDEX by_total ON jobs (total)"
    ),
    jobs!(
        "a generated column that the models map", ["how `n` is generated"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER AS (length(state)))"
    ),
    // Keys.
    jobs!(
        "AUTOINCREMENT", ["keep AUTOINCREMENT of `jobs` (models cannot say AUTOINCREMENT)"],
        "(id INTEGER PRIMARY KEY AUTOINCREMENT, owner_code TEXT, state TEXT NOT NULL, n INTEGER)"
    ),
    jobs!(
        "AUTOINCREMENT in a constraint of the table", ["AUTOINCREMENT"],
        "(id INTEGER, owner_code TEXT, state TEXT NOT NULL, n INTEGER, CONSTRAINT pk PRIMARY KEY (id AUTOINCREMENT))"
    ),
    case(
        "a key with a collating sequence",
        "words",
        "CREATE TABLE words (w TEXT, n INTEGER, PRIMARY KEY (w COLLATE NOCASE, n)) WITHOUT ROWID",
        &["the primary key (w COLLATE NOCASE, n)"],
    ),
    case(
        "a key with an order, which accepts NULL",
        "pairs",
        "CREATE TABLE pairs (w TEXT, n INTEGER, PRIMARY KEY (w, n DESC) ON CONFLICT REPLACE)",
        &[
            "the primary key (w, n DESC)",
            "NULL in the key `w`",
            "NULL in the key `n`",
            "ON CONFLICT REPLACE of PRIMARY KEY (w, n)",
        ],
    ),
    case(
        "a key that accepts NULL, and a BOOLEAN without a check",
        "slugs",
        "CREATE TABLE slugs (slug TEXT PRIMARY KEY, done BOOLEAN NOT NULL)",
        &["NULL in the key `slug`", "`done` without a check of its values"],
    ),
    // Constraints.
    jobs!(
        "UNIQUE by a collating sequence of its own", ["UNIQUE (owner_code)"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER, UNIQUE (owner_code COLLATE NOCASE))"
    ),
    jobs!(
        "ON CONFLICT", [
            "ON CONFLICT IGNORE of NOT NULL (state)", "ON CONFLICT FAIL of PRIMARY KEY (id)", "ON CONFLICT REPLACE of UNIQUE (n)",
            "UNIQUE (n, state)"
        ],
        "(id INTEGER PRIMARY KEY ON CONFLICT FAIL, owner_code TEXT, state TEXT NOT NULL ON CONFLICT IGNORE, n INTEGER,
          CONSTRAINT twice UNIQUE (n DESC, state) ON CONFLICT ROLLBACK,
          CONSTRAINT once UNIQUE (n COLLATE RTRIM) ON CONFLICT REPLACE)"
    ),
    jobs!(
        "a foreign key to a column that can be NULL", ["the foreign key (owner_code) to `owners`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT CONSTRAINT theirs REFERENCES owners(code) ON DELETE CASCADE, \
          state TEXT NOT NULL, n INTEGER)",
        "CREATE INDEX \"the codes\" ON owners (code COLLATE BINARY, id DESC)"
    ),
    jobs!(
        "a foreign key to a table without a model", ["the foreign key (n) to `others`"],
        "(id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT NOT NULL, n INTEGER REFERENCES others ON UPDATE SET NULL)",
        "CREATE TABLE others (id INTEGER PRIMARY KEY)"
    ),
    // The text of the statement itself, views and triggers.
    jobs!(
        "comments, names and spellings", ["trigger `watch`", "view `running`"],
        "( -- the jobs
          [id]\tINTEGER CONSTRAINT key PRIMARY KEY, `owner_code` TEXT NULL /* of the owner, perhaps */, -- one comma, two
          state TEXT CONSTRAINT there NOT NULL,
          n INTEGER -- how many
        )",
        "CREATE TRIGGER watch AFTER DELETE ON jobs BEGIN SELECT 1; END;
         CREATE VIEW running AS SELECT * FROM jobs WHERE state = 'running'"
    ),
];
