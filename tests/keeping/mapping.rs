//! Databases that another program owns: only what is mapped is read.

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::{cases::CASES, models, steps::database};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "things")]
struct Thing {
    id: i64,
    name: String,
    size: Option<i64>,
}

const THINGS: Schema = schema![Thing];

fn findings(result: Result<()>) -> Vec<String> {
    match result {
        Ok(()) => Vec::new(),
        Err(Error::Drift { differences }) => differences,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_is_not_mapped_is_no_concern() {
    for script in [
        "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER)",
        "CREATE TABLE things (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(9) COLLATE NOCASE UNIQUE, size, other BLOB,
                              much AS (size + 1), more TEXT NOT NULL DEFAULT 'x', CHECK (size < 9));
         CREATE INDEX plain ON things (name); CREATE UNIQUE INDEX part ON things (other) WHERE size > 1;
         INSERT INTO things (name) VALUES ('a')",
        "CREATE TABLE things (name TEXT, size REAL, id BIGINT NOT NULL UNIQUE)",
        "CREATE TABLE things (id INTEGER, name TEXT, size INT, PRIMARY KEY (id)) WITHOUT ROWID",
        "CREATE TABLE base (id INTEGER PRIMARY KEY); CREATE VIEW things AS SELECT id, 'n' AS name, NULL AS size FROM base;
         CREATE TRIGGER a INSTEAD OF INSERT ON things BEGIN INSERT INTO base VALUES (new.id); END;
         CREATE TRIGGER b INSTEAD OF UPDATE ON things BEGIN SELECT 1; END;
         CREATE TRIGGER c INSTEAD OF DELETE ON things BEGIN DELETE FROM base WHERE id = old.id; END",
    ] {
        let db = database(script);
        assert_eq!(findings(THINGS.check_mapping(&db)), [""; 0], "{script}");
        assert_eq!(findings(THINGS.check_reading(&db)), [""; 0], "{script}");
    }
    for case in CASES {
        let [now, ..] = models::of(case.table);
        let generated = case.what == "a generated column that the models map";
        let found = findings(now.check_mapping(&database(case.script)));
        assert_eq!(found.is_empty(), !generated, "{}: {found:?}", case.what);
        assert_eq!(findings(now.check_reading(&database(case.script))), [""; 0], "{}", case.what);
    }
}

#[test]
fn what_is_mapped_must_be_there() {
    let table = "CREATE TABLE things";
    for (script, reading, writing) in [
        (String::new(), Some("have a table `things`"), None),
        (
            "CREATE TEMP TABLE things (id INTEGER PRIMARY KEY, name TEXT, size)".into(),
            Some("have a table `things`"),
            None,
        ),
        (format!("{table} (id INTEGER PRIMARY KEY, Name TEXT)"), Some("have a column `things`.`size`"), None),
        (
            format!(
                "{table} (id INTEGER PRIMARY KEY, name TEXT, size); INSERT INTO things (name) VALUES (NULL), ('a'), (NULL)"
            ),
            Some("hold no NULL in `things`.`name`, as 2 row(s) do: the field is no `Option`"),
            None,
        ),
        (
            format!("{table} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER AS (length(name)))"),
            None,
            Some("take INSERT into `things`: cannot INSERT into generated column \"size\""),
        ),
        (
            format!("{table} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size, owner INTEGER NOT NULL)"),
            None,
            Some("give `things`.`owner` a default, since no field has a value for it"),
        ),
        (
            format!(
                "{table} (id INTEGER NOT NULL, name TEXT NOT NULL, size, UNIQUE (id, name)); CREATE UNIQUE INDEX u ON things (id) WHERE size > 1"
            ),
            None,
            Some("keep `things` unique by its key (id)"),
        ),
        (
            "CREATE VIEW things AS SELECT 1 AS id, 'a' AS name, 2 AS size".into(),
            None,
            Some("take INSERT into `things`: cannot modify things because it is a view"),
        ),
    ] {
        let db = database(&script);
        let expected: Vec<&str> = reading.into_iter().collect();
        assert_eq!(findings(THINGS.check_reading(&db)), expected, "{script}");
        let expected: Vec<&str> = reading.into_iter().chain(writing).collect();
        assert_eq!(findings(THINGS.check_mapping(&db)), expected, "{script}");
        assert!(THINGS.verify(&db).is_err(), "{script}");
    }
}

/// Tools that use one byte for each letter write names that are not UTF-8: no model maps them, and they are
/// ignored.
#[test]
fn a_name_that_is_no_text_is_not_mapped() -> Result<()> {
    let written = |columns: &str| -> Result<Connection> {
        let db = database(&format!("CREATE TABLE things ({columns}, \"pr?nom\" TEXT UNIQUE)"));
        db.execute_batch(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = CAST(replace(CAST(sql AS BLOB), '?', x'E9') AS TEXT) WHERE sql LIKE '%?%';
             PRAGMA writable_schema = RESET;",
        )?;
        Ok(db)
    };
    let ignore = |db: &Connection| Thing::create().id(1).name("a").on_conflict(Thing::ID).ignore().insert(db);

    let db = written("id BIGINT NOT NULL UNIQUE, name TEXT, size INT")?;
    assert_eq!(findings(THINGS.check_mapping(&db)), [""; 0]);
    assert_eq!(ignore(&db)?.map(|thing| thing.id), Some(1));

    let db = written("id BIGINT NOT NULL UNIQUE, name TEXT")?;
    assert_eq!(findings(THINGS.check_mapping(&db)), ["have a column `things`.`size`"]);
    let error = Thing::query().all(&db).expect_err("a column is missing");
    assert!(matches!(&error, Error::Mapping { column: Some(column), .. } if column == "size"), "{error}");

    let db = written("id BIGINT NOT NULL, name TEXT, size INT")?;
    assert_eq!(findings(THINGS.check_mapping(&db)), ["keep `things` unique by its key (id)"]);
    let error = ignore(&db).expect_err("the key is missing");
    assert!(matches!(&error, Error::MissingKey { columns, .. } if *columns == ["id"]), "{error}");
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tags")]
struct Tag {
    #[key]
    name: String,
    hits: i64,
}

/// A row is identified as the column of its key compares: an index that distinguishes more values does not make it
/// unique.
#[test]
fn a_key_is_unique_as_its_column_compares() {
    const TAGS: Schema = schema![Tag];
    for (name, constraint, unique) in [
        ("name TEXT COLLATE NOCASE PRIMARY KEY", "", true),
        ("name TEXT COLLATE NOCASE", ", PRIMARY KEY (name)", true),
        ("name TEXT", ", PRIMARY KEY (name COLLATE NOCASE)", true),
        ("name TEXT COLLATE NOCASE", ", PRIMARY KEY (name COLLATE BINARY)", false),
        ("name TEXT COLLATE NOCASE", ", PRIMARY KEY (name COLLATE BINARY), UNIQUE (name)", true),
        ("name TEXT COLLATE NOCASE", ", UNIQUE (name COLLATE RTRIM)", false),
        ("name TEXT COLLATE NOCASE", ", UNIQUE (name COLLATE NOCASE)", true),
    ] {
        let table = format!("CREATE TABLE tags ({name}, hits INT{constraint})");
        let db = database(&table);
        let both = db.execute_batch("INSERT INTO tags VALUES ('Rust', 1), ('RUST', 2)").is_ok();
        assert_eq!(both, !unique, "{table}");
        let expected: &[&str] = if unique { &[] } else { &["keep `tags` unique by its key (name)"] };
        assert_eq!(findings(TAGS.check_mapping(&db)), expected, "{table}");
    }
}
