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
use sea_orm::{DatabaseConnection, DbErr, entity::prelude::*};

use crate::models::{
    OptionalRow,
    users::{comment, group, new_notes, note, post, some_user, user},
};

/// The parents of one statement: the loader binds a key for each, and SQLite accepts 32,766 parameters at most.
const PARENTS_A_STATEMENT: usize = 32_000;

pub type UserWithPosts = (user::Model, Vec<(post::Model, Vec<comment::Model>)>);

pub fn benchmarks() -> Benchmarks<Asynchronous<DatabaseConnection>> {
    vec![
        benchmark(ROW_BY_KEY, some_id, async |db: &mut DatabaseConnection, id| {
            user::Entity::find_by_id(id).one(db).await.map(OptionalRow)
        }),
        benchmark(ROWS_ONE_BY_ONE, some_ids, async |db: &mut DatabaseConnection, ids: Vec<i64>| {
            let mut users = Vec::with_capacity(ids.len());
            for id in ids {
                users.extend(user::Entity::find_by_id(id).one(db).await?);
            }
            Ok::<_, DbErr>(users)
        }),
        benchmark(CHILDREN, some_user, async |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(post::Entity).all(db).await
        }),
        benchmark(LINKED_ROWS, some_user, async |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(group::Entity).all(db).await
        }),
        benchmark(
            ALL_ROWS,
            |_| (),
            async |db: &mut DatabaseConnection, ()| post::Entity::find().all(db).await,
        ),
        benchmark(ALL_LINKED_ROWS, |_| (), async |db: &mut DatabaseConnection, ()| all_with_groups(db).await),
        benchmark(
            INSERT,
            |_| new_notes(drafts()),
            async |db: &mut DatabaseConnection, new| {
                note::Entity::insert_many(new).exec_with_returning(db).await
            },
        ),
        benchmark(
            FILTERED_GRAPH,
            |_| (),
            async |db: &mut DatabaseConnection, ()| with_comments(db, young_users(db).await?).await,
        ),
        benchmark(WHOLE_GRAPH, |_| (), async |db: &mut DatabaseConnection, ()| all_with_comments(db).await),
        benchmark(GRAPH_OF_400, |_| (), async |db: &mut DatabaseConnection, ()| with_posts(db).await),
        benchmark(GRAPH_OF_40_000, |_| (), async |db: &mut DatabaseConnection, ()| with_posts(db).await),
    ]
}

async fn young_users(db: &DatabaseConnection) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find().filter(user::COLUMN.age.lt(YOUNG)).all(db).await
}

async fn all_with_groups(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<group::Model>)>, DbErr> {
    let users = user::Entity::find().all(db).await?;
    let groups = users.load_many(group::Entity, db).await?;
    Ok(users.into_iter().zip(groups).collect())
}

async fn with_posts(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<post::Model>)>, DbErr> {
    let users = young_users(db).await?;
    let mut posts = Vec::with_capacity(users.len());
    for users in users.chunks(PARENTS_A_STATEMENT) {
        posts.extend(users.load_many(post::Entity, db).await?);
    }
    Ok(users.into_iter().zip(posts).collect())
}

pub async fn all_with_comments(db: &DatabaseConnection) -> Result<Vec<UserWithPosts>, DbErr> {
    with_comments(db, user::Entity::find().all(db).await?).await
}

async fn with_comments(
    db: &DatabaseConnection,
    users: Vec<user::Model>,
) -> Result<Vec<UserWithPosts>, DbErr> {
    let posts = users.load_many(post::Entity, db).await?;
    let counts: Vec<usize> = posts.iter().map(Vec::len).collect();
    let posts: Vec<post::Model> = posts.into_iter().flatten().collect();
    let comments = posts.load_many(comment::Entity, db).await?;
    let mut posts = posts.into_iter().zip(comments);
    Ok(users
        .into_iter()
        .zip(counts)
        .map(|(user, count)| (user, (&mut posts).take(count).collect()))
        .collect())
}
