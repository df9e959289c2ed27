//! Texts that are not UTF-8, as written by tools that use one byte for each letter.

use relations::{Error, Result, catalog::Catalog, rusqlite::Connection};

use crate::steps::{planner, rows};

/// Creates a database in which each `?` is the byte E9, in the statement of the object and in its name.
fn latin1_database(script: &str) -> Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(script)?;
    db.execute_batch(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = CAST(replace(CAST(sql AS BLOB), '?', x'E9') AS TEXT),
             name = CAST(replace(CAST(name AS BLOB), '?', x'E9') AS TEXT),
             tbl_name = CAST(replace(CAST(tbl_name AS BLOB), '?', x'E9') AS TEXT)
         WHERE sql LIKE '%?%';
         PRAGMA writable_schema = RESET;",
    )?;
    Ok(db)
}

#[test]
fn a_name_that_is_no_text_is_reported_with_its_place() -> Result<()> {
    for (script, place) in [
        ("CREATE TABLE \"caf?\" (id INTEGER PRIMARY KEY)", "table, `caf\u{fffd}`, is no text"),
        (
            "CREATE TABLE t (id INTEGER PRIMARY KEY, \"pr?nom\" TEXT)",
            "a column of table `t`, `pr\u{fffd}nom`, is no text",
        ),
        (
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a \"num?ro\")",
            "the type of `t`.`a`, `num\u{fffd}ro`, is no text",
        ),
        ("CREATE TABLE t (a); CREATE INDEX \"cl?\" ON t (a)", "index, `cl\u{fffd}`, is no text"),
        (
            "CREATE TABLE t (a); CREATE VIEW \"r?cent\" AS SELECT a FROM t",
            "view, `r\u{fffd}cent`, is no text",
        ),
        (
            "CREATE TABLE t (a); CREATE TRIGGER \"gard?\" AFTER DELETE ON t BEGIN SELECT 1; END",
            "trigger, `gard\u{fffd}`, is no text",
        ),
        (
            "CREATE TABLE t (a REFERENCES \"p?re\" (id))",
            "a foreign key of table `t`, `p\u{fffd}re`, is no text",
        ),
    ] {
        let db = latin1_database(script)?;
        for result in [Catalog::read(&db).map(drop), planner("CREATE TABLE other (a)").plan(&db).map(drop)] {
            let error = result.expect_err(script);
            assert!(matches!(error, Error::Unreadable { .. }), "{script}: {error:?}");
            assert!(error.to_string().contains(place), "{script}: {error}");
        }
    }
    Ok(())
}

#[test]
fn an_expression_that_is_no_text_stops_plans_for_its_table_only() -> Result<()> {
    for column in [
        "a TEXT DEFAULT 'd?j? vu'",
        "a TEXT CHECK (a <> '?')",
        "a TEXT AS (id || '?')",
        "a TEXT /* ? */",
        "a TEXT); CREATE INDEX i ON t (a) WHERE a <> '?'; CREATE TABLE third (a",
        "a TEXT); CREATE TRIGGER r AFTER DELETE ON t BEGIN SELECT '?'; END; CREATE TABLE third (a",
    ] {
        let db = latin1_database(&format!(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, {column}); CREATE TABLE other (b)"
        ))?;
        let catalog = Catalog::read(&db)?;
        let columns = &catalog.table("t").expect("there is a `t`").columns;
        assert_eq!(columns[1].name, "a", "{column}");
        if column.contains("DEFAULT") {
            assert_eq!(columns[1].default.as_deref(), Some("'d\u{fffd}j\u{fffd} vu'"));
        }
        let error = planner("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)").plan(&db).expect_err(column);
        assert!(matches!(error, Error::Unreadable { .. }), "{column}: {error:?}");
        assert!(error.to_string().contains("table `t`: "), "{column}: {error}");
        assert!(planner("CREATE TABLE other (b)").plan(&db)?.is_empty(), "{column}");
        assert_eq!(rows(&db, "SELECT count(*) FROM t"), ["0"]);
    }
    Ok(())
}
