//! Rows, relations and graphs by integer keys.

use ground::{
    asynchronous::{Asynchronous, lane},
    data::users::{YOUNG, drafts, some_id, some_ids},
    lane::Run,
    workload::{ALL_LINKED, CHILDREN, FEW, INSERT, KEPT, LINKED, MANY, PICKED, ROW, ROWS, WHOLE},
};
use sea_orm::{DatabaseConnection, DbErr, entity::prelude::*};

use crate::models::{
    Found,
    users::{comment, group, new_notes, note, post, some_user, user},
};

/// The loader binds a key for each parent, of which SQLite takes 32,766 at most.
const PARENTS: usize = 32_000;

type UserWithPosts = (user::Model, Vec<(post::Model, Vec<comment::Model>)>);

pub fn lanes() -> Vec<Box<dyn Run<Asynchronous<DatabaseConnection>>>> {
    vec![
        lane(ROW, some_id, async |db: &mut DatabaseConnection, id| {
            user::Entity::find_by_id(id).one(db).await.map(Found)
        }),
        lane(KEPT, some_ids, async |db: &mut DatabaseConnection, ids: Vec<i64>| {
            let mut users = Vec::with_capacity(ids.len());
            for id in ids {
                users.extend(user::Entity::find_by_id(id).one(db).await?);
            }
            Ok::<_, DbErr>(users)
        }),
        lane(CHILDREN, some_user, async |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(post::Entity).all(db).await
        }),
        lane(LINKED, some_user, async |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(group::Entity).all(db).await
        }),
        lane(ROWS, |_| (), async |db: &mut DatabaseConnection, ()| post::Entity::find().all(db).await),
        lane(ALL_LINKED, |_| (), async |db: &mut DatabaseConnection, ()| all_with_groups(db).await),
        lane(
            INSERT,
            |_| new_notes(drafts()),
            async |db: &mut DatabaseConnection, new| {
                note::Entity::insert_many(new).exec_with_returning(db).await
            },
        ),
        lane(
            PICKED,
            |_| (),
            async |db: &mut DatabaseConnection, ()| with_comments(db, young(db).await?).await,
        ),
        lane(
            WHOLE,
            |_| (),
            async |db: &mut DatabaseConnection, ()| {
                with_comments(db, user::Entity::find().all(db).await?).await
            },
        ),
        lane(FEW, |_| (), async |db: &mut DatabaseConnection, ()| with_posts(db).await),
        lane(MANY, |_| (), async |db: &mut DatabaseConnection, ()| with_posts(db).await),
    ]
}

async fn young(db: &DatabaseConnection) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find().filter(user::COLUMN.age.lt(YOUNG)).all(db).await
}

async fn all_with_groups(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<group::Model>)>, DbErr> {
    let users = user::Entity::find().all(db).await?;
    let groups = users.load_many(group::Entity, db).await?;
    Ok(users.into_iter().zip(groups).collect())
}

async fn with_posts(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<post::Model>)>, DbErr> {
    let users = young(db).await?;
    let mut posts = Vec::with_capacity(users.len());
    for users in users.chunks(PARENTS) {
        posts.extend(users.load_many(post::Entity, db).await?);
    }
    Ok(users.into_iter().zip(posts).collect())
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
