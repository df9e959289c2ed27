//! Random tables, with models of a part of them: nothing is lost without consent.
//!
//! `RELATIONS_KEEPING_CASES=100000` tries more cases, and `RELATIONS_KEEPING_SEED=…` repeats one.

use relations::{
    Result, Schema,
    evolution::{Consent, Refusal},
    rusqlite::Connection,
};

use crate::{
    environment::number,
    models,
    numbers::Random,
    seen::{everything, lost},
    steps::{database, refusal, rows, texts},
};

/// The SQL of a part of the table that models cannot express, and that they could.
type Parts = (&'static [&'static str], &'static [&'static str]);

const OF_ID: Parts = (
    &["", " AUTOINCREMENT", " NOT NULL", " ON CONFLICT REPLACE", " /* the key */", " DESC"],
    &[" CHECK (id > 0)"],
);
const OF_OWNER: Parts = (
    &[
        "REFERENCES owners (code) ON DELETE CASCADE",
        "NULL",
        "CONSTRAINT fk REFERENCES others DEFERRABLE INITIALLY DEFERRED",
        "-- who\n",
    ],
    &[
        "UNIQUE",
        "COLLATE NOCASE",
        "CHECK (owner_code <> 'x')",
        "DEFAULT 'nobody'",
        "UNIQUE ON CONFLICT IGNORE",
    ],
);
const OF_STATE: Parts = (
    &["CONSTRAINT \"is, there\" NOT NULL ON CONFLICT IGNORE", "/* (, */"],
    &[
        "COLLATE NOCASE",
        "DEFAULT ('new' || '')",
        "UNIQUE",
        "CONSTRAINT named CHECK (length(jobs.state) < 99)",
        "CHECK (state IN ('s1', 's2', 's3'))",
    ],
);
const OF_N: Parts = (
    &["CONSTRAINT pair REFERENCES others", "CONSTRAINT idle"],
    &["DEFAULT -1", "CHECK (n < 100)", "UNIQUE", "NOT NULL", "REFERENCES owners"],
);
const COLUMNS: Parts = (
    &[
        "total INTEGER AS (length(state)) STORED",
        "twice GENERATED ALWAYS AS (n * 2) VIRTUAL CHECK (twice < 900)",
        "of_id AS (id || state) UNIQUE",
    ],
    &["extra TEXT COLLATE RTRIM"],
);
const CONSTRAINTS: Parts = (
    &[
        "UNIQUE (owner_code COLLATE NOCASE)",
        "CONSTRAINT u UNIQUE (state DESC, n) ON CONFLICT FAIL",
        "FOREIGN KEY (n) REFERENCES others (id) ON UPDATE CASCADE",
        "FOREIGN KEY (owner_code, n) REFERENCES pairs",
    ],
    &[
        "CHECK (n IS NULL OR n < 1000) CHECK (state <> ',')",
        "CONSTRAINT c CHECK (state NOT LIKE '%)%')",
        "UNIQUE (n)",
        "UNIQUE (n, state)",
    ],
);
const MORE: Parts = (
    &[
        "CREATE UNIQUE INDEX one_running ON jobs(owner_code) WHERE state = 'running'",
        "CREATE INDEX l ON jobs(lower(state))",
        "CREATE INDEX d ON jobs (state DESC)",
        "CREATE UNIQUE INDEX nc ON jobs (state COLLATE RTRIM, id)",
        "CREATE INDEX ix_jobs_state ON jobs (state) WHERE n > 0",
        "CREATE INDEX needless ON jobs (id)",
        "CREATE TRIGGER watch AFTER UPDATE OF state ON jobs BEGIN SELECT new.n; END",
        "CREATE VIEW running AS SELECT id, state FROM jobs WHERE state = 'running'",
        "CREATE TABLE child (of INTEGER REFERENCES jobs ON DELETE CASCADE); INSERT INTO child SELECT id FROM jobs",
        "CREATE TRIGGER other BEFORE INSERT ON owners BEGIN DELETE FROM jobs WHERE 0; END",
    ],
    &["CREATE INDEX plain ON jobs (state, n)", "CREATE UNIQUE INDEX plain_unique ON jobs (n, id)"],
);

fn choose(random: &mut Random, parts: &[&str], likely: usize) -> Vec<String> {
    parts.iter().filter(|_| random.one_in(likely)).map(|part| (*part).to_owned()).collect()
}

fn script(random: &mut Random) -> String {
    // A third of the tables also have SQL that models could express.
    let all = random.one_in(3);
    let mut some = |(cannot, could): Parts, likely: usize| {
        let mut parts = choose(random, cannot, likely);
        if all {
            parts.extend(choose(random, could, likely + 2));
        }
        parts
    };
    let id = some(OF_ID, 3).into_iter().next_back().unwrap_or_default();
    let mut columns = vec![format!("id INTEGER PRIMARY KEY{id}")];
    for (name, parts) in [("owner_code TEXT", OF_OWNER), ("state TEXT", OF_STATE), ("n INTEGER", OF_N)] {
        columns.push(format!("{name} {}", some(parts, 4).join(" ")));
    }
    if !columns[2].contains("NOT NULL") {
        columns[2] += " NOT NULL";
    }
    columns.extend(some(COLUMNS, 3));
    columns.extend(some(CONSTRAINTS, 3));
    let more = some(MORE, 3).join(";\n");
    let rows: Vec<String> =
        (1..=random.below(4)).map(|row| format!("({row}, NULL, 's{row}', {row})")).collect();
    let insert = if rows.is_empty() {
        String::new()
    } else {
        format!("INSERT OR IGNORE INTO jobs (id, owner_code, state, n) VALUES {};", rows.join(", "))
    };
    format!(
        "PRAGMA foreign_keys = OFF;
         CREATE TABLE owners (id INTEGER PRIMARY KEY, code TEXT UNIQUE); CREATE TABLE others (id INTEGER PRIMARY KEY);
         CREATE TABLE pairs (a TEXT, b INTEGER, PRIMARY KEY (a, b));
         CREATE TABLE jobs ({});\n{insert}\n{more};\nPRAGMA foreign_keys = ON;",
        columns.join(", "),
    )
}

#[test]
fn nothing_is_lost_without_consent() -> Result<()> {
    if let Some(seed) = number("RELATIONS_KEEPING_SEED") {
        run_case(seed)?;
        return Ok(());
    }
    let cases = number("RELATIONS_KEEPING_CASES").unwrap_or(1_000);
    let mut done = [0_u64; 3];
    for seed in 0..cases {
        done[run_case(seed)? as usize] += 1;
    }
    let [applied, refused, consented] = done;
    println!(
        "{cases} tables: {applied} plans carried out without consent, {consented} only by it, {refused} not at all"
    );
    assert!(applied * 3 > cases, "{done:?}");
    assert!(consented * 8 > cases, "{done:?}");
    Ok(())
}

#[derive(Clone, Copy)]
enum Outcome {
    Applied,
    Refused,
    Consented,
}

/// Returns what is lost, except for what is only stricter: NULL that is refused, and a key that becomes the rowid.
fn losses(before: &[String], db: &Connection) -> Vec<String> {
    let now = everything(db);
    let stricter = |line: &String| {
        let mut parts: Vec<&str> = line.split('|').collect();
        if parts[0] == "column" && parts[4] == "0" {
            parts[4] = "1";
            return now.contains(&parts.join("|"));
        }
        line == "index|jobs|1|pk|0||id 1 BINARY"
            && rows(db, "SELECT 1 FROM pragma_index_list('jobs') WHERE origin = 'pk'").is_empty()
    };
    lost(before, db).into_iter().filter(|line| !stricter(line)).collect()
}

fn run_case(seed: u64) -> Result<Outcome> {
    let mut random = Random::new(seed);
    let script = script(&mut random);
    let schemas: [Schema; 3] = models::of("jobs");
    let schema = schemas[random.below(3)];
    let mut db = database(&script);
    let (before, values) =
        (everything(&db), rows(&db, "SELECT id, owner_code, state, n FROM jobs ORDER BY id"));
    let plan = schema.plan(&db)?;
    let context = format!("case {seed}\n{script}\n{:#?}\n{}", texts(&plan), plan.sql());
    let result = plan.apply(&mut db, Consent::None);
    let applied = result.is_ok();
    let refused = if applied { None } else { Some(refusal(result)) };
    assert_eq!(losses(&before, &db), [""; 0], "{context}");
    assert_eq!(rows(&db, "SELECT id, owner_code, state, n FROM jobs ORDER BY id"), values, "{context}");
    if applied {
        let again = schema.plan(&db)?;
        assert!(again.is_empty(), "{:?}\n{context}", texts(&again));
        return Ok(Outcome::Applied);
    }
    if !matches!(refused, Some(Refusal::Consent { .. })) {
        return Ok(Outcome::Refused);
    }
    // With consent, only the listed things are lost.
    plan.apply(&mut db, Consent::Destructive).unwrap_or_else(|error| panic!("{error}\n{context}"));
    let again = schema.plan(&db)?;
    assert!(again.is_empty(), "{:?}\n{context}", texts(&again));
    for kept in
        plan.kept().iter().filter(|kept| kept.what.starts_with("index") || kept.what.starts_with("trigger"))
    {
        let name = kept.what.split('`').nth(1).unwrap_or_default();
        assert_eq!(
            rows(&db, &format!("SELECT count(*) FROM sqlite_schema WHERE name = '{name}'")),
            ["1"],
            "{context}"
        );
    }
    let told_before: Vec<&str> = plan.kept().iter().map(|kept| kept.what.as_str()).collect();
    let told_after: Vec<&str> = again.kept().iter().map(|kept| kept.what.as_str()).collect();
    assert_eq!(told_before, told_after, "{context}");
    Ok(Outcome::Consented)
}
