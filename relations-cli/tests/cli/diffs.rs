//! The output of `diff`.

use serde_json::{Value, json};

use super::{Result, database, directory, run};

#[test]
fn the_same_schema_differs_in_nothing() -> Result {
    let directory = directory("same")?;
    database(
        &directory,
        "a.db",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
         CREATE INDEX one ON t (a);
         CREATE VIEW v AS SELECT a, b FROM t;
         INSERT INTO t VALUES (1, 'a', 'b');",
    )?;
    database(
        &directory,
        "b.db",
        "CREATE TABLE T (ID integer PRIMARY KEY, B TEXT, A TEXT);
         CREATE INDEX another_name ON T (A);
         CREATE VIEW v AS SELECT a,\n  b FROM t;",
    )?;
    for (left, right) in [("a.db", "a.db"), ("a.db", "b.db"), ("b.db", "a.db")] {
        let told = run(&directory, &["diff", left, right])?;
        assert_eq!((told.code, told.out.as_str(), told.err.as_str()), (0, "", ""), "{left} {right}");
        assert_eq!(run(&directory, &["diff", left, right, "--json"])?.out, "[]\n");
    }
    Ok(())
}

#[test]
fn each_difference_is_a_line_and_an_object() -> Result {
    let directory = directory("differs")?;
    database(
        &directory,
        "a.db",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, mail TEXT UNIQUE);
         CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE, n INTEGER CHECK (n > 0));
         CREATE INDEX by_user ON posts (user_id) WHERE user_id > 7;
         CREATE TABLE old (id INTEGER PRIMARY KEY, x TEXT);
         CREATE TABLE pairs (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b));
         CREATE TRIGGER noted AFTER INSERT ON posts BEGIN SELECT 1; END;",
    )?;
    database(
        &directory,
        "b.db",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x', mail TEXT) STRICT;
         CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, n INTEGER, more TEXT, UNIQUE (n, more));
         CREATE INDEX by_user ON posts (user_id);
         CREATE TABLE new (id INTEGER PRIMARY KEY);
         CREATE TABLE pairs (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (b, a));
         CREATE VIEW v AS SELECT 1 AS one;",
    )?;
    let told = run(&directory, &["diff", "a.db", "b.db"])?;
    assert_eq!((told.code, told.err.as_str()), (1, ""));
    assert_eq!(
        told.out.lines().collect::<Vec<_>>(),
        [
            "+ table new",
            "- table old",
            "~ primary key of `pairs`: (a, b) → (b, a)",
            "+ column of `posts`: more: TEXT",
            "+ unique of `posts`: (n, more)",
            "- check of `posts`: n > 0",
            "~ foreign key of `posts`: (user_id) to users: REFERENCES users (id) ON DELETE CASCADE → REFERENCES users (id)",
            "~ index of `posts`: (user_id): WHERE user_id > 7 → (nothing)",
            "- trigger of `posts`: noted: CREATE TRIGGER noted AFTER INSERT ON posts BEGIN SELECT 1; END",
            "~ table users: (nothing) → STRICT",
            "~ column of `users`: name: TEXT → TEXT NOT NULL DEFAULT 'x'",
            "- unique of `users`: (mail)",
            "+ view v: CREATE VIEW v AS SELECT 1 AS one",
        ]
    );
    let listed = run(&directory, &["diff", "a.db", "b.db", "--json"])?;
    assert_eq!(listed.code, 1);
    let listed: Vec<Value> = serde_json::from_str(&listed.out)?;
    assert_eq!(listed.len(), 13);
    assert_eq!(
        listed[10],
        json!({"of": "users", "kind": "column", "name": "name", "left": "TEXT", "right": "TEXT NOT NULL DEFAULT 'x'"})
    );
    assert_eq!(listed[0]["left"], Value::Null);
    Ok(())
}
