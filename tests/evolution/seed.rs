//! The seed application, whose schema grows while its tables have rows.

pub mod models;

use relations::{
    Result, Schema,
    evolution::{Consent, Plan, Planner},
    prelude::*,
    rusqlite::Connection,
};

use crate::steps::{everything, foreign_keys_are_on, rows, texts};
use models::{
    column_added, column_renamed, index_added, not_null, now, nullable, relation_added, relation_dropped,
    table_renamed, unique_added,
};

/// Creates the seed tables with two users, their posts, a profile and links.
fn seeded() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    now::SCHEMA.create_all(&db)?;
    let alice = now::User::create().name("Alice").email("a@example.com").phone_number(1).insert(&db)?;
    let bob = now::User::create().name("Bob").email("b@example.com").phone_number(2).insert(&db)?;
    for (user, title) in [(&alice, "Hello"), (&alice, "Again"), (&bob, "Hi")] {
        user.posts().create().title(title).content("…").insert(&db)?;
    }
    alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    let delhi = now::Address::create().street("Ring Road").country("India").insert(&db)?;
    for user in [&alice, &bob] {
        user.addresses().link(&db, &delhi)?;
    }
    Ok(db)
}

/// Migrates the database to `schema`, by `apply` and on a second database by the script, and asserts that both are
/// equal.
fn grow(schema: Schema) -> Result<(Connection, Plan)> {
    grow_by(schema, Consent::None)
}

fn grow_by(schema: Schema, consent: Consent<'_>) -> Result<(Connection, Plan)> {
    let mut db = seeded()?;
    let plan = schema.plan(&db)?;
    plan.apply(&mut db, consent)?;
    schema.verify(&db)?;
    assert!(foreign_keys_are_on(&db));
    assert_eq!(rows(&db, "SELECT * FROM pragma_foreign_key_check"), [""; 0]);

    let other = seeded()?;
    other.execute_batch("PRAGMA foreign_keys = OFF")?;
    other.execute_batch(&plan.sql())?;
    assert!(other.is_autocommit());
    assert_eq!(everything(&db), everything(&other));
    Ok((db, plan))
}

fn counts(db: &Connection, users: &str) -> Vec<String> {
    [users, "posts", "profile", "address", "user_address_association"]
        .iter()
        .flat_map(|table| rows(db, &format!("SELECT count(*) FROM {table}")))
        .collect()
}

#[test]
fn nothing_is_to_be_done_at_first() -> Result<()> {
    let db = seeded()?;
    now::SCHEMA.verify(&db)?;
    assert!(now::SCHEMA.plan(&db)?.is_empty());
    Ok(())
}

#[test]
fn a_column_is_added() -> Result<()> {
    let (db, plan) = grow(column_added::SCHEMA)?;
    assert_eq!(texts(&plan), ["add column `posts`.`likes` (the database does not have it): safe"]);
    assert!(
        plan.sql().contains("\nALTER TABLE \"posts\" ADD COLUMN \"likes\" INTEGER NOT NULL DEFAULT (0);\n")
    );
    assert_eq!(counts(&db, "users"), ["2", "3", "1", "1", "2"]);
    assert!(column_added::Post::query().all(&db)?.iter().all(|post| post.likes == 0));
    Ok(())
}

#[test]
fn a_relation_is_added() -> Result<()> {
    let (db, plan) = grow(relation_added::SCHEMA)?;
    assert_eq!(
        texts(&plan),
        [
            "add column `posts`.`editor_id` (the database does not have it): safe",
            "add to `posts` the foreign key (editor_id) to `users` (the database does not have it): safe",
            "create index `ix_posts_editor_id` on `posts` (the database does not have it): safe",
        ]
    );
    assert_eq!(counts(&db, "users"), ["2", "3", "1", "1", "2"]);
    let bob = relation_added::User::query().filter(relation_added::User::NAME.eq("Bob")).one(&db)?;
    let mut post = relation_added::Post::get(&db, 1)?;
    bob.edited().add(&db, &mut post)?;
    bob.delete(&db)?;
    assert_eq!(relation_added::Post::get(&db, 1)?.editor_id, None, "ON DELETE SET NULL");
    Ok(())
}

#[test]
fn an_index_is_added() -> Result<()> {
    let (db, plan) = grow(index_added::SCHEMA)?;
    assert_eq!(
        texts(&plan),
        ["create index `ix_posts_title` on `posts` (the database does not have it): safe"]
    );
    assert!(plan.sql().contains("CREATE INDEX \"ix_posts_title\" ON \"posts\" (\"title\");"));
    assert_eq!(counts(&db, "users"), ["2", "3", "1", "1", "2"]);
    Ok(())
}

#[test]
fn a_unique_is_added() -> Result<()> {
    let (db, plan) = grow(unique_added::SCHEMA)?;
    assert_eq!(
        texts(&plan),
        ["make `users` unique by (name) (the database does not have it), by a rebuild: safe"]
    );
    assert_eq!(counts(&db, "users"), ["2", "3", "1", "1", "2"]);
    let twin = unique_added::User::create().name("Bob").email("c@example.com").phone_number(3);
    assert!(matches!(twin.insert(&db), Err(relations::Error::Unique { columns, .. }) if columns == ["name"]));
    now::User::get(&db, 1)?.delete(&db)?;
    assert_eq!(counts(&db, "users"), ["1", "1", "0", "1", "1"], "children still go with their parent");
    Ok(())
}

#[test]
fn a_not_null_comes_and_goes() -> Result<()> {
    let (db, plan) = grow_by(nullable::SCHEMA, Consent::Destructive)?;
    assert!(texts(&plan)[0].ends_with("loses NOT NULL"), "{:?}", texts(&plan));
    assert_eq!(plan.changes().len(), 1);
    let mut db = db;
    db.execute("UPDATE posts SET content = NULL WHERE id = 2", [])?;

    let plan = not_null::SCHEMA.plan(&db)?;
    assert!(texts(&plan)[0].ends_with("needs data: 1 row(s) have NULL there"), "{:?}", texts(&plan));
    assert!(plan.apply(&mut db, Consent::Destructive).is_err());
    db.execute("UPDATE posts SET content = '' WHERE content IS NULL", [])?;
    let plan = not_null::SCHEMA.plan(&db)?;
    assert!(texts(&plan)[0].starts_with("make `posts`.`content` NOT NULL (the models do not take NULL)"));
    plan.apply(&mut db, Consent::None)?;
    not_null::SCHEMA.verify(&db)?;
    assert_eq!(counts(&db, "users"), ["2", "3", "1", "1", "2"]);
    Ok(())
}

#[test]
fn a_table_is_renamed() -> Result<()> {
    let (db, plan) = grow(table_renamed::SCHEMA)?;
    assert_eq!(texts(&plan), ["rename table `users` to `members` (the models say `renamed_from`): safe"]);
    assert!(plan.sql().contains("\nALTER TABLE \"users\" RENAME TO \"members\";\n"));
    assert_eq!(counts(&db, "members"), ["2", "3", "1", "1", "2"]);
    let alice = table_renamed::User::get(&db, 1)?;
    assert_eq!(alice.posts().count(&db)?, 2);
    alice.delete(&db)?;
    assert_eq!(counts(&db, "members"), ["1", "1", "0", "1", "1"]);
    Ok(())
}

#[test]
fn a_column_is_renamed() -> Result<()> {
    let (db, plan) = grow(column_renamed::SCHEMA)?;
    assert_eq!(
        texts(&plan),
        ["rename column `users`.`email` to `mail` (the models say `renamed_from`): safe"]
    );
    assert_eq!(column_renamed::User::get(&db, 1)?.mail, "a@example.com");
    Ok(())
}

#[test]
fn a_relation_is_dropped() -> Result<()> {
    let mut db = seeded()?;
    let planner = Planner::new(&relation_dropped::SCHEMA)?.drop_table("user_address_association");
    let plan = planner.plan(&db)?;
    assert_eq!(
        texts(&plan),
        [
            "drop index `ix_posts_user_id` of `posts` (the models do not have it): loses an index",
            "drop column `posts`.`user_id` (the models do not have it), by a rebuild: destroys the values of 3 row(s)",
            "drop from `posts` the foreign key (user_id) to `users` (the models do not have it), by a rebuild: loses a foreign key",
            "drop table `user_address_association` (it was asked for): destroys the values of 2 row(s)",
        ]
    );
    assert!(plan.apply(&mut db, Consent::None).is_err());
    plan.apply(&mut db, Consent::Destructive)?;
    relation_dropped::SCHEMA.verify(&db)?;
    assert_eq!(rows(&db, "SELECT title FROM posts"), ["Hello", "Again", "Hi"]);
    assert_eq!(rows(&db, "SELECT count(*) FROM users, address, profile"), ["2"]);
    Ok(())
}

#[test]
fn drift_lists_every_difference() -> Result<()> {
    let db = seeded()?;
    db.execute_batch(
        "DROP INDEX ix_posts_user_id; ALTER TABLE address ADD COLUMN zip TEXT; DROP TABLE profile",
    )?;
    let Err(relations::Error::Drift { differences }) = now::SCHEMA.verify(&db) else {
        panic!("the database has drifted")
    };
    assert_eq!(
        differences,
        [
            "drop column `address`.`zip` (the models do not have it): destroys the values of 0 row(s)",
            "create table `profile` (the database does not have it): safe",
            "create index `ix_posts_user_id` on `posts` (the database does not have it): safe",
        ]
    );
    Ok(())
}
