//! Indexes: kept through a rebuild, changed, and unique over rows that are not.

use relations::evolution::{Consent, Refusal};

use crate::steps::{database, evolve, evolve_by, planner, refusal, rows, sql_of, texts};

const INDEXES: &str = "
    CREATE INDEX by_expression ON t (lower(a), b DESC);
    CREATE INDEX partial ON t (b) WHERE a IS NOT NULL;
    CREATE INDEX nocase ON t (a COLLATE NOCASE);";

#[test]
fn indexes_of_every_kind_survive_a_rebuild() -> relations::Result<()> {
    let mut db = database(&format!("CREATE TABLE t (a TEXT, b INT); {INDEXES}"));
    let before = rows(&db, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name");
    evolve(&mut db, &format!("CREATE TABLE t (a TEXT, b INT UNIQUE); {INDEXES}"))?;
    assert_eq!(
        rows(
            &db,
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        ),
        before
    );
    Ok(())
}

#[test]
fn an_index_that_differs_is_made_anew() -> relations::Result<()> {
    let mut db =
        database("CREATE TABLE t (a TEXT, b INT); CREATE INDEX i ON t (a); INSERT INTO t VALUES ('x', 1)");
    for index in ["t (a DESC)", "t (a COLLATE NOCASE)", "t (a) WHERE b > 0", "t (upper(a))", "t (a, b)"] {
        let wanted = planner(&format!("CREATE TABLE t (a TEXT, b INT); CREATE INDEX i ON {index}"));
        let plan = evolve_by(&mut db, &wanted, Consent::Destructive)?;
        assert_eq!(plan.changes().len(), 2, "{:?}", texts(&plan));
        assert_eq!(sql_of(&db, "i"), format!("CREATE INDEX i ON {index}"));
    }
    Ok(())
}

#[test]
fn duplicates_are_counted_before_they_are_refused() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'), ('x'), ('X'), ('y'), (NULL), (NULL), ('x')",
    );
    for (wanted, count) in [
        ("CREATE TABLE t (a TEXT UNIQUE)", 2),
        ("CREATE TABLE t (a TEXT, UNIQUE (a COLLATE NOCASE))", 3),
        ("CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX u ON t (a)", 2),
        ("CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX u ON t (upper(a))", 3),
        ("CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX u ON t (a) WHERE a > 'w' AND a < 'y'", 2),
    ] {
        let plan = planner(wanted).plan(&db)?;
        let text = format!("needs data: {count} row(s) repeat the values of another there");
        assert!(texts(&plan)[0].ends_with(&text), "{wanted}: {:?}", texts(&plan));
        assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Data { .. }));
    }
    assert_eq!(rows(&db, "SELECT count(*) FROM t"), ["7"]);
    Ok(())
}

#[test]
fn another_collation_counts_what_becomes_equal() -> relations::Result<()> {
    for [before, behind] in [
        ["CREATE TABLE t (a TEXT", " UNIQUE)"],
        ["CREATE TABLE t (a TEXT", " PRIMARY KEY)"],
        ["CREATE TABLE t (a TEXT", "); CREATE UNIQUE INDEX u ON t (a) WHERE a <> 'y'"],
    ] {
        let mut db = database(&format!("{before}{behind}; INSERT INTO t VALUES ('x'), ('X')"));
        let plan = planner(&format!("{before} COLLATE NOCASE{behind}")).plan(&db)?;
        assert!(texts(&plan).iter().any(|text| text.contains("1 row(s) repeat")), "{:?}", texts(&plan));
        assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Data { .. }));
    }
    Ok(())
}

#[test]
fn a_unique_index_serves_as_the_constraint() -> relations::Result<()> {
    let db = database("CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX u ON t (a)");
    let plan = planner("CREATE TABLE t (a TEXT UNIQUE)").plan(&db)?;
    assert!(plan.is_empty(), "{:?}", texts(&plan));
    Ok(())
}

#[test]
fn a_unique_index_that_is_wanted_beside_the_constraint_does_not_stand_for_it() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX u ON t (a)");
    let plan = evolve(&mut db, "CREATE TABLE t (a TEXT UNIQUE); CREATE UNIQUE INDEX u ON t (a)")?;
    assert_eq!(plan.changes().len(), 1, "{:?}", texts(&plan));
    Ok(())
}

/// Most of SQLite's keywords may be names without quotes.
#[test]
fn an_index_is_made_anew_that_is_named_as_a_word_of_sql() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT, b INT); CREATE INDEX trigger ON t (a)");
    let plan = evolve(&mut db, "CREATE TABLE t (a TEXT, b INT UNIQUE); CREATE INDEX trigger ON t (a)")?;
    assert!(plan.changes()[0].by_rebuild);
    assert_eq!(sql_of(&db, "trigger"), "CREATE INDEX trigger ON t (a)");
    Ok(())
}

#[test]
fn an_index_is_not_taken_for_another_over_the_same() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT); CREATE INDEX second ON t (a)");
    let plan = evolve(
        &mut db,
        "CREATE TABLE t (a TEXT); CREATE INDEX first ON t (a); CREATE INDEX second ON t (a)",
    )?;
    assert_eq!(texts(&plan), ["create index `first` on `t` (the database does not have it): safe"]);
    Ok(())
}
