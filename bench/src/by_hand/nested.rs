//! Inserting users with their posts and comments: by a statement for each row, or by statements of many rows.

use ground::{
    benchmark::{Benchmark, Benchmarks, benchmark, with_stored},
    checksum::Checksum as _,
    workload::{INSERT_NESTED, INSERT_NESTED_BESIDE_MANY, Workload},
};
use rusqlite::{Connection, Result, Statement};

use super::users::all_with_comments;
use crate::models::{NewUser, User, new_users};

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![with(INSERT_NESTED, one_by_one), with(INSERT_NESTED_BESIDE_MANY, many)]
}

fn with(
    workload: Workload,
    insert: fn(&mut Connection, Vec<NewUser>) -> Result<Vec<User>>,
) -> Box<dyn Benchmark<Connection>> {
    with_stored(benchmark(workload, |_| new_users(), insert), |db| Ok(all_with_comments(db)?.checksum()))
}

/// Inserts each row by a kept statement. A parent's key is bound once for all of its children.
fn one_by_one(db: &mut Connection, new: Vec<NewUser>) -> Result<Vec<User>> {
    let transaction = db.transaction()?;
    let mut users = Vec::with_capacity(new.len());
    let mut user = transaction.prepare_cached("INSERT INTO users (name, email, age) VALUES (?1, ?2, ?3)")?;
    let mut post = transaction.prepare_cached("INSERT INTO posts (user_id, title) VALUES (?1, ?2)")?;
    let mut comment = transaction.prepare_cached("INSERT INTO comments (post_id, body) VALUES (?1, ?2)")?;
    for NewUser { name, email, age, posts } in new {
        user.execute((&name, &email, age))?;
        let id = transaction.last_insert_rowid();
        post.raw_bind_parameter(1, id)?;
        for new in &posts {
            post.raw_bind_parameter(2, &new.title)?;
            post.raw_execute()?;
            comment.raw_bind_parameter(1, transaction.last_insert_rowid())?;
            for new in &new.comments {
                comment.raw_bind_parameter(2, &new.body)?;
                comment.raw_execute()?;
            }
        }
        users.push(User { id, name, email, age });
    }
    drop((user, post, comment));
    transaction.commit()?;
    Ok(users)
}

/// The number of rows of a statement.
const ROWS: usize = 100;

/// Inserts the rows of each table by statements of many rows, all users first, then all posts, then all comments.
fn many(db: &mut Connection, new: Vec<NewUser>) -> Result<Vec<User>> {
    let transaction = db.transaction()?;
    let insert_user = |statement: &mut Statement<'_>, at, new: &NewUser| {
        statement.raw_bind_parameter(at, &new.name)?;
        statement.raw_bind_parameter(at + 1, &new.email)?;
        statement.raw_bind_parameter(at + 2, new.age)
    };
    let insert_child = |statement: &mut Statement<'_>, at, (parent, text): (i64, &String)| {
        statement.raw_bind_parameter(at, parent)?;
        statement.raw_bind_parameter(at + 1, text)
    };
    let users = (new.len(), new.iter());
    let first_user = insert(&transaction, ("users (name, email, age)", 3), users, insert_user)?;
    let posts =
        || (first_user..).zip(&new).flat_map(|(id, user)| user.posts.iter().map(move |post| (id, post)));
    let count = new.iter().map(|user| user.posts.len()).sum();
    let titles = (count, posts().map(|(id, post)| (id, &post.title)));
    let first_post = insert(&transaction, ("posts (user_id, title)", 2), titles, insert_child)?;
    let count = posts().map(|(_, post)| post.comments.len()).sum();
    let bodies = (first_post..)
        .zip(posts())
        .flat_map(|(id, (_, post))| post.comments.iter().map(move |comment| (id, &comment.body)));
    insert(&transaction, ("comments (post_id, body)", 2), (count, bodies), insert_child)?;
    transaction.commit()?;
    let user = |(id, new): (i64, NewUser)| User { id, name: new.name, email: new.email, age: new.age };
    Ok((first_user..).zip(new).map(user).collect())
}

/// Inserts so many rows, many with each statement and the rest one by one. Returns the key of the first: the others
/// follow it, since there are no triggers. `bind` binds a row to the parameters from this number on.
fn insert<R>(
    db: &Connection,
    (into, columns): (&str, usize),
    (count, mut rows): (usize, impl Iterator<Item = R>),
    bind: impl Fn(&mut Statement<'_>, usize, R) -> Result<()>,
) -> Result<i64> {
    let row = format!("({})", vec!["?"; columns].join(","));
    let values = vec![row.as_str(); ROWS].join(",");
    let mut statement = db.prepare_cached(&format!("INSERT INTO {into} VALUES {values}"))?;
    for _ in 0..count / ROWS {
        for (at, row) in rows.by_ref().take(ROWS).enumerate() {
            bind(&mut statement, at * columns + 1, row)?;
        }
        statement.raw_execute()?;
    }
    let mut statement = db.prepare_cached(&format!("INSERT INTO {into} VALUES {row}"))?;
    for row in rows {
        bind(&mut statement, 1, row)?;
        statement.raw_execute()?;
    }
    Ok(db.last_insert_rowid() - i64::try_from(count).unwrap_or(0) + 1)
}
