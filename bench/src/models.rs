//! The tables that are read and written, and the rows in them.

use relations::{Model, Schema, schema};
use rusqlite::Connection;

pub const USERS: i64 = 1_000;
pub const POSTS_A_USER: i64 = 10;
pub const GROUPS: i64 = 1_000;
pub const GROUPS_A_USER: usize = 5;
pub const NEW_NOTES: i64 = 1_000;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post)]
#[many_to_many(groups: Group, through = "user_group")]
#[many_to_many(sorted_groups: Group, through = "user_sorted_group", order_by(name))]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub age: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
pub struct Post {
    pub id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "groups")]
pub struct Group {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "notes")]
pub struct Note {
    pub id: i64,
    pub title: String,
    pub score: i64,
}

const SCHEMA: Schema = schema![User, Post, Group, Note];

/// A database in memory with every table filled but that of notes.
pub fn database() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let users = User::insert_all(
        &db,
        (0..USERS).map(|at| {
            User::create().name(format!("user {at}")).email(format!("user{at}@example.com")).age(at % 90)
        }),
    )?;
    let groups = Group::insert_all(
        &db,
        // Names in another order than ids, so that sorting by them has something to do.
        (0..GROUPS).map(|at| Group::create().name(format!("group {}", at * 617 % GROUPS))),
    )?;
    Post::insert_all(
        &db,
        users.iter().flat_map(|user| {
            (0..POSTS_A_USER)
                .map(move |at| user.posts().create().title(format!("post {at} of {}", user.name)))
        }),
    )?;
    let transaction = db.unchecked_transaction()?;
    for (at, user) in users.iter().enumerate() {
        for nth in 0..GROUPS_A_USER {
            let group = &groups[(at * 7 + nth * 211) % groups.len()];
            user.groups().link(&transaction, group)?;
            user.sorted_groups().link(&transaction, group)?;
        }
    }
    transaction.commit()?;
    Ok(db)
}

/// Rows yet to be inserted, without keys.
pub fn drafts() -> Vec<Note> {
    (0..NEW_NOTES).map(|at| Note { id: 0, title: format!("note number {at}"), score: at }).collect()
}

/// Empties what the workloads fill.
pub fn reset(db: &Connection) -> relations::Result<()> {
    db.execute_batch("DELETE FROM notes")?;
    Ok(())
}
