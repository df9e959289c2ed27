//! Foreign key columns that are declared with another type than the key that they refer to.

use relations::{Error, Load, Model, prelude::*, rusqlite::Connection};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "u")]
#[has_many(posts: Post)]
struct User {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "post")]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    u_id: i64,
}

#[derive(Load, Debug, PartialEq)]
#[load(User)]
struct Page {
    posts: Vec<Title>,
    #[load(count = posts)]
    number: i64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Post)]
struct Title {
    id: i64,
}

/// Returns a database with tables that were not created by the library, whose column has this declaration.
fn tables_declared_as(declared: &str) -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    db.execute_batch(&format!(
        "CREATE TABLE u (id INTEGER PRIMARY KEY NOT NULL);
         CREATE TABLE post (id INTEGER PRIMARY KEY NOT NULL, u_id {declared} NOT NULL REFERENCES u (id));
         CREATE INDEX ix_post_u_id ON post (u_id);
         INSERT INTO u VALUES (1), (2);
         INSERT INTO post VALUES (1, '1'), (2, '01'), (3, 2);"
    ))?;
    Ok(db)
}

#[test]
fn a_shape_finds_what_the_handle_and_the_foreign_key_do() -> relations::Result<()> {
    for declared in ["INTEGER", "VARCHAR(20)", "NUMERIC", "REAL", "BLOB", ""] {
        let db = match tables_declared_as(declared) {
            // An older SQLite of the system relates no REAL column to a rowid.
            Err(Error::ForeignKey { .. }) if declared == "REAL" => continue,
            db => db?,
        };
        let user = User::get(&db, 1)?;
        assert_eq!(user.posts().count(&db)?, 2, "{declared}");
        let pages = Page::query().order_by(User::ID.asc()).all(&db)?;
        assert_eq!(pages[0], Page { posts: vec![Title { id: 1 }, Title { id: 2 }], number: 2 }, "{declared}");
        assert_eq!(pages[1], Page { posts: vec![Title { id: 3 }], number: 1 }, "{declared}");
        let one = Page::query().filter(User::ID.eq(1)).all(&db)?;
        assert_eq!(one[0].number, 2, "{declared}");
    }
    Ok(())
}

/// Holds for every declared type: each statement is compiled once, and it is the ordinary one that runs.
#[test]
fn statements_are_compiled_once() -> relations::Result<()> {
    for (declared, by_parent) in [("INTEGER", false), ("VARCHAR(20)", true)] {
        let db = tables_declared_as(declared)?;
        let user = User::get(&db, 1)?;
        for _ in 0..3 {
            user.posts().count(&db)?;
        }
        let plain = User::get(&db, 1)?.posts().order_by(Post::ID.asc()).limit(9).statement()?;
        assert!(plain.sql.contains(r#"t."u_id"=+?1"#), "{}", plain.sql);
        let ran = |text: &str| -> relations::Result<i32> {
            let statement = db.prepare_cached(text)?;
            Ok(statement.get_status(relations::rusqlite::StatementStatus::Run))
        };
        let plain = r#"SELECT count(*) FROM main."post" t WHERE t."u_id"=+?1"#;
        let exact = r#"SELECT count(*) FROM main."post" t WHERE EXISTS(SELECT 1 FROM main."u" sqlite_p0 WHERE sqlite_p0."id"=+?1 AND sqlite_p0."id"=t."u_id")"#;
        assert_eq!((ran(plain)?, ran(exact)?), if by_parent { (0, 3) } else { (3, 0) });
    }
    Ok(())
}

/// The change is seen when a statement has been compiled anew.
#[test]
fn a_change_of_the_schema_is_seen() -> relations::Result<()> {
    let db = tables_declared_as("INTEGER")?;
    let user = User::get(&db, 1)?;
    assert_eq!(user.posts().count(&db)?, 2);
    db.execute_batch(
        "DROP TABLE post;
         CREATE TABLE post (id INTEGER PRIMARY KEY NOT NULL, u_id TEXT NOT NULL REFERENCES u (id));
         INSERT INTO post VALUES (1, '1'), (2, '01'), (3, '1.0');",
    )?;
    user.posts().count(&db)?;
    assert_eq!(user.posts().count(&db)?, 3);
    assert_eq!(user.posts().count(&db)?, 3);
    assert_eq!(Page::query().filter(User::ID.eq(1)).all(&db)?[0].number, 3);
    Ok(())
}
