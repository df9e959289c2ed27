//! Adding and dropping columns, with and without ALTER TABLE.

use relations::evolution::{Consent, Refusal};

use crate::steps::{database, evolve, evolve_by, planner, refusal, rows, texts};

#[test]
fn a_required_column_without_default_asks_what_becomes_of_rows() -> relations::Result<()> {
    let wanted = planner("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL)");
    let mut empty = database("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    evolve_by(&mut empty, &wanted, Consent::None)?;

    let mut db = database("CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)");
    let plan = wanted.plan(&db)?;
    assert_eq!(
        texts(&plan),
        [
            "add column `t`.`a` (the database does not have it): needs data: 2 row(s) would have NULL there, for want \
          of a default"
        ]
    );
    assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Data { .. }));
    evolve_by(&mut db, &wanted.value("t", "a", "'n' || id"), Consent::None)?;
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1|n1", "2|n2"]);
    Ok(())
}

#[test]
fn rows_that_come_after_the_plan_are_counted_too() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    let plan = planner("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL)").plan(&db)?;
    db.execute_batch("INSERT INTO t VALUES (1)")?;
    assert!(matches!(refusal(plan.apply(&mut db, Consent::None)), Refusal::Data { .. }));
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1"]);
    Ok(())
}

#[test]
fn unique_computed_and_referring_columns_are_added_by_a_rebuild() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY);
         INSERT INTO p VALUES (3); INSERT INTO t VALUES (1), (2)",
    );
    let plan = evolve(
        &mut db,
        "CREATE TABLE p (id INTEGER PRIMARY KEY);
         CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b INT DEFAULT (1 + 1), c INT DEFAULT 3 REFERENCES p,
                         d INT AS (id * 2) STORED)",
    )?;
    assert!(plan.changes().iter().all(|change| change.by_rebuild));
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1|NULL|2|3|2", "2|NULL|2|3|4"]);
    Ok(())
}

#[test]
fn a_default_that_has_no_parent_is_counted() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)",
    );
    let plan = planner(
        "CREATE TABLE p (id INTEGER PRIMARY KEY);
         CREATE TABLE t (id INTEGER PRIMARY KEY, c INT DEFAULT 3 REFERENCES p)",
    )
    .plan(&db)?;
    assert!(texts(&plan)[1].ends_with("needs data: 2 row(s) have no parent"), "{:?}", texts(&plan));
    refusal(plan.apply(&mut db, Consent::None));
    Ok(())
}

#[test]
fn plain_columns_are_added_in_place_with_all_that_they_say() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)",
    );
    let plan = evolve(
        &mut db,
        "CREATE TABLE p (id INTEGER PRIMARY KEY);
         CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE NOT NULL DEFAULT 'x''y' CHECK (a <> ''),
                         b INT DEFAULT -1, c INT, d INT AS (b + 1),
                         FOREIGN KEY (c) REFERENCES p (id) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED)",
    )?;
    assert!(!plan.changes().iter().any(|change| change.by_rebuild), "{:?}", texts(&plan));
    assert!(!plan.sql().contains("DROP TABLE \""), "{}", plan.sql());
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1|x'y|-1|NULL|0"]);
    Ok(())
}

#[test]
fn columns_are_dropped_by_consent_only() -> relations::Result<()> {
    let mut db = database("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); INSERT INTO t VALUES (1, 2, 3)");
    let planner = planner("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    let plan = planner.plan(&db)?;
    assert!(
        matches!(refusal(plan.apply(&mut db, Consent::None)), Refusal::Consent { changes } if changes.len() == 2)
    );
    let only_a = |change: &relations::evolution::Change| change.to_string().contains("`a`");
    let refused = refusal(plan.apply(&mut db, Consent::Each(&only_a)));
    assert!(matches!(refused, Refusal::Consent { changes } if changes.len() == 1));
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1|2|3"]);
    plan.apply(&mut db, Consent::Each(&|_| true))?;
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1"]);
    Ok(())
}

#[test]
fn columns_that_something_mentions_are_dropped_with_it() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE p (id INTEGER PRIMARY KEY);
         CREATE TABLE t (k1 INT, k2 INT, u TEXT UNIQUE, i TEXT, w INT, c INT CHECK (c > 0), f INT REFERENCES p, g INT AS (c + 1),
                         keep TEXT, PRIMARY KEY (k1, k2), CHECK (w < 100));
         CREATE INDEX by_i ON t (i);
         CREATE INDEX by_keep ON t (keep) WHERE w > 1;
         INSERT INTO p VALUES (1);
         INSERT INTO t (k1, k2, u, i, w, c, f, keep) VALUES (1, 1, 'u', 'i', 2, 3, 1, 'kept'), (2, 2, 'v', 'j', 2, 3, 1, 'too')",
    );
    let planner =
        planner("CREATE TABLE t (k1 INT PRIMARY KEY, keep TEXT); CREATE TABLE p (id INTEGER PRIMARY KEY)");
    evolve_by(&mut db, &planner, Consent::Destructive)?;
    assert_eq!(rows(&db, "SELECT * FROM t"), ["1|kept", "2|too"]);
    Ok(())
}

#[test]
fn dropping_part_of_a_key_counts_the_rows_that_it_told_apart() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b)); INSERT INTO t VALUES (1, 1), (1, 2), (1, 3), (2, 1)",
    );
    let plan = planner("CREATE TABLE t (a INT PRIMARY KEY)").plan(&db)?;
    assert!(texts(&plan)[1].contains("needs data: 2 row(s) repeat the key"), "{:?}", texts(&plan));
    refusal(plan.apply(&mut db, Consent::Destructive));
    assert_eq!(rows(&db, "SELECT count(*) FROM t"), ["4"]);
    Ok(())
}
