//! Inserting users with their posts and comments.

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::{Benchmarks, with_stored},
    checksum::Checksum as _,
    data::users::{NewUser, new_users},
    workload::INSERT_NESTED,
};
use toasty::{
    Db, Transaction,
    schema::Model,
    stmt::{CreateMany, IntoInsert},
};

use crate::{
    models::users::{Comment, Post, User},
    users::all_with_comments,
};

/// The rows of a statement: all together have more values than SQLite accepts parameters.
const ROWS_A_STATEMENT: usize = 100;

pub fn benchmarks() -> Benchmarks<Asynchronous<Db>> {
    let insert = async |db: &mut Db, new: Vec<NewUser>| insert(db, new).await;
    vec![with_stored(benchmark(INSERT_NESTED, |_| new_users(), insert), |db| {
        Ok(db.runtime.block_on(all_with_comments(&mut db.db))?.checksum())
    })]
}

/// Inserts the rows of each table by statements of many rows. Nested builders, a statement for each user or for many,
/// take more than twice as long.
async fn insert(db: &mut Db, new: Vec<NewUser>) -> toasty::Result<Vec<User>> {
    let mut transaction = db.transaction().await?;
    let (mut rows, mut posts) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    for user in new {
        rows.push(User::create().name(user.name).email(user.email).age(user.age));
        posts.push(user.posts);
    }
    let users: Vec<User> = insert_rows(&mut transaction, rows).await?;
    let (mut rows, mut comments) = (Vec::new(), Vec::new());
    for (user, posts) in users.iter().zip(posts) {
        for post in posts {
            rows.push(Post::create().user_id(user.id).title(post.title));
            comments.push(post.comments);
        }
    }
    let posts: Vec<Post> = insert_rows(&mut transaction, rows).await?;
    let on_post = |(post, comments): (&Post, Vec<String>)| {
        let id = post.id;
        comments.into_iter().map(move |body| Comment::create().post_id(id).body(body))
    };
    let rows = posts.iter().zip(comments).flat_map(on_post).collect();
    insert_rows::<Comment>(&mut transaction, rows).await?;
    transaction.commit().await?;
    Ok(users)
}

async fn insert_rows<M: Model>(
    db: &mut Transaction<'_>,
    rows: Vec<impl IntoInsert<Model = M>>,
) -> toasty::Result<Vec<M>> {
    let mut inserted = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let some = rows.by_ref().take(ROWS_A_STATEMENT).fold(CreateMany::default(), CreateMany::item);
        inserted.extend(some.exec(db).await?);
    }
    Ok(inserted)
}
