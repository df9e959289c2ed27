//! The work by hand, as a careful user of rusqlite writes it: statements kept by `prepare_cached`, columns read
//! by their place, one query for each level of a graph with the parents' keys bound, and a map to group by.

use std::collections::HashMap;

use ground::{
    data::{YOUNG, drafts, some_id},
    lane::{Run, lane},
    sum::{self, Sum},
    workload::{ALL_LINKED, CHILDREN, FEW, INSERT, LINKED, MANY, PICKED, ROW, ROWS, WHOLE},
};
use rusqlite::{Connection, Result, Row, params_from_iter};

use crate::{
    models::{Comment, Group, Note, Post, User},
    workloads::{ASKED, DECLARED},
};

/// How many keys are bound to one statement at most: SQLite's own limit is 32,766.
const KEYS: usize = 32_000;

struct UserWithPosts {
    user: User,
    posts: Vec<PostWithComments>,
}

struct PostWithComments {
    post: Post,
    comments: Vec<Comment>,
}

impl Sum for UserWithPosts {
    fn sum(&self) -> u64 {
        sum::of(&[&self.user, &self.posts])
    }
}

impl Sum for PostWithComments {
    fn sum(&self) -> u64 {
        sum::of(&[&self.post, &self.comments])
    }
}

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(ROW, some_id, |db: &mut Connection, id| {
            db.prepare_cached("SELECT id, name, email, age FROM users WHERE id = ?1")?.query_row([id], user)
        }),
        lane(CHILDREN, some_id, |db: &mut Connection, id| {
            db.prepare_cached("SELECT id, user_id, title FROM posts WHERE user_id = ?1")?
                .query_map([id], post)?
                .collect::<Result<Vec<_>>>()
        }),
        lane(LINKED, some_id, |db: &mut Connection, id| {
            db.prepare_cached(
                "SELECT g.id, g.name FROM groups g JOIN user_group j ON j.group_id = g.id \
                 WHERE j.user_id = ?1",
            )?
            .query_map([id], group)?
            .collect::<Result<Vec<_>>>()
        }),
        lane(DECLARED, some_id, groups_by_name),
        lane(ASKED, some_id, groups_by_name),
        lane(
            ROWS,
            |_| (),
            |db: &mut Connection, ()| {
                db.prepare_cached("SELECT id, user_id, title FROM posts")?
                    .query_map([], post)?
                    .collect::<Result<Vec<_>>>()
            },
        ),
        lane(ALL_LINKED, |_| (), |db: &mut Connection, ()| all_with_groups(db)),
        lane(INSERT, |_| drafts(), |db: &mut Connection, drafts| insert(db, drafts)),
        lane(PICKED, |_| (), |db: &mut Connection, ()| with_comments(db, young(db)?)),
        lane(WHOLE, |_| (), |db: &mut Connection, ()| with_comments(db, users(db)?)),
        lane(FEW, |_| (), |db: &mut Connection, ()| with_posts(db, young(db)?)),
        lane(MANY, |_| (), |db: &mut Connection, ()| with_posts(db, young(db)?)),
    ]
}

fn groups_by_name(db: &mut Connection, id: i64) -> Result<Vec<Group>> {
    db.prepare_cached(
        "SELECT g.id, g.name FROM groups g JOIN user_group j ON j.group_id = g.id \
         WHERE j.user_id = ?1 ORDER BY g.name",
    )?
    .query_map([id], group)?
    .collect()
}

fn insert(db: &mut Connection, drafts: Vec<(String, i64)>) -> Result<Vec<Note>> {
    let transaction = db.transaction()?;
    let mut notes = Vec::with_capacity(drafts.len());
    for (title, score) in drafts {
        transaction
            .prepare_cached("INSERT INTO notes (title, score) VALUES (?1, ?2)")?
            .execute((&title, score))?;
        notes.push(Note { id: transaction.last_insert_rowid(), title, score });
    }
    transaction.commit()?;
    Ok(notes)
}

fn young(db: &Connection) -> Result<Vec<User>> {
    db.prepare_cached("SELECT id, name, email, age FROM users WHERE age < ?1")?
        .query_map([YOUNG], user)?
        .collect()
}

fn users(db: &Connection) -> Result<Vec<User>> {
    db.prepare_cached("SELECT id, name, email, age FROM users")?.query_map([], user)?.collect()
}

fn all_with_groups(db: &Connection) -> Result<Vec<(User, Vec<Group>)>> {
    let mut all: Vec<(User, Vec<Group>)> = users(db)?.into_iter().map(|user| (user, Vec::new())).collect();
    let places: HashMap<i64, usize> = all.iter().enumerate().map(|(at, (user, _))| (user.id, at)).collect();
    let keys: Vec<i64> = all.iter().map(|(user, _)| user.id).collect();
    for keys in keys.chunks(KEYS) {
        let sql = format!(
            "SELECT j.user_id, g.id, g.name FROM user_group j JOIN groups g ON g.id = j.group_id \
             WHERE j.user_id IN ({})",
            marks(keys.len())
        );
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(keys))?;
        while let Some(row) = rows.next()? {
            if let Some(at) = places.get(&row.get(0)?) {
                all[*at].1.push(Group { id: row.get(1)?, name: row.get(2)? });
            }
        }
    }
    Ok(all)
}

fn with_posts(db: &Connection, users: Vec<User>) -> Result<Vec<(User, Vec<Post>)>> {
    let mut all: Vec<(User, Vec<Post>)> = users.into_iter().map(|user| (user, Vec::new())).collect();
    let places: HashMap<i64, usize> = all.iter().enumerate().map(|(at, (user, _))| (user.id, at)).collect();
    let keys: Vec<i64> = all.iter().map(|(user, _)| user.id).collect();
    for keys in keys.chunks(KEYS) {
        let mut statement = db.prepare_cached(&posts_of_users(keys.len()))?;
        let mut rows = statement.query(params_from_iter(keys))?;
        while let Some(row) = rows.next()? {
            let post = post(row)?;
            if let Some(at) = places.get(&post.user_id) {
                all[*at].1.push(post);
            }
        }
    }
    Ok(all)
}

fn with_comments(db: &Connection, users: Vec<User>) -> Result<Vec<UserWithPosts>> {
    let keys: Vec<i64> = users.iter().map(|user| user.id).collect();
    let mut posts = Vec::new();
    for keys in keys.chunks(KEYS) {
        let mut statement = db.prepare_cached(&posts_of_users(keys.len()))?;
        for post in statement.query_map(params_from_iter(keys), post)? {
            posts.push(post?);
        }
    }
    let keys: Vec<i64> = posts.iter().map(|post| post.id).collect();
    let mut comments: HashMap<i64, Vec<Comment>> = HashMap::with_capacity(posts.len());
    for keys in keys.chunks(KEYS) {
        let sql = format!("SELECT id, post_id, body FROM comments WHERE post_id IN ({})", marks(keys.len()));
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(keys))?;
        while let Some(row) = rows.next()? {
            let comment = Comment { id: row.get(0)?, post_id: row.get(1)?, body: row.get(2)? };
            comments.entry(comment.post_id).or_default().push(comment);
        }
    }
    let mut of_users: HashMap<i64, Vec<PostWithComments>> = HashMap::with_capacity(users.len());
    for post in posts {
        let comments = comments.remove(&post.id).unwrap_or_default();
        of_users.entry(post.user_id).or_default().push(PostWithComments { post, comments });
    }
    Ok(users
        .into_iter()
        .map(|user| UserWithPosts { posts: of_users.remove(&user.id).unwrap_or_default(), user })
        .collect())
}

fn posts_of_users(count: usize) -> String {
    format!("SELECT id, user_id, title FROM posts WHERE user_id IN ({})", marks(count))
}

/// As many question marks.
fn marks(count: usize) -> String {
    let mut marks = "?,".repeat(count);
    marks.pop();
    marks
}

fn user(row: &Row<'_>) -> Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, email: row.get(2)?, age: row.get(3)? })
}

fn post(row: &Row<'_>) -> Result<Post> {
    Ok(Post { id: row.get(0)?, user_id: row.get(1)?, title: row.get(2)? })
}

fn group(row: &Row<'_>) -> Result<Group> {
    Ok(Group { id: row.get(0)?, name: row.get(1)? })
}
