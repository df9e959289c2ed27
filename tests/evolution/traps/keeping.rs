//! Properties that a table keeps through a rebuild: keys, rowids, generated columns, options.

use crate::steps::{database, evolve, rows, sql_of};

#[test]
fn autoincrement_goes_on_where_it_was() -> relations::Result<()> {
    let table =
        |unique: &str| format!("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT {unique});");
    for (rows_left, deleted) in [("DELETE FROM t WHERE id > 2", 2), ("DELETE FROM t", 0)] {
        let mut db = database(&table(""));
        db.execute_batch("INSERT INTO t (x) VALUES ('a'), ('b'), ('c'), ('d')")?;
        db.execute_batch(rows_left)?;
        evolve(&mut db, &table("UNIQUE"))?;
        assert_eq!(rows(&db, "SELECT count(*) FROM t"), [deleted.to_string()]);
        assert_eq!(rows(&db, "SELECT * FROM sqlite_sequence"), ["t|4"]);
        db.execute_batch("INSERT INTO t (x) VALUES ('e')")?;
        assert_eq!(rows(&db, "SELECT max(id) FROM t"), ["5"]);
    }
    let mut never_used = database(&table(""));
    evolve(&mut never_used, &table("UNIQUE"))?;
    assert_eq!(rows(&never_used, "SELECT count(*) FROM sqlite_sequence"), ["0"]);
    Ok(())
}

#[test]
fn rowids_stay_where_no_column_shows_them() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (x TEXT, \"rowid\" TEXT)");
    db.execute_batch(
        "INSERT INTO t (_rowid_, x) VALUES (-9223372036854775808, 'least'), (7, 'a'), (90, 'b')",
    )?;
    evolve(&mut db, "CREATE TABLE t (x TEXT UNIQUE, \"rowid\" TEXT)")?;
    assert_eq!(
        rows(&db, "SELECT _rowid_, x FROM t ORDER BY 1"),
        ["-9223372036854775808|least", "7|a", "90|b"]
    );
    Ok(())
}

#[test]
fn more_rows_than_one_piece_are_all_copied() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE t (x TEXT);
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
         INSERT INTO t (rowid, x) SELECT i * 3 - 40000, i FROM n",
    );
    let before = rows(&db, "SELECT rowid, x FROM t ORDER BY rowid");
    let plan = crate::steps::planner("CREATE TABLE t (x TEXT UNIQUE)").plan(&db)?;
    let mut seen = Vec::new();
    plan.apply_with(&mut db, relations::evolution::Consent::None, |progress| {
        assert!(progress.rows <= progress.rows_in_all);
        seen.push(progress.rows);
    })?;
    assert_eq!(rows(&db, "SELECT rowid, x FROM t ORDER BY rowid"), before);
    assert!(seen.is_sorted() && seen.contains(&25000) && seen.iter().any(|rows| (1..25000).contains(rows)));
    Ok(())
}

#[test]
fn generated_columns_are_computed_anew() -> relations::Result<()> {
    let table = |unique: &str| {
        format!(
            "CREATE TABLE t (a INT {unique}, twice INT GENERATED ALWAYS AS (a * 2) STORED, label TEXT AS ('n' || a))"
        )
    };
    let mut db = database(&table(""));
    db.execute_batch("INSERT INTO t (a) VALUES (1), (2)")?;
    evolve(&mut db, &table("UNIQUE"))?;
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1|2|n1", "2|4|n2"]);
    Ok(())
}

#[test]
fn strict_and_without_rowid_stay() -> relations::Result<()> {
    let table = |unique: &str| {
        format!("CREATE TABLE t (a TEXT, b INT {unique}, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID")
    };
    let mut db = database(&table(""));
    db.execute_batch("INSERT INTO t VALUES ('x', 1), ('x', 2)")?;
    evolve(&mut db, &table("UNIQUE"))?;
    assert_eq!(rows(&db, "SELECT * FROM t"), ["x|1", "x|2"]);
    assert_eq!(rows(&db, "SELECT wr, strict FROM pragma_table_list('t')"), ["1|1"]);
    Ok(())
}

#[test]
fn a_table_changes_between_rowids_and_none() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b INT)");
    db.execute_batch("INSERT INTO t VALUES ('x', 1), ('y', 2)")?;
    evolve(&mut db, "CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b INT) WITHOUT ROWID")?;
    assert_eq!(rows(&db, "SELECT * FROM t"), ["x|1", "y|2"]);
    evolve(&mut db, "CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b INT)")?;
    assert_eq!(rows(&db, "SELECT * FROM t"), ["x|1", "y|2"]);
    Ok(())
}

#[test]
fn odd_names_are_quoted_everywhere() -> relations::Result<()> {
    let table = |unique: &str| {
        format!(
            "CREATE TABLE \"Order \"\"Details\"\"\" (\"Group\" INTEGER PRIMARY KEY AUTOINCREMENT, [select from] TEXT {unique},
                `it's` TEXT DEFAULT 'O''Brien' CHECK (\"it's\" <> ''));
             CREATE INDEX \"an \"\"index\" ON \"Order \"\"Details\"\"\" (\"it's\");"
        )
    };
    let mut db = database(&table(""));
    db.execute_batch(
        "CREATE TRIGGER \"update\" AFTER DELETE ON \"Order \"\"Details\"\"\" BEGIN SELECT 1; END;
         INSERT INTO \"Order \"\"Details\"\"\" ([select from]) VALUES ('x')",
    )?;
    evolve(&mut db, &table("UNIQUE"))?;
    assert_eq!(rows(&db, "SELECT * FROM \"Order \"\"Details\"\"\""), ["1|x|O'Brien"]);
    assert_eq!(rows(&db, "SELECT * FROM sqlite_sequence"), ["Order \"Details\"|1"]);
    assert!(sql_of(&db, "an \"index").starts_with("CREATE INDEX"));
    Ok(())
}

#[test]
fn the_case_of_names_and_the_form_of_defaults_are_no_differences() -> relations::Result<()> {
    let db = database(
        "CREATE TABLE T (Id integer not null primary key, A varchar(10) default ( 'x' ), B INT DEFAULT -1,
                         c TEXT DEFAULT CURRENT_TIMESTAMP, D CHECK ( [D] IN ( 1,2 ) ), e DEFAULT NULL)",
    );
    let plan = crate::steps::planner(
        "CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL, a VARCHAR(10) DEFAULT 'x', b INT DEFAULT (-1),
                         c TEXT DEFAULT (current_timestamp), d, e, CHECK (\"d\" in (1, 2)))",
    )
    .plan(&db)?;
    assert!(plan.is_empty(), "{:?}", crate::steps::texts(&plan));
    Ok(())
}
