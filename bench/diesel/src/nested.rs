//! Inserting users with their posts and comments.

use diesel::prelude::*;
use ground::{
    benchmark::{Benchmarks, benchmark, with_stored},
    checksum::Checksum as _,
    data::users::{self as data, new_users},
    workload::INSERT_NESTED,
};

use crate::{
    models::users::{NewComment, NewPost, NewUser, User, comments, posts, users},
    users::{all_with_comments, last_insert_rowid},
};

pub fn benchmarks() -> Benchmarks<SqliteConnection> {
    vec![with_stored(benchmark(INSERT_NESTED, |_| new_users(), insert), |db| {
        Ok(all_with_comments(db)?.checksum())
    })]
}

/// Inserts rows one by one, and asks SQLite for the keys of parents: statements of many rows, from slices or from
/// arrays, whose statements are kept, take more time and a few more instructions.
fn insert(db: &mut SqliteConnection, new: Vec<data::NewUser>) -> QueryResult<Vec<User>> {
    db.transaction(|db| {
        let insert_user = |data::NewUser { name, email, age, posts: with_posts }| {
            let row = NewUser { name: &name, email: &email, age };
            diesel::insert_into(users::table).values(row).execute(db)?;
            let user_id = diesel::select(last_insert_rowid()).get_result(db)?;
            for post in &with_posts {
                let row = NewPost { user_id, title: &post.title };
                diesel::insert_into(posts::table).values(row).execute(db)?;
                let post_id = diesel::select(last_insert_rowid()).get_result(db)?;
                for body in &post.comments {
                    let row = NewComment { post_id, body };
                    diesel::insert_into(comments::table).values(row).execute(db)?;
                }
            }
            Ok(User { id: user_id, name, email, age })
        };
        new.into_iter().map(insert_user).collect()
    })
}
