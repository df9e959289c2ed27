//! Things that models could express and do not: they are dropped by consent only, and reported as lost.

use relations::{
    Model, Result, Schema,
    evolution::{Consent, Refusal},
    schema,
};

use crate::{
    seen::{everything, lost},
    steps::{database, refusal, rows, texts},
};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "owners", strict = false)]
pub struct Owner {
    pub id: i64,
    #[unique]
    pub code: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "jobs", strict = false)]
pub struct Job {
    pub id: i64,
    pub owner_code: Option<String>,
    pub state: Option<String>,
    pub n: Option<i64>,
}

const SCHEMA: Schema = schema![Owner, Job];

/// The table, its SQL, and the texts in the plan.
const COULD_BE_SAID: [(&str, &str, &[&str]); 15] = [
    ("n INTEGER); CREATE INDEX i ON jobs (n", "", &["loses an index"]),
    ("n INTEGER); CREATE UNIQUE INDEX i ON jobs (n", "", &["loses a unique index"]),
    ("n INTEGER UNIQUE", "", &["loses a unique constraint"]),
    ("n INTEGER, UNIQUE (n, state)", "", &["loses a unique constraint"]),
    ("n INTEGER CHECK (n > 0)", "", &["loses a check"]),
    ("n INTEGER, CONSTRAINT low CHECK (n < 9 AND state <> '')", "", &["loses a check"]),
    ("n INTEGER NOT NULL", "", &["loses NOT NULL"]),
    ("n INTEGER DEFAULT 7", "", &["loses a default"]),
    ("n INTEGER, FOREIGN KEY (owner_code) REFERENCES owners (code)", "", &["loses a foreign key"]),
    ("n INTEGER REFERENCES owners ON DELETE CASCADE", "", &["loses a foreign key"]),
    ("n INTEGER COLLATE NOCASE", "", &["loses a collating sequence"]),
    ("n INTEGER", " STRICT", &["loses STRICT"]),
    (
        "n INTEGER, gone TEXT, g AS (gone || 'x')); CREATE INDEX over_it ON jobs (lower(g)",
        "",
        &["destroys the values of 2 row(s)", "loses a generated column", "loses an index"],
    ),
    (
        "n INTEGER, gone TEXT, UNIQUE (gone COLLATE NOCASE, n)",
        "",
        &["destroys the values of 2 row(s)", "loses a unique constraint"],
    ),
    (
        "n INTEGER, gone INTEGER REFERENCES elsewhere",
        "",
        &["destroys the values of 2 row(s)", "loses a foreign key"],
    ),
];

#[test]
fn what_could_be_said_is_lost_by_consent_only() -> Result<()> {
    for (part, options, said) in COULD_BE_SAID {
        let mut db = database(&format!(
            "PRAGMA foreign_keys = OFF;
             CREATE TABLE owners (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
             CREATE TABLE jobs (id INTEGER PRIMARY KEY, owner_code TEXT, state TEXT, {part}){options};
             INSERT INTO owners VALUES (1, 'c'), (2, 'd');
             INSERT INTO jobs (id, owner_code, state, n) VALUES (1, 'c', 's', 1), (2, 'd', 't', 2)"
        ));
        if part.contains("gone ") {
            db.execute_batch("UPDATE jobs SET gone = NULL; UPDATE jobs SET gone = id WHERE 'elsewhere' NOT IN (SELECT \"table\" FROM pragma_foreign_key_list('jobs'))")?;
        }
        let (before, values) = (everything(&db), rows(&db, "SELECT * FROM jobs"));
        let plan = SCHEMA.plan(&db)?;
        let changes = texts(&plan);
        for said in said {
            let zero = said.replace("2 row(s)", "0 row(s)");
            assert!(
                changes.iter().any(|change| change.ends_with(said) || change.ends_with(&zero)),
                "{part}: {said} is not in {changes:?}"
            );
        }
        assert!(
            plan.changes().iter().any(relations::evolution::Change::needs_consent),
            "{part}: {changes:?}"
        );
        assert!(matches!(refusal(plan.apply(&mut db, Consent::None)), Refusal::Consent { .. }), "{part}");
        assert_eq!(lost(&before, &db), [""; 0], "{part}");
        let none = |_: &relations::evolution::Change| false;
        assert!(
            matches!(refusal(plan.apply(&mut db, Consent::Each(&none))), Refusal::Consent { .. }),
            "{part}"
        );
        assert_eq!(rows(&db, "SELECT * FROM jobs"), values, "{part}");

        plan.apply(&mut db, Consent::Destructive)
            .unwrap_or_else(|error| panic!("{part}: {error}\n{}", plan.sql()));
        SCHEMA.verify(&db)?;
        assert_eq!(rows(&db, "SELECT id, state, n FROM jobs"), ["1|s|1", "2|t|2"], "{part}");
    }
    Ok(())
}

mod replaced {
    use relations::{ColumnType, Model};

    #[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
    pub enum State {
        Open,
        Done,
        Late,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "jobs", strict = false)]
    pub struct Job {
        pub id: i64,
        pub state: State,
    }
}

#[test]
fn an_enum_takes_another_value_without_consent() -> Result<()> {
    let mut db = database(
        "CREATE TABLE jobs (id INTEGER PRIMARY KEY, state TEXT NOT NULL CHECK (\"state\" IN ('Open', 'Done')));
         INSERT INTO jobs VALUES (1, 'Done')",
    );
    let schema = schema![replaced::Job];
    schema.plan(&db)?.apply(&mut db, Consent::None)?;
    schema.verify(&db)?;
    replaced::Job::create().state(replaced::State::Late).insert(&db)?;
    Ok(())
}

/// A check that begins with the values and continues is more than one of the values.
#[test]
fn what_a_check_says_beside_the_values_is_lost_by_consent_only() -> Result<()> {
    for beside in [" AND id < 9", " OR id > 1"] {
        let mut db = database(&format!(
            "CREATE TABLE jobs (id INTEGER PRIMARY KEY, state TEXT NOT NULL CHECK (\"state\" IN ('Open', 'Done (all)'){beside}));
             INSERT INTO jobs VALUES (1, 'Open')"
        ));
        let schema = schema![replaced::Job];
        let plan = schema.plan(&db)?;
        let changes = texts(&plan);
        assert!(changes.iter().any(|change| change.ends_with("loses a check")), "{changes:?}");
        assert!(
            matches!(refusal(plan.apply(&mut db, Consent::None)), Refusal::Consent { .. }),
            "{changes:?}"
        );
        plan.apply(&mut db, Consent::Destructive)?;
        schema.verify(&db)?;
    }
    Ok(())
}

mod by_another_collation {
    use relations::Model;

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "words", strict = false, without_rowid, primary_key(w, n))]
    pub struct Word {
        #[column(collate = NOCASE)]
        pub w: String,
        pub n: i64,
    }
}

/// A term that names a collating sequence keeps it when its column has another; a term that names none follows its
/// column.
#[test]
fn a_term_follows_its_column_unless_it_names_a_collating_sequence() -> Result<()> {
    let mut db = database(
        "CREATE TABLE words (w TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (w, n), UNIQUE (w, n COLLATE RTRIM)) WITHOUT ROWID;
         CREATE INDEX i ON words (coalesce(n, '(,'), w, n COLLATE RTRIM);
         INSERT INTO words VALUES ('a', 1), ('A', 2)",
    );
    let schema = schema![by_another_collation::Word];
    let plan = schema.plan(&db)?;
    plan.apply(&mut db, Consent::None).unwrap_or_else(|error| panic!("{error}: {:?}", texts(&plan)));
    schema.verify(&db)?;
    db.execute_batch("INSERT INTO words VALUES ('A', 1)").expect_err("it differs in case only");
    Ok(())
}

/// The same holds for a key.
#[test]
fn a_key_keeps_the_collating_sequence_that_it_names() -> Result<()> {
    let mut db = database(
        "CREATE TABLE words (w TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (w COLLATE BINARY, n)) WITHOUT ROWID;
         INSERT INTO words VALUES ('a', 1), ('A', 1)",
    );
    let schema = schema![by_another_collation::Word];
    let plan = schema.plan(&db)?;
    plan.apply(&mut db, Consent::None).unwrap_or_else(|error| panic!("{error}: {:?}", texts(&plan)));
    schema.verify(&db)?;
    assert_eq!(rows(&db, "SELECT * FROM words"), ["A|1", "a|1"]);
    Ok(())
}
