//! Objects of a connection beside the main database, with the same names: temporary ones, and those of an attached
//! database.

use relations::{
    Error, Result, Schema,
    catalog::Catalog,
    evolution::{Consent, Refusal},
    rusqlite::Connection,
};

use crate::{
    seed::models::{
        column_added, column_renamed, index_added, not_null, now, relation_added, table_renamed, unique_added,
    },
    steps::{database, everything, planner, refusal, rows},
};

/// Statements that create such objects, with the names of the seed's tables and indexes.
const BESIDE: [&str; 8] = [
    "CREATE TEMP TABLE users (x)",
    "CREATE TEMP TABLE USERS (id, name); CREATE TEMP TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id);
     INSERT INTO temp.posts VALUES (77, 78)",
    "CREATE TEMP VIEW users AS SELECT 1 AS id; CREATE TEMP VIEW posts AS SELECT 2 AS user_id",
    "CREATE TEMP TABLE posts (user_id); CREATE INDEX temp.ix_posts_user_id ON posts (user_id)",
    "CREATE TEMP TABLE ix_posts_user_id (x)",
    "CREATE TEMP TABLE posts (x); CREATE TEMP TRIGGER posts_watch AFTER DELETE ON posts BEGIN SELECT 1; END",
    "CREATE TEMP TABLE users_rebuilt (x); CREATE TEMP TABLE posts_rebuilt (x); CREATE TEMP TABLE sqlite (x)",
    "ATTACH ':memory:' AS other; CREATE TABLE other.users (x PRIMARY KEY); CREATE TABLE other.posts (y REFERENCES users (x));
     CREATE INDEX other.ix_posts_user_id ON posts (y); CREATE VIEW other.profile AS SELECT 1;
     INSERT INTO other.users VALUES (1), (2)",
];

/// Returns the objects beside the main database.
fn objects_beside(db: &Connection) -> Vec<String> {
    let mut found = rows(db, "SELECT type, name, tbl_name, sql FROM sqlite_temp_schema ORDER BY name");
    if !rows(db, "SELECT 1 FROM pragma_database_list WHERE name = 'other'").is_empty() {
        found.extend(rows(db, "SELECT type, name, sql FROM other.sqlite_schema ORDER BY name"));
        found.extend(rows(db, "SELECT * FROM other.users"));
    }
    if found.iter().any(|line| line.contains("AUTOINCREMENT")) {
        found.extend(rows(db, "SELECT id, user_id FROM temp.posts"));
    }
    found
}

const ROWS: &str = "
    INSERT INTO main.users VALUES (1, 'Alice', 'a', 1), (2, 'Bob', 'b', 2);
    INSERT INTO main.posts VALUES (1, 1, 'Hello', 'text'), (2, 2, 'Hi', 'more');
    INSERT INTO main.profile VALUES (1, 1, 'bio', 'address');
    CREATE TRIGGER main.keeper AFTER DELETE ON posts BEGIN DELETE FROM profile WHERE 0; END;
    CREATE VIEW main.titles AS SELECT title FROM posts;
    CREATE INDEX main.by_title ON posts (title DESC);";

fn next() -> [Schema; 8] {
    [
        now::SCHEMA,
        column_added::SCHEMA,
        column_renamed::SCHEMA,
        index_added::SCHEMA,
        not_null::SCHEMA,
        relation_added::SCHEMA,
        table_renamed::SCHEMA,
        unique_added::SCHEMA,
    ]
}

#[test]
fn everything_is_created_and_dropped_in_the_main_database() -> Result<()> {
    let plain = database("");
    now::SCHEMA.create_all(&plain)?;
    for script in BESIDE {
        let db = database(script);
        let aside = objects_beside(&db);
        now::SCHEMA.create_all(&db).unwrap_or_else(|error| panic!("{script}: {error}"));
        assert_eq!(everything(&db), everything(&plain), "{script}");
        assert_eq!(objects_beside(&db), aside, "{script}");
        assert_eq!(Catalog::read(&db)?, Catalog::read(&plain)?, "{script}");
        now::SCHEMA.verify(&db)?;
        now::SCHEMA.create_all(&db)?;

        now::SCHEMA.drop_all(&db).unwrap_or_else(|error| panic!("{script}: {error}"));
        assert_eq!(
            everything(&db).iter().filter(|line| !line.contains("sqlite_sequence")).count(),
            0,
            "{script}"
        );
        assert_eq!(objects_beside(&db), aside, "{script}");
        now::SCHEMA.drop_all(&db)?;
        assert_eq!(objects_beside(&db), aside, "{script}");
    }
    Ok(())
}

/// When SQLite renames a table or a column, it parses the statements of all indexes and triggers, and takes a
/// temporary table for the one that they mean. If that fails, the plan is refused.
#[test]
fn every_plan_is_for_the_main_database() -> Result<()> {
    for schema in next() {
        every_plan(schema)?;
    }
    Ok(())
}

fn every_plan(schema: Schema) -> Result<()> {
    let mut other = database("");
    now::SCHEMA.create_all(&other)?;
    other.execute_batch(ROWS)?;
    schema.plan(&other)?.apply(&mut other, Consent::None)?;
    for script in BESIDE {
        let mut db = database("");
        now::SCHEMA.create_all(&db)?;
        db.execute_batch(ROWS)?;
        db.execute_batch(script)?;
        let (aside, before) = (objects_beside(&db), everything(&db));
        let plan = schema.plan(&db)?;
        match plan.apply(&mut db, Consent::None) {
            Ok(()) => {
                assert_eq!(everything(&db), everything(&other), "{script}");
                schema.verify(&db)?;
            }
            Err(Error::Refused(refusal)) if plan.sql().contains("RENAME") => {
                assert!(matches!(*refusal, Refusal::Temporary { .. }), "{script}: {refusal}");
                assert!(script.contains("TEMP"), "{script}: {refusal}");
                assert_eq!(everything(&db), before, "{script}");
            }
            Err(error) => panic!("{script}: {error}\n{}", plan.sql()),
        }
        assert_eq!(objects_beside(&db), aside, "{script}");
    }
    Ok(())
}

#[test]
fn drift_is_that_of_the_main_database() -> Result<()> {
    for script in BESIDE {
        let db = database("");
        now::SCHEMA.create_all(&db)?;
        db.execute_batch(ROWS)?;
        db.execute_batch("DROP INDEX main.ix_posts_user_id; UPDATE main.users SET name = 'Bob'")?;
        db.execute_batch(script)?;
        let plan = unique_added::SCHEMA.plan(&db)?;
        let changes: Vec<String> = plan.changes().iter().map(ToString::to_string).collect();
        assert_eq!(
            changes,
            [
                "make `users` unique by (name) (the database does not have it), by a rebuild: needs data: 1 row(s) repeat the values of another there",
                "create index `ix_posts_user_id` on `posts` (the database does not have it): safe",
            ],
            "{script}"
        );
    }
    Ok(())
}

/// Dropping a table drops the temporary triggers on it, which are not part of the database to rebuild.
#[test]
fn a_temporary_trigger_on_a_table_is_not_lost_with_it() -> Result<()> {
    let t = "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')";
    for trigger in [
        "CREATE TEMP TRIGGER r AFTER INSERT ON main.t BEGIN SELECT 1; END",
        "CREATE TEMP TRIGGER r AFTER INSERT ON T BEGIN SELECT 1; END",
    ] {
        let mut db = database(t);
        db.execute_batch(trigger)?;
        let plan = planner("CREATE TABLE t (a TEXT UNIQUE)").plan(&db)?;
        let expected = Refusal::Temporary { kind: "trigger".to_owned(), name: "r".to_owned() };
        assert_eq!(refusal(plan.apply(&mut db, Consent::None)), expected);
        planner("CREATE TABLE t (a TEXT, b TEXT)").plan(&db)?.apply(&mut db, Consent::None)?;
        assert_eq!(rows(&db, "SELECT name FROM sqlite_temp_schema"), ["r"]);
    }
    let mut db = database(t);
    db.execute_batch("CREATE TEMP TABLE t (x); CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END")?;
    planner("CREATE TABLE t (a TEXT UNIQUE)").plan(&db)?.apply(&mut db, Consent::None)?;
    assert_eq!(rows(&db, "SELECT name FROM sqlite_temp_schema ORDER BY 1"), ["r", "t"]);
    assert_eq!(rows(&db, "SELECT a FROM main.t"), ["x"]);
    Ok(())
}

/// The trigger is dropped with its table, under whatever name that has by then.
#[test]
fn a_temporary_trigger_on_a_table_that_is_renamed_and_made_anew_is_not_lost() -> Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')");
    db.execute_batch("CREATE TEMP TRIGGER r AFTER INSERT ON main.t BEGIN SELECT 1; END")?;
    let renamed = planner("CREATE TABLE u (a TEXT UNIQUE)").rename_table("t", "u");
    let expected = Refusal::Temporary { kind: "trigger".to_owned(), name: "r".to_owned() };
    assert_eq!(refusal(renamed.plan(&db)?.apply(&mut db, Consent::None)), expected);
    assert_eq!(rows(&db, "SELECT name, tbl_name FROM sqlite_temp_schema"), ["r|t"]);
    assert_eq!(rows(&db, "SELECT a FROM main.t"), ["x"]);
    Ok(())
}
