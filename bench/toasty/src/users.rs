//! Rows, relations and graphs by integer keys.

use ground::{
    asynchronous::{Asynchronous, lane},
    data::users::{YOUNG, drafts, some_id, some_ids},
    lane::Run,
    workload::{ALL_LINKED, CHILDREN, FEW, INSERT, KEPT, LINKED, MANY, PICKED, ROW, ROWS, WHOLE},
};
use toasty::{Db, stmt::CreateMany};

use crate::models::users::{Note, Post, User, WithComments, WithGroups, WithPosts};

pub fn lanes() -> Vec<Box<dyn Run<Asynchronous<Db>>>> {
    vec![
        lane(ROW, some_key, async |db: &mut Db, id| User::get_by_id(db, &id).await),
        lane(KEPT, some_ids, async |db: &mut Db, ids: Vec<i64>| {
            let mut users = Vec::with_capacity(ids.len());
            for id in ids {
                users.push(User::get_by_id(db, &id.cast_unsigned()).await?);
            }
            Ok::<_, toasty::Error>(users)
        }),
        lane(CHILDREN, some_key, async |db: &mut Db, id| Post::filter_by_user_id(id).exec(db).await),
        lane(LINKED, some_key, async |db: &mut Db, id| User::filter_by_id(id).groups().exec(db).await),
        lane(ROWS, |_| (), async |db: &mut Db, ()| Post::all().exec(db).await),
        lane(ALL_LINKED, |_| (), async |db: &mut Db, ()| all_with_groups(db).await),
        lane(INSERT, |_| drafts(), async |db: &mut Db, drafts: Vec<(String, i64)>| insert(db, drafts).await),
        lane(PICKED, |_| (), async |db: &mut Db, ()| young_with_comments(db).await),
        lane(WHOLE, |_| (), async |db: &mut Db, ()| all_with_comments(db).await),
        lane(FEW, |_| (), async |db: &mut Db, ()| with_posts(db).await),
        lane(MANY, |_| (), async |db: &mut Db, ()| with_posts(db).await),
    ]
}

fn some_key(run: i64) -> u64 {
    some_id(run).cast_unsigned()
}

pub async fn insert(db: &mut Db, drafts: Vec<(String, i64)>) -> toasty::Result<Vec<Note>> {
    let new = |(title, score)| Note::create().title(title).score(score);
    let all = drafts.into_iter().map(new).fold(Note::create_many(), CreateMany::item);
    all.exec(db).await
}

async fn with_posts(db: &mut Db) -> toasty::Result<Vec<WithPosts>> {
    let young = User::filter(User::fields().age().lt(YOUNG));
    let users = young.include(User::fields().posts()).exec(db).await?;
    Ok(users.into_iter().map(WithPosts).collect())
}

async fn young_with_comments(db: &mut Db) -> toasty::Result<Vec<WithComments>> {
    let young = User::filter(User::fields().age().lt(YOUNG));
    let users = young.include(User::fields().posts().comments()).exec(db).await?;
    Ok(users.into_iter().map(WithComments).collect())
}

async fn all_with_comments(db: &mut Db) -> toasty::Result<Vec<WithComments>> {
    let users = User::all().include(User::fields().posts().comments()).exec(db).await?;
    Ok(users.into_iter().map(WithComments).collect())
}

async fn all_with_groups(db: &mut Db) -> toasty::Result<Vec<WithGroups>> {
    let users = User::all().include(User::fields().groups()).exec(db).await?;
    Ok(users.into_iter().map(WithGroups).collect())
}
