//! Rows, relations and graphs by integer keys.

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::Benchmarks,
    data::users::{YOUNG, drafts, some_id, some_ids},
    workload::{
        ALL_LINKED_ROWS, ALL_ROWS, CHILDREN, FILTERED_GRAPH, GRAPH_OF_40_000, GRAPH_OF_400, INSERT,
        LINKED_ROWS, ROW_BY_KEY, ROWS_ONE_BY_ONE, WHOLE_GRAPH,
    },
};
use toasty::{Db, stmt::CreateMany};

use crate::models::users::{Note, Post, User, WithComments, WithGroups, WithPosts};

pub fn benchmarks() -> Benchmarks<Asynchronous<Db>> {
    vec![
        benchmark(ROW_BY_KEY, some_key, async |db: &mut Db, id| User::get_by_id(db, &id).await),
        benchmark(ROWS_ONE_BY_ONE, some_ids, async |db: &mut Db, ids: Vec<i64>| {
            let mut users = Vec::with_capacity(ids.len());
            for id in ids {
                users.push(User::get_by_id(db, &id.cast_unsigned()).await?);
            }
            Ok::<_, toasty::Error>(users)
        }),
        benchmark(CHILDREN, some_key, async |db: &mut Db, id| Post::filter_by_user_id(id).exec(db).await),
        benchmark(LINKED_ROWS, some_key, async |db: &mut Db, id| {
            User::filter_by_id(id).groups().exec(db).await
        }),
        benchmark(ALL_ROWS, |_| (), async |db: &mut Db, ()| Post::all().exec(db).await),
        benchmark(ALL_LINKED_ROWS, |_| (), async |db: &mut Db, ()| all_with_groups(db).await),
        benchmark(
            INSERT,
            |_| drafts(),
            async |db: &mut Db, drafts: Vec<(String, i64)>| insert(db, drafts).await,
        ),
        benchmark(FILTERED_GRAPH, |_| (), async |db: &mut Db, ()| young_with_comments(db).await),
        benchmark(WHOLE_GRAPH, |_| (), async |db: &mut Db, ()| all_with_comments(db).await),
        benchmark(GRAPH_OF_400, |_| (), async |db: &mut Db, ()| with_posts(db).await),
        benchmark(GRAPH_OF_40_000, |_| (), async |db: &mut Db, ()| with_posts(db).await),
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

pub async fn all_with_comments(db: &mut Db) -> toasty::Result<Vec<WithComments>> {
    let users = User::all().include(User::fields().posts().comments()).exec(db).await?;
    Ok(users.into_iter().map(WithComments).collect())
}

async fn all_with_groups(db: &mut Db) -> toasty::Result<Vec<WithGroups>> {
    let users = User::all().include(User::fields().groups()).exec(db).await?;
    Ok(users.into_iter().map(WithGroups).collect())
}
