//! Views and triggers during the rebuild of a table.

use relations::evolution::{Consent, Refusal};

use crate::steps::{database, evolve, planner, refusal, rows, sql_of, texts};

const NOTE: &str = "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT, seen INT);";
const NOTE_UNIQUE: &str = "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT UNIQUE, seen INT)";

#[test]
fn a_view_still_shows_the_table() -> relations::Result<()> {
    let mut db = database(NOTE);
    db.execute_batch(
        "CREATE VIEW unseen AS SELECT body FROM note WHERE seen IS NULL;
         CREATE VIEW twice AS SELECT body || body AS body FROM unseen;
         INSERT INTO note VALUES (1, 'a', NULL), (2, 'b', 1)",
    )?;
    evolve(&mut db, NOTE_UNIQUE)?;
    assert_eq!(rows(&db, "SELECT * FROM unseen"), ["a"]);
    assert_eq!(rows(&db, "SELECT * FROM twice"), ["aa"]);
    Ok(())
}

#[test]
fn triggers_of_the_table_and_of_others_still_fire() -> relations::Result<()> {
    let mut db = database(NOTE);
    db.execute_batch(
        "CREATE TABLE log (said TEXT);
         CREATE TABLE inbox (body TEXT);
         CREATE TRIGGER own AFTER INSERT ON note BEGIN INSERT INTO log VALUES ('own ' || NEW.body); END;
         CREATE TRIGGER others AFTER INSERT ON inbox BEGIN INSERT INTO note (body) VALUES (NEW.body); END;
         INSERT INTO note (body) VALUES ('first')",
    )?;
    let own = sql_of(&db, "own");
    evolve(&mut db, NOTE_UNIQUE)?;
    assert_eq!(sql_of(&db, "own"), own);
    assert_eq!(rows(&db, "SELECT said FROM log"), ["own first"], "copying rows sets no trigger off");
    db.execute_batch("INSERT INTO inbox VALUES ('second')")?;
    assert_eq!(rows(&db, "SELECT said FROM log"), ["own first", "own second"]);
    assert_eq!(rows(&db, "SELECT body FROM note"), ["first", "second"]);
    Ok(())
}

#[test]
fn a_view_that_would_break_stops_the_plan() -> relations::Result<()> {
    let mut db = database(NOTE);
    db.execute_batch(
        "CREATE VIEW unseen AS SELECT body FROM note WHERE seen IS NULL; INSERT INTO note VALUES (1, 'a', 7)",
    )?;
    let before = rows(&db, "SELECT sql FROM sqlite_schema");
    let plan = planner("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)").plan(&db)?;
    let refused = refusal(plan.apply(&mut db, Consent::Destructive));
    assert_eq!(
        texts(&plan),
        ["drop column `note`.`seen` (the models do not have it), by a rebuild: impossible: view `unseen` \
          would no longer work: no such column: seen"]
    );
    assert!(matches!(&refused, Refusal::Impossible { .. }), "{refused:?}");
    assert_eq!(rows(&db, "SELECT sql FROM sqlite_schema"), before);
    assert_eq!(rows(&db, "SELECT * FROM note"), ["1|a|7"]);
    Ok(())
}

#[test]
fn a_trigger_that_would_break_stops_the_plan_and_the_script() -> relations::Result<()> {
    let mut db = database(NOTE);
    db.execute_batch(
        "CREATE TABLE inbox (body TEXT);
         CREATE TRIGGER mark BEFORE UPDATE ON inbox BEGIN UPDATE note SET seen = 1; END;
         INSERT INTO note VALUES (1, 'a', 7)",
    )?;
    let plan = planner("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)").plan(&db)?;
    let refused = refusal(plan.apply(&mut db, Consent::Destructive));
    assert_eq!(
        texts(&plan),
        [
            "drop column `note`.`seen` (the models do not have it), by a rebuild: impossible: trigger `mark` would no longer work: \
          no such column: seen"
        ]
    );
    assert!(matches!(&refused, Refusal::Impossible { .. }), "{refused:?}");
    db.execute_batch("PRAGMA foreign_keys = OFF")?;
    db.execute_batch(&plan.sql()).expect_err("the trigger would break");
    db.execute_batch("ROLLBACK")?;
    assert_eq!(rows(&db, "SELECT * FROM note"), ["1|a|7"]);
    Ok(())
}

#[test]
fn a_change_names_every_view_and_trigger_that_it_would_break() -> relations::Result<()> {
    const LOG: &str = "CREATE TABLE log (note_id INT, said TEXT)";
    let db = database(&format!("{NOTE} {LOG}"));
    db.execute_batch(
        "CREATE VIEW told AS SELECT said, body FROM log JOIN note ON note_id = id;
         CREATE VIEW again AS SELECT said FROM told;
         CREATE TRIGGER tell AFTER DELETE ON note BEGIN INSERT INTO log SELECT id, body FROM note; END",
    )?;
    let plan = planner(&format!("{NOTE} CREATE TABLE log (note_id INT, said TEXT, body TEXT)")).plan(&db)?;
    assert_eq!(
        texts(&plan),
        ["add column `log`.`body` (the database does not have it): impossible: \
          view `again` would no longer work: ambiguous column name: body; \
          view `told` would no longer work: ambiguous column name: body; \
          trigger `tell` would no longer work: table log has 3 columns but 2 values were supplied"]
    );
    Ok(())
}

/// The copy has no module for the virtual table, and so cannot report the failure in advance.
#[test]
fn what_cannot_be_tried_beforehand_still_stops_the_plan() -> relations::Result<()> {
    let mut db = database(NOTE);
    db.execute_batch(
        "CREATE VIRTUAL TABLE words USING fts5 (word);
         CREATE VIEW found AS SELECT seen FROM note JOIN words ON words.rowid = id WHERE words MATCH 'x';
         INSERT INTO note VALUES (1, 'a', 7)",
    )?;
    let plan = planner("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT UNIQUE)").plan(&db)?;
    assert!(!texts(&plan).concat().contains("impossible"), "{:?}", texts(&plan));
    let refused = refusal(plan.apply(&mut db, Consent::Destructive));
    assert!(matches!(&refused, Refusal::Dependent { object, .. } if object == "view `found`"), "{refused:?}");
    assert_eq!(rows(&db, "SELECT * FROM note"), ["1|a|7"]);
    Ok(())
}

#[test]
fn a_view_that_is_broken_already_is_no_obstacle_to_a_rebuild() -> relations::Result<()> {
    let mut db = database(NOTE);
    db.execute_batch("CREATE VIEW lost AS SELECT * FROM gone; INSERT INTO note VALUES (1, 'a', 7)")?;
    evolve(&mut db, NOTE_UNIQUE)?;
    assert_eq!(rows(&db, "SELECT * FROM note"), ["1|a|7"]);
    Ok(())
}

#[test]
fn instead_of_triggers_still_work() -> relations::Result<()> {
    let mut db = database(NOTE);
    db.execute_batch(
        "CREATE VIEW bodies AS SELECT body FROM note;
         CREATE TRIGGER add_body INSTEAD OF INSERT ON bodies BEGIN INSERT INTO note (body) VALUES (NEW.body); END",
    )?;
    evolve(&mut db, NOTE_UNIQUE)?;
    db.execute_batch("INSERT INTO bodies VALUES ('x')")?;
    assert_eq!(rows(&db, "SELECT body FROM note"), ["x"]);
    Ok(())
}
