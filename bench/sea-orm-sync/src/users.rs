//! Rows, relations and graphs by integer keys.

use ground::{
    benchmark::{Benchmarks, benchmark},
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

pub fn benchmarks() -> Benchmarks<DatabaseConnection> {
    vec![
        benchmark(ROW_BY_KEY, some_id, |db: &mut DatabaseConnection, id| {
            user::Entity::find_by_id(id).one(db).map(OptionalRow)
        }),
        benchmark(ROWS_ONE_BY_ONE, some_ids, |db: &mut DatabaseConnection, ids: Vec<i64>| {
            let mut users = Vec::with_capacity(ids.len());
            for id in ids {
                users.extend(user::Entity::find_by_id(id).one(db)?);
            }
            Ok::<_, DbErr>(users)
        }),
        benchmark(CHILDREN, some_user, |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(post::Entity).all(db)
        }),
        benchmark(LINKED_ROWS, some_user, |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(group::Entity).all(db)
        }),
        benchmark(ALL_ROWS, |_| (), |db: &mut DatabaseConnection, ()| post::Entity::find().all(db)),
        benchmark(ALL_LINKED_ROWS, |_| (), |db: &mut DatabaseConnection, ()| all_with_groups(db)),
        benchmark(
            INSERT,
            |_| new_notes(drafts()),
            |db: &mut DatabaseConnection, new| note::Entity::insert_many(new).exec_with_returning(db),
        ),
        benchmark(
            FILTERED_GRAPH,
            |_| (),
            |db: &mut DatabaseConnection, ()| with_comments(db, young_users(db)?),
        ),
        benchmark(WHOLE_GRAPH, |_| (), |db: &mut DatabaseConnection, ()| all_with_comments(db)),
        benchmark(GRAPH_OF_400, |_| (), |db: &mut DatabaseConnection, ()| with_posts(db)),
        benchmark(GRAPH_OF_40_000, |_| (), |db: &mut DatabaseConnection, ()| with_posts(db)),
    ]
}

fn young_users(db: &DatabaseConnection) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find().filter(user::COLUMN.age.lt(YOUNG)).all(db)
}

fn all_with_groups(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<group::Model>)>, DbErr> {
    let users = user::Entity::find().all(db)?;
    let groups = users.load_many(group::Entity, db)?;
    Ok(users.into_iter().zip(groups).collect())
}

fn with_posts(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<post::Model>)>, DbErr> {
    let users = young_users(db)?;
    let mut posts = Vec::with_capacity(users.len());
    for users in users.chunks(PARENTS_A_STATEMENT) {
        posts.extend(users.load_many(post::Entity, db)?);
    }
    Ok(users.into_iter().zip(posts).collect())
}

pub fn all_with_comments(db: &DatabaseConnection) -> Result<Vec<UserWithPosts>, DbErr> {
    with_comments(db, user::Entity::find().all(db)?)
}

fn with_comments(db: &DatabaseConnection, users: Vec<user::Model>) -> Result<Vec<UserWithPosts>, DbErr> {
    let posts = users.load_many(post::Entity, db)?;
    let counts: Vec<usize> = posts.iter().map(Vec::len).collect();
    let posts: Vec<post::Model> = posts.into_iter().flatten().collect();
    let comments = posts.load_many(comment::Entity, db)?;
    let mut posts = posts.into_iter().zip(comments);
    Ok(users
        .into_iter()
        .zip(counts)
        .map(|(user, count)| (user, (&mut posts).take(count).collect()))
        .collect())
}
