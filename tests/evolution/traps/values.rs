//! Values that a change cannot keep as they are.

use relations::evolution::{Consent, Refusal};

use crate::steps::{database, evolve, evolve_by, planner, refusal, rows, texts};

#[test]
fn null_is_counted_before_it_is_refused() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x'), (2, NULL), (3, NULL)",
    );
    let wanted = planner("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL)");
    let plan = wanted.plan(&db)?;
    assert!(texts(&plan)[0].ends_with("needs data: 2 row(s) have NULL there"), "{:?}", texts(&plan));
    assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Data { .. }));
    assert_eq!(rows(&db, "SELECT a FROM t"), ["x", "NULL", "NULL"]);

    let plan = evolve_by(&mut db, &wanted.value("t", "a", "coalesce(a, 'n' || id)"), Consent::None)?;
    assert!(plan.changes()[0].by_rebuild);
    assert_eq!(rows(&db, "SELECT a FROM t"), ["x", "n2", "n3"]);
    let back = planner("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)");
    assert!(matches!(refusal(back.plan(&db)?.apply(&mut db, Consent::None)), Refusal::Consent { .. }));
    evolve_by(&mut db, &back, Consent::Destructive)?;
    db.execute_batch("INSERT INTO t VALUES (4, NULL)")?;
    Ok(())
}

/// Changes the type of a column, and returns its values, or the number of rows that prevent the change.
fn convert(from: &str, to: &str, values: &str) -> relations::Result<Result<Vec<String>, u64>> {
    let (from_type, from_options) = from.split_once(' ').unwrap_or((from, ""));
    let (to_type, to_options) = to.split_once(' ').unwrap_or((to, ""));
    let mut db =
        database(&format!("CREATE TABLE t (a {from_type}) {from_options}; INSERT INTO t VALUES {values}"));
    let before = rows(&db, "SELECT a FROM t");
    let planner = planner(&format!("CREATE TABLE t (a {to_type}) {to_options}"));
    let plan = planner.plan(&db)?;
    if let Some(relations::evolution::Risk::NeedsData { rows: count, .. }) = plan
        .changes()
        .iter()
        .map(|change| change.risk.clone())
        .find(|risk| *risk != relations::evolution::Risk::Safe)
    {
        assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Data { .. }));
        db.execute_batch("PRAGMA foreign_keys = OFF")?;
        db.execute_batch(&plan.sql()).expect_err("the script refuses too");
        db.execute_batch("ROLLBACK")?;
        assert_eq!(rows(&db, "SELECT a FROM t"), before, "nothing changed");
        return Ok(Err(count));
    }
    evolve_by(&mut db, &planner, Consent::None)?;
    Ok(Ok(rows(&db, "SELECT typeof(a) || ' ' || a FROM t")))
}

#[test]
fn a_type_that_cannot_keep_a_value_asks() -> relations::Result<()> {
    // STRICT refuses what does not convert.
    assert_eq!(
        convert("TEXT STRICT", "INTEGER STRICT", "('1'), ('2')")?,
        Ok(vec!["integer 1".into(), "integer 2".into()])
    );
    assert_eq!(convert("TEXT STRICT", "INTEGER STRICT", "('1'), ('12 apples'), ('x'), (NULL)")?, Err(2));
    assert_eq!(convert("REAL STRICT", "INTEGER STRICT", "(1.0), (1.5)")?, Err(1));
    assert_eq!(convert("ANY STRICT", "TEXT STRICT", "('x'), (x'00'), (1)")?, Err(1));
    assert_eq!(convert("TEXT STRICT", "BLOB STRICT", "('x')")?, Err(1));
    // In other tables, a text that is not a number is kept, and one that another spelling would replace is not
    // changed silently.
    assert_eq!(convert("TEXT", "INTEGER", "('12 apples')")?, Ok(vec!["text 12 apples".into()]));
    assert_eq!(convert("TEXT", "INTEGER", "('007'), ('1e2'), ('7')")?, Err(2));
    assert_eq!(convert("INTEGER", "REAL", "(9007199254740993), (1)")?, Err(1));
    assert_eq!(convert("INTEGER", "TEXT", "(1), (NULL)")?.map(|rows| rows[0].clone()), Ok("text 1".into()));
    // The table becomes STRICT, without a change of the type.
    assert_eq!(convert("INTEGER", "INTEGER STRICT", "(1), ('x'), (x'01')")?, Err(2));
    Ok(())
}

#[test]
fn people_say_how_values_convert() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('12 apples'), ('007')");
    let planner = planner("CREATE TABLE t (a INTEGER)").value("t", "a", "CAST(a AS INTEGER)");
    evolve_by(&mut db, &planner, Consent::None)?;
    assert_eq!(rows(&db, "SELECT typeof(a), a FROM t"), ["integer|12", "integer|7"]);
    Ok(())
}

#[test]
fn a_check_counts_the_rows_that_do_not_pass() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (-1), (NULL)");
    let wanted = "CREATE TABLE t (a INT, b INT AS (a * 2), CONSTRAINT positive CHECK (t.b > 0))";
    let plan = planner(wanted).plan(&db)?;
    assert!(texts(&plan)[1].ends_with("needs data: 1 row(s) do not pass it"), "{:?}", texts(&plan));
    refusal(plan.apply(&mut db, Consent::Destructive));
    db.execute_batch("DELETE FROM t WHERE a < 0")?;
    evolve(&mut db, wanted)?;
    db.execute_batch("INSERT INTO t VALUES (-1)").expect_err("the check is there");
    // The change is a rebuild, during which the table has another name.
    evolve(&mut db, &wanted.replace("a INT,", "a INT UNIQUE,"))?;
    db.execute_batch("INSERT INTO t VALUES (-1)").expect_err("the check is still there");
    evolve_by(&mut db, &planner("CREATE TABLE t (a INT)"), Consent::Destructive)?;
    db.execute_batch("INSERT INTO t VALUES (-1)")?;
    Ok(())
}

#[test]
fn a_default_changes_no_row() -> relations::Result<()> {
    let mut db =
        database("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT DEFAULT 1); INSERT INTO t (id) VALUES (1)");
    evolve(&mut db, "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT DEFAULT 2)")?;
    db.execute_batch("INSERT INTO t (id) VALUES (2)")?;
    assert_eq!(rows(&db, "SELECT a FROM t"), ["1", "2"]);
    Ok(())
}
