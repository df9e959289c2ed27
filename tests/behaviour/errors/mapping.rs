//! `Mapping`, `Decode` and `Encode`: models and database differ. `ForeignKeysOff`: the connection does not
//! enforce foreign keys.

use std::error::Error as _;

use relations::{
    Error, Model, Schema,
    prelude::*,
    rusqlite::{self, Connection, types::FromSqlError},
    schema,
};

use super::{assert_message, fails};
use crate::seed::{self, Post, User, database, user};

#[derive(Model, Clone, Debug)]
#[model(table = "no such: table")]
#[has_many(leaves: Leaf)]
#[many_to_many(friends: Tree, through = "friendship", from = one, to = other)]
pub struct Tree {
    id: u64,
    name: String,
}

#[derive(Model, Clone, Debug)]
pub struct Leaf {
    id: i64,
    #[belongs_to(tree: Tree)]
    tree_id: u64,
}

const SCHEMA: Schema = schema![Tree, Leaf];

fn tree() -> Tree {
    Tree { id: 1, name: String::new() }
}

#[track_caller]
fn maps(error: &Error, of: &str, name: &str, missing: Option<&str>, text: &str) {
    let Error::Mapping { model, table, column, .. } = error else {
        panic!("expected Mapping, got {error:?}")
    };
    assert_eq!((*model, *table, column.as_deref()), (of, name, missing));
    assert_message(error, text);
}

#[test]
fn reading_a_table_that_is_missing_is_reported() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    let missing = |error: &Error| {
        let text = "`Tree` maps table `no such: table`, which the database does not have";
        maps(error, "Tree", "no such: table", None, text);
    };
    missing(&fails(&db, |db| Tree::get(db, 1_u64))?);
    missing(&fails(&db, |db| Tree::find(db, 1_u64))?);
    missing(&fails(&db, |db| Tree::query().all(db))?);
    missing(&fails(&db, |db| Tree::query().filter(Tree::NAME.eq("a")).first(db))?);
    missing(&fails(&db, |db| Tree::query().count(db))?);
    missing(&fails(&db, |db| Tree::query().exists(db))?);
    missing(&fails(&db, |db| tree().reload(db))?);
    missing(&fails(&db, |db| Leaf { id: 1, tree_id: 1 }.tree().get(db))?);
    let leaf = "`Leaf` maps table `leaf`, which the database does not have";
    maps(&fails(&db, |db| tree().leaves().all(db))?, "Leaf", "leaf", None, leaf);
    Ok(())
}

#[test]
fn reading_a_column_that_is_missing_is_reported() -> relations::Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    db.execute_batch(
        "ALTER TABLE users DROP COLUMN name; ALTER TABLE posts RENAME COLUMN title TO headline",
    )?;
    let name = "`User` maps column `name` of table `users`, which the database does not have";
    let title = "`Post` maps column `title` of table `posts`, which the database does not have";
    maps(&fails(&db, |db| User::get(db, 1))?, "User", "users", Some("name"), name);
    let filtered = fails(&db, |db| User::query().filter(User::NAME.eq("Alice")).count(db))?;
    maps(&filtered, "User", "users", Some("name"), name);
    maps(&fails(&db, |db| alice.posts().all(db))?, "Post", "posts", Some("title"), title);
    let ordered = fails(&db, |db| alice.posts().order_by(Post::TITLE.asc()).first(db))?;
    maps(&ordered, "Post", "posts", Some("title"), title);
    assert_eq!(User::query().count(&db)?, 1);
    Ok(())
}

#[test]
fn writing_what_is_missing_is_reported() -> relations::Result<()> {
    let db = database();
    let mut alice = user(&db, "Alice")?;
    db.execute_batch("ALTER TABLE users DROP COLUMN name")?;
    let assert_missing_column = |error: &Error, missing: Option<&str>| {
        assert!(matches!(error, Error::Mapping { column, .. } if column.as_deref() == missing), "{error:?}");
    };
    assert_missing_column(&fails(&db, |db| tree().insert(db))?, None);
    assert_missing_column(&fails(&db, |db| tree().update(db))?, None);
    assert_missing_column(&fails(&db, |db| tree().delete(db))?, None);
    assert_missing_column(&fails(&db, |db| Tree::create().name("a").insert(db))?, None);
    assert_missing_column(
        &fails(&db, |db| Tree::insert_all(db, (0..99).map(|_| Tree::create().name("a"))))?,
        None,
    );
    assert_missing_column(&fails(&db, |db| alice.update(db))?, Some("name"));
    assert_missing_column(&fails(&db, |db| User { id: 7, ..alice.clone() }.insert(db))?, Some("name"));
    Ok(())
}

#[test]
fn a_value_that_a_field_cannot_take_is_reported_by_its_column() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE \"no such: table\" (id, name); INSERT INTO \"no such: table\" VALUES (1, 2.5)",
    )?;
    let error = fails(&db, |db| Tree::get(db, 1_u64))?;
    let Error::Decode { model, table, column, found, source } = &error else {
        panic!("expected Decode, got {error:?}")
    };
    assert_eq!((*model, *table, *column, found.as_str()), ("Tree", "no such: table", "name", "Real"));
    assert!(matches!(source, FromSqlError::InvalidType));
    assert_eq!(
        error.to_string(),
        "`Tree` cannot read column `name` of table `no such: table`: found Real, Invalid type"
    );
    assert!(matches!(error.source(), Some(source) if source.is::<FromSqlError>()));

    db.execute_batch("UPDATE \"no such: table\" SET id = -7, name = ''")?;
    let error = fails(&db, |db| Tree::query().all(db))?;
    assert!(
        matches!(&error, Error::Decode { column: "id", source: FromSqlError::OutOfRange(-7), .. }),
        "{error:?}"
    );
    Ok(())
}

#[test]
fn a_value_that_sqlite_cannot_hold_is_reported() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let mut beyond = Tree { id: u64::MAX, ..tree() };
    let errors = [
        fails(&db, |db| beyond.insert(db))?,
        fails(&db, |db| beyond.update(db))?,
        fails(&db, |db| beyond.delete(db))?,
        fails(&db, |db| Tree::query().filter(Tree::ID.ne(u64::MAX)).all(db))?,
        fails(&db, |db| beyond.leaves().all(db))?,
        fails(&db, |db| beyond.leaves().create().insert(db))?,
        fails(&db, |db| tree().friends().link(db, &beyond))?,
        fails(&db, |db| {
            Tree::insert_all(db, [Tree::create().name("a").id(1_u64), Tree::create().name("b").id(u64::MAX)])
        })?,
    ];
    for error in errors {
        assert!(matches!(error, Error::Encode { .. }), "{error:?}");
        assert_message(&error, "a value cannot be stored in SQLite");
    }
    Ok(())
}

const OFF: &str = "foreign keys are off on this connection: open it with `relations::open`, or call \
                   `relations::configure` on it outside of a transaction";

#[test]
fn a_connection_whose_foreign_keys_stay_off_is_reported() -> relations::Result<()> {
    let mut db = Connection::open_in_memory()?;
    db.pragma_update(None, "foreign_keys", false)?;
    let error = fails(&db, |db| seed::SCHEMA.create_all(db))?;
    assert!(matches!(error, Error::ForeignKeysOff));
    assert_eq!(error.to_string(), OFF);
    assert!(error.source().is_none());
    let transaction = db.transaction()?;
    assert!(matches!(relations::configure(&transaction), Err(Error::ForeignKeysOff)));
    Ok(())
}

#[test]
fn what_else_sqlite_reports_is_passed_on_as_it_is() {
    let error = Error::from(rusqlite::Error::InvalidQuery);
    assert!(matches!(&error, Error::Sqlite(source) if matches!(**source, rusqlite::Error::InvalidQuery)));
    assert_eq!(error.to_string(), rusqlite::Error::InvalidQuery.to_string());
}
