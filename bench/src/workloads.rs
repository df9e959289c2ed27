//! The same work twice: by hand as a careful user writes it, and with the library.
//!
//! By hand means statements kept by `prepare_cached`, columns read by their place, structs filled.

use relations::{Load as _, Model as _, Select as _};
use rusqlite::{Connection, Row};

use crate::{
    measure::{Budget, Work, Workload},
    models::{Group, Note, Post, USERS, User, drafts},
};

pub fn all() -> Vec<Box<dyn Work>> {
    vec![
        Box::new(Workload {
            name: "one row by key",
            budget: Budget { wall: 1.00, instructions: 1.00 },
            runs: 2_000,
            input: some_id,
            by_hand: |db, id| {
                db.prepare_cached("SELECT id, name, email, age FROM users WHERE id = ?1")?
                    .query_row([id], user)
            },
            relations: |db, id| User::get(db, id),
        }),
        Box::new(Workload {
            name: "one parent's 10 children",
            budget: Budget { wall: 1.00, instructions: 1.00 },
            runs: 500,
            input: some_user,
            by_hand: |db, user| {
                db.prepare_cached("SELECT id, user_id, title FROM posts WHERE user_id = ?1")?
                    .query_map([user.id], post)?
                    .collect()
            },
            relations: |db, user| user.posts().all(db),
        }),
        Box::new(Workload {
            name: "many-to-many of one parent",
            budget: Budget { wall: 0.25, instructions: 0.25 },
            runs: 150,
            input: some_user,
            by_hand: |db, user| {
                db.prepare_cached(
                    "SELECT g.id, g.name FROM groups g JOIN user_group j ON j.group_id = g.id \
                     WHERE j.user_id = ?1",
                )?
                .query_map([user.id], group)?
                .collect()
            },
            relations: |db, user| user.groups().all(db),
        }),
        Box::new(Workload {
            name: "the same, declared in order",
            budget: Budget { wall: 0.25, instructions: 0.25 },
            runs: 150,
            input: some_user,
            by_hand: |db, user| groups_by_name(db, &user),
            relations: |db, user| user.sorted_groups().all(db),
        }),
        Box::new(Workload {
            name: "the same, asked for in order",
            budget: Budget { wall: 0.25, instructions: 0.25 },
            runs: 150,
            input: some_user,
            by_hand: |db, user| groups_by_name(db, &user),
            relations: |db, user| user.groups().order_by(Group::NAME.asc()).all(db),
        }),
        Box::new(Workload {
            name: "10,000 rows",
            budget: Budget { wall: 1.00, instructions: 0.98 },
            runs: 2,
            input: |_| (),
            by_hand: |db, ()| {
                db.prepare_cached("SELECT id, user_id, title FROM posts")?.query_map([], post)?.collect()
            },
            relations: |db, ()| Post::query().all(db),
        }),
        Box::new(Workload {
            name: "insert 1,000 rows",
            budget: Budget { wall: 0.70, instructions: 0.75 },
            runs: 5,
            input: |_| drafts(),
            by_hand: |db, mut notes| {
                let transaction = db.unchecked_transaction()?;
                for note in &mut notes {
                    transaction
                        .prepare_cached("INSERT INTO notes (title, score) VALUES (?1, ?2)")?
                        .execute((&note.title, note.score))?;
                    note.id = transaction.last_insert_rowid();
                }
                transaction.commit()?;
                Ok(notes)
            },
            relations: |db, notes| {
                let new = |note: Note| Note::create().title(note.title).score(note.score);
                Note::insert_all(db, notes.into_iter().map(new))
            },
        }),
    ]
}

/// A key that differs from run to run, as keys do.
fn some_id(run: i64) -> i64 {
    run * 7 % USERS + 1
}

fn some_user(run: i64) -> User {
    User { id: some_id(run), name: String::new(), email: String::new(), age: 0 }
}

fn groups_by_name(db: &Connection, near: &User) -> rusqlite::Result<Vec<Group>> {
    db.prepare_cached(
        "SELECT g.id, g.name FROM groups g JOIN user_group j ON j.group_id = g.id \
         WHERE j.user_id = ?1 ORDER BY g.name",
    )?
    .query_map([near.id], group)?
    .collect()
}

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, email: row.get(2)?, age: row.get(3)? })
}

fn post(row: &Row<'_>) -> rusqlite::Result<Post> {
    Ok(Post { id: row.get(0)?, user_id: row.get(1)?, title: row.get(2)? })
}

fn group(row: &Row<'_>) -> rusqlite::Result<Group> {
    Ok(Group { id: row.get(0)?, name: row.get(1)? })
}
