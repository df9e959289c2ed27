//! Foreign keys during the rebuild of a table.

use relations::evolution::{Consent, Refusal};

use crate::steps::{database, evolve, evolve_by, foreign_keys_are_on, planner, refusal, rows, sql_of, texts};

const FAMILY: &str = "
    CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT) STRICT;
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE) STRICT;
    INSERT INTO parent VALUES (1, 'a'), (2, 'b');
    INSERT INTO child VALUES (10, 1), (11, 1), (12, 2);";

/// The tables with a unique name, which only a rebuild of the parent can add.
const FAMILY_WITH_UNIQUE_NAMES: &str = "
    CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE) STRICT;
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE) STRICT;";

#[test]
fn children_survive_the_rebuild_of_their_parent() -> relations::Result<()> {
    let mut db = database(FAMILY);
    let plan = evolve(&mut db, FAMILY_WITH_UNIQUE_NAMES)?;
    assert!(plan.changes()[0].by_rebuild);
    assert_eq!(rows(&db, "SELECT * FROM child ORDER BY id"), ["10|1", "11|1", "12|2"]);
    assert!(foreign_keys_are_on(&db));
    assert_eq!(rows(&db, "PRAGMA legacy_alter_table"), ["0"]);
    db.execute_batch("DELETE FROM parent WHERE id = 1")?;
    assert_eq!(rows(&db, "SELECT * FROM child"), ["12|2"], "the rule holds as before");
    Ok(())
}

#[test]
fn a_transaction_under_way_is_refused() -> relations::Result<()> {
    for begin in ["BEGIN", "SAVEPOINT mine"] {
        let mut db = database(FAMILY);
        db.execute_batch(begin)?;
        let plan = planner(FAMILY_WITH_UNIQUE_NAMES).plan(&db)?;
        assert_eq!(refusal(plan.apply(&mut db, Consent::None)), Refusal::InTransaction);
        assert_eq!(rows(&db, "SELECT count(*) FROM child"), ["3"]);
        assert!(!db.is_autocommit(), "the transaction goes on");
    }
    Ok(())
}

#[test]
fn a_script_inside_of_a_transaction_with_keys_on_fails_before_it_does_anything() -> relations::Result<()> {
    let db = database(FAMILY);
    let script = planner(FAMILY_WITH_UNIQUE_NAMES).plan(&db)?.sql();
    db.execute_batch("BEGIN; PRAGMA foreign_keys = OFF")?;
    let error = db.execute_batch(&script).expect_err("keys are still on");
    assert!(error.to_string().contains("foreign keys are on"), "{error}");
    db.execute_batch("ROLLBACK")?;
    assert_eq!(rows(&db, "SELECT count(*) FROM child"), ["3"]);
    Ok(())
}

#[test]
fn children_refer_to_the_new_table_and_not_to_the_old() -> relations::Result<()> {
    let mut db = database(FAMILY);
    let child = sql_of(&db, "child");
    evolve(&mut db, FAMILY_WITH_UNIQUE_NAMES)?;
    assert_eq!(sql_of(&db, "child"), child);
    db.execute_batch("PRAGMA legacy_alter_table = ON")?;
    let back = planner(FAMILY).plan(&db)?;
    assert!(matches!(refusal(back.apply(&mut db, Consent::None)), Refusal::Consent { .. }));
    back.apply(&mut db, Consent::Destructive)?;
    assert_eq!(sql_of(&db, "child"), child);
    assert_eq!(rows(&db, "PRAGMA legacy_alter_table"), ["1"], "as it was found");
    Ok(())
}

#[test]
fn a_table_that_refers_to_itself_still_does() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE tree (id INTEGER PRIMARY KEY, up INTEGER REFERENCES tree ON DELETE CASCADE, name TEXT);
         INSERT INTO tree VALUES (1, NULL, 'root'), (2, 1, 'leaf'), (3, 1, 'leaf too')",
    );
    evolve(
        &mut db,
        "CREATE TABLE tree (id INTEGER PRIMARY KEY, up INTEGER REFERENCES tree ON DELETE CASCADE, name TEXT UNIQUE)",
    )?;
    assert_eq!(rows(&db, "SELECT * FROM tree"), ["1|NULL|root", "2|1|leaf", "3|1|leaf too"]);
    assert_eq!(rows(&db, "SELECT \"table\" FROM pragma_foreign_key_list('tree')"), ["tree"]);
    db.execute_batch("DELETE FROM tree WHERE id = 1")?;
    assert_eq!(rows(&db, "SELECT count(*) FROM tree"), ["0"]);
    Ok(())
}

#[test]
fn two_tables_that_refer_to_each_other_are_rebuilt_together() -> relations::Result<()> {
    let cycle = |unique: &str| {
        format!(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b ON DELETE CASCADE, x TEXT {unique});
             CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a ON DELETE CASCADE, x TEXT {unique});"
        )
    };
    let mut db = database(&cycle(""));
    db.execute_batch(
        "INSERT INTO a VALUES (1, NULL, 'x'); INSERT INTO b VALUES (1, 1, 'x'); UPDATE a SET b = 1",
    )?;
    evolve(&mut db, &cycle("UNIQUE"))?;
    assert_eq!(rows(&db, "SELECT * FROM a, b"), ["1|1|x|1|1|x"]);
    assert_eq!(rows(&db, "SELECT \"table\" FROM pragma_foreign_key_list('a')"), ["b"]);
    assert_eq!(rows(&db, "SELECT \"table\" FROM pragma_foreign_key_list('b')"), ["a"]);
    Ok(())
}

#[test]
fn keys_that_did_not_hold_before_are_no_obstacle() -> relations::Result<()> {
    let mut db = database(FAMILY);
    db.execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (13, 77)")?;
    evolve(&mut db, FAMILY_WITH_UNIQUE_NAMES)?;
    assert_eq!(rows(&db, "SELECT count(*) FROM child"), ["4"]);
    assert!(!foreign_keys_are_on(&db), "as it was found");

    let db = database(FAMILY);
    db.execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (13, 77)")?;
    db.execute_batch(&planner(FAMILY_WITH_UNIQUE_NAMES).plan(&db)?.sql())?;
    assert_eq!(rows(&db, "SELECT count(*) FROM child"), ["4"]);
    Ok(())
}

#[test]
fn a_new_foreign_key_counts_the_rows_without_parent() -> relations::Result<()> {
    let mut db = database(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT) STRICT;
         CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER) STRICT;
         INSERT INTO parent VALUES (1, 'a');
         INSERT INTO child VALUES (10, 1), (11, 7), (12, NULL), (13, 8)",
    );
    let wanted = planner(FAMILY.split("INSERT").next().unwrap_or_default());
    let plan = wanted.plan(&db)?;
    assert_eq!(
        texts(&plan),
        [
            "add to `child` the foreign key (parent_id) to `parent` (the database does not have it), by a rebuild: \
             needs data: 2 row(s) have no parent"
        ]
    );
    let before = rows(&db, "SELECT * FROM child");
    assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Data { .. }));
    assert_eq!(rows(&db, "SELECT * FROM child"), before);

    let orphans = wanted.value(
        "child",
        "parent_id",
        "CASE WHEN parent_id IN (SELECT id FROM parent) THEN parent_id END",
    );
    evolve_by(&mut db, &orphans, Consent::None)?;
    assert_eq!(rows(&db, "SELECT * FROM child"), ["10|1", "11|NULL", "12|NULL", "13|NULL"]);
    Ok(())
}

#[test]
fn a_parent_does_not_lose_the_key_that_others_refer_to() -> relations::Result<()> {
    let tables = |unique: &str| {
        format!(
            "CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT {unique});
             CREATE TABLE child (id INTEGER PRIMARY KEY, code TEXT REFERENCES parent (code));"
        )
    };
    let mut db = database(&tables("UNIQUE"));
    db.execute_batch("INSERT INTO parent VALUES (1, 'x'); INSERT INTO child VALUES (1, 'x')")?;
    let plan = planner(&tables("")).plan(&db)?;
    assert_eq!(
        texts(&plan),
        ["no longer keep `parent` unique by (code) (the models do not have it), by a rebuild: impossible: \
             `child` (code) refers to `parent` (code), which would no longer be unique"]
    );
    assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Impossible { .. }));

    // The same holds if only the database knows the child.
    let parent_alone = "CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT)";
    let plan = planner(parent_alone).plan(&db)?;
    assert!(matches!(refusal(plan.apply(&mut db, Consent::Destructive)), Refusal::Impossible { .. }));
    assert_eq!(rows(&db, "SELECT * FROM parent, child"), ["1|x|1|x"]);
    Ok(())
}

#[test]
fn a_mismatch_that_was_there_before_is_no_obstacle() -> relations::Result<()> {
    let tables = |more: &str| {
        format!(
            "CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT, more TEXT {more});
             CREATE TABLE child (id INTEGER PRIMARY KEY, code TEXT REFERENCES parent (code));"
        )
    };
    let mut db = database(&tables(""));
    db.execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1, 'x')")?;
    let script = planner(&tables("UNIQUE")).plan(&db)?.sql();
    evolve(&mut db, &tables("UNIQUE"))?;

    let db = database(&tables(""));
    db.execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1, 'x')")?;
    db.execute_batch(&script)?;
    Ok(())
}
