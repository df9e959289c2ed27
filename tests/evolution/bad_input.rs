//! Databases on which a plan cannot be carried out.

use relations::{
    Error, Schema,
    catalog::Catalog,
    evolution::{Consent, Refusal},
    rusqlite::Connection,
};

use crate::{
    file::File,
    seed::models::now::SCHEMA,
    steps::{database, evolve_by, planner, refusal, rows, texts},
};

const SCHEMA_IN_USE: &Schema = &SCHEMA;

#[test]
fn a_view_or_a_virtual_table_in_the_place_of_a_table_is_named() -> relations::Result<()> {
    let wanted = planner("CREATE TABLE t (a TEXT)");
    for (script, kind) in [
        ("CREATE VIEW t AS SELECT 'x' AS a", "`t` is a view"),
        ("CREATE VIRTUAL TABLE t USING fts5(a)", "`t` is a virtual table"),
    ] {
        let mut db = database(script);
        let plan = wanted.plan(&db)?;
        assert!(texts(&plan)[0].ends_with(&format!("impossible: {kind}")), "{:?}", texts(&plan));
        assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Impossible { .. }));
        assert_eq!(rows(&db, "SELECT sql FROM sqlite_schema LIMIT 1"), [script]);
    }
    Ok(())
}

#[test]
fn a_read_only_database_can_be_planned_for_and_not_changed() -> relations::Result<()> {
    let file = File::new("read-only");
    relations::open(&file.0)?.execute_batch("CREATE TABLE users (id INTEGER PRIMARY KEY)")?;
    let before = std::fs::read(&file.0).expect("the file is there");
    let mut db = relations::open_read_only(&file.0)?;
    let plan = SCHEMA_IN_USE.plan(&db)?;
    let error = plan.apply(&mut db, Consent::Destructive).expect_err("the database is read-only");
    assert!(matches!(error, Error::ReadOnly { .. } | Error::Refused(_)), "{error:?}");
    let plan = planner("CREATE TABLE more (id INTEGER PRIMARY KEY)").plan(&db)?;
    let error = plan.apply(&mut db, Consent::None).expect_err("the database is read-only");
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    assert_eq!(rows(&db, "PRAGMA foreign_keys"), ["1"]);
    assert_eq!(std::fs::read(&file.0).expect("the file is there"), before);
    Ok(())
}

#[test]
fn a_busy_database_is_left_alone() -> relations::Result<()> {
    let file = File::new("busy");
    let other = relations::open(&file.0)?;
    other.execute_batch("CREATE TABLE t (a TEXT)")?;
    let mut db = Connection::open(&file.0)?;
    db.execute_batch("PRAGMA busy_timeout = 0")?;
    let plan = planner("CREATE TABLE t (a TEXT UNIQUE)").plan(&db)?;
    other.execute_batch("BEGIN IMMEDIATE")?;
    let error = plan.apply(&mut db, Consent::None).expect_err("another connection writes");
    assert!(matches!(error, Error::Busy { .. }), "{error:?}");
    other.execute_batch("COMMIT")?;
    plan.apply(&mut db, Consent::None)?;
    Ok(())
}

#[test]
fn a_schema_that_changed_after_the_plan_is_noticed() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT)");
    let plan = planner("CREATE TABLE t (a TEXT UNIQUE)").plan(&db)?;
    db.execute_batch("CREATE TABLE another (a TEXT)")?;
    assert_eq!(refusal(plan.apply(&mut db, Consent::None)), Refusal::Outdated);
    Ok(())
}

#[test]
fn tables_that_nobody_maps_stay_unless_they_are_asked_for() -> relations::Result<()> {
    let mut db =
        database("CREATE TABLE other (a TEXT); INSERT INTO other VALUES ('x'); CREATE TABLE third (a)");
    evolve_by(&mut db, &planner("CREATE TABLE t (a TEXT)"), Consent::Destructive)?;
    assert_eq!(rows(&db, "SELECT * FROM other"), ["x"]);

    let asked = planner("CREATE TABLE t (a TEXT)").drop_table("OTHER");
    let plan = asked.plan(&db)?;
    assert_eq!(texts(&plan), ["drop table `other` (it was asked for): destroys the values of 1 row(s)"]);
    assert!(matches!(refusal(plan.apply(&mut db, Consent::None)), Refusal::Consent { .. }));
    evolve_by(&mut db, &asked, Consent::Destructive)?;
    evolve_by(&mut db, &planner("CREATE TABLE t (a TEXT)").drop_others(), Consent::Destructive)?;
    assert_eq!(Catalog::read(&db)?.tables.len(), 1);
    Ok(())
}

#[test]
fn a_table_that_rows_refer_to_is_not_dropped() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p); INSERT INTO p VALUES (1);
         INSERT INTO c VALUES (1)",
    );
    let plan = planner("CREATE TABLE c (p INT REFERENCES p)").drop_table("p").plan(&db)?;
    let refused = refusal(plan.apply(&mut db, Consent::Destructive));
    assert!(matches!(&refused, Refusal::ForeignKeys { violations } if violations.len() == 1), "{refused:?}");
    assert_eq!(rows(&db, "SELECT * FROM p, c"), ["1|1"]);
    Ok(())
}
