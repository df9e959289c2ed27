//! The findings of `check`, and their text.

use serde_json::{Value, json};

use super::{Result, database, directory, run};

/// Returns the findings of `check --json` in a database made by this script, and the output of `check`.
fn found(name: &str, script: &str) -> Result<(Vec<Value>, String)> {
    let directory = directory(name)?;
    database(&directory, "a.db", script)?;
    let told = run(&directory, &["check", "a.db"])?;
    let listed = run(&directory, &["check", "a.db", "--json"])?;
    assert_eq!((told.err.as_str(), listed.err.as_str()), ("", ""));
    let found: Vec<Value> = serde_json::from_str(&listed.out)?;
    let code = i32::from(!found.is_empty());
    assert_eq!((told.code, listed.code), (code, code));
    assert_eq!(told.out.is_empty(), found.is_empty());
    Ok((found, told.out))
}

#[test]
fn a_sound_database_has_nothing() -> Result {
    let (found, _) = found(
        "sound",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
         CREATE TABLE posts (
             id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, code TEXT UNIQUE REFERENCES users (code)
         );
         CREATE INDEX posts_by_user ON posts (user_id, id);
         CREATE TABLE links (a INTEGER REFERENCES users, b INTEGER REFERENCES posts, PRIMARY KEY (a, b)) WITHOUT ROWID;
         CREATE INDEX back ON links (b);
         INSERT INTO users VALUES (1, NULL), (2, 'x');
         INSERT INTO posts VALUES (1, NULL, NULL), (2, 1, 'x');
         INSERT INTO links VALUES (1, 2);",
    )?;
    assert_eq!(found, Vec::<Value>::new());
    Ok(())
}

#[test]
fn rows_without_a_parent_are_shown() -> Result {
    let (found, told) = found(
        "orphans",
        "PRAGMA foreign_keys = OFF;
         CREATE TABLE \"the users\" (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE);
         CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id REFERENCES \"the users\", author TEXT REFERENCES \"the users\" (name));
         CREATE INDEX p1 ON posts (user_id);
         CREATE INDEX p2 ON posts (author);
         INSERT INTO \"the users\" VALUES (1, 'Alice');
         INSERT INTO posts VALUES (1, 1, 'ALICE'), (2, '1', 'alice'), (3, 77, NULL), (4, x'00ff', 'Bob');",
    )?;
    assert_eq!(
        found,
        [
            json!({
                "kind": "missing_parent", "table": "posts", "columns": ["user_id"], "parent": "the users",
                "parent_columns": ["id"], "count": 2,
                "rows": [{"id": 3, "user_id": 77}, {"id": 4, "user_id": "x'00ff'"}]
            }),
            json!({
                "kind": "missing_parent", "table": "posts", "columns": ["author"], "parent": "the users",
                "parent_columns": ["name"], "count": 1, "rows": [{"id": 4, "author": "Bob"}]
            }),
        ]
    );
    assert!(told.contains("id = 3, user_id = 77"), "{told}");
    Ok(())
}

#[test]
fn rows_of_any_kind_of_table_are_told_by_what_they_have() -> Result {
    let directory = directory("kinds")?;
    database(
        &directory,
        "a.db",
        "PRAGMA foreign_keys = OFF;
         CREATE TABLE teams (org TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (org, number));
         CREATE TABLE players (name TEXT PRIMARY KEY, org TEXT, number INTEGER, FOREIGN KEY (org, number) REFERENCES teams) WITHOUT ROWID;
         CREATE INDEX by_team ON players (number, org);
         INSERT INTO teams VALUES ('a', 1), ('b', 2);
         INSERT INTO players VALUES ('Ada', 'a', 1), ('Bob', 'a', 2), ('Cid', 'b', 1), ('Dan', 'a', NULL), ('Eve', 'c', 3);",
    )?;
    let told = run(&directory, &["check", "a.db", "--limit", "2"])?;
    assert_eq!(
        told.out,
        "`players`: 3 row(s) refer by `org`, `number` to a row that `teams` does not have by `org`, `number`\n    \
         name = \"Bob\", org = \"a\", number = 2\n    name = \"Cid\", org = \"b\", number = 1\n    and 1 more\n"
    );
    Ok(())
}

#[test]
fn foreign_keys_that_cannot_work_are_told_with_the_reason() -> Result {
    let (found, _) = found(
        "mismatch",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
         CREATE TABLE pairs (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b));
         CREATE TABLE posts (
             id INTEGER PRIMARY KEY, a TEXT REFERENCES users (name), b INTEGER REFERENCES nowhere,
             c INTEGER REFERENCES pairs, d INTEGER REFERENCES users (lost)
         );",
    )?;
    let problems: Vec<&str> = found.iter().filter_map(|finding| finding["problem"].as_str()).collect();
    assert_eq!(
        problems,
        [
            "(`name`) is neither the primary key of `users` nor unique there",
            "there is no table `nowhere`",
            "it has 1 column(s), and the key of `pairs` has 2",
            "`users` has no column `lost`",
        ]
    );
    assert_eq!(found.len(), 4);
    Ok(())
}

#[test]
fn keys_and_indexes_that_lack_something_are_told() -> Result {
    let (found, told) = found(
        "keys",
        "CREATE TABLE a (code TEXT PRIMARY KEY, x INTEGER, y INTEGER);
         CREATE TABLE b (code TEXT PRIMARY KEY NOT NULL, a_code TEXT REFERENCES a);
         CREATE INDEX partial ON b (a_code) WHERE a_code > 'x';
         CREATE TABLE c (line TEXT);
         CREATE TABLE d (code TEXT PRIMARY KEY) STRICT;
         INSERT INTO a VALUES (NULL, 1, 1), (NULL, 2, 2), ('x', 3, 3);",
    )?;
    assert_eq!(
        found,
        [
            json!({"kind": "nullable_key", "table": "a", "columns": ["code"], "nulls": 2}),
            json!({
                "kind": "no_index", "table": "b", "columns": ["a_code"], "parent": "a",
                "remedy": "CREATE INDEX \"ix_b_a_code\" ON \"b\" (\"a_code\");"
            }),
            json!({"kind": "no_key", "table": "c"}),
        ]
    );
    assert_eq!(told.lines().count(), 4);
    Ok(())
}

#[test]
fn rows_that_break_a_constraint_are_counted() -> Result {
    let (found, _) = found(
        "broken",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, low INTEGER CHECK (low > 0), high INTEGER, CHECK (low < high));
         PRAGMA ignore_check_constraints = ON;
         INSERT INTO t VALUES (1, -1, 5), (2, -2, -3), (3, NULL, 1);",
    )?;
    assert_eq!(
        found,
        [
            json!({"kind": "broken_check", "table": "t", "check": "low > 0", "count": 2}),
            json!({"kind": "broken_check", "table": "t", "check": "low < high", "count": 1}),
        ]
    );
    Ok(())
}
