//! Rows, relations and graphs by integer keys.

use ground::{
    data::users::{YOUNG, drafts, some_id, some_ids},
    lane::{Run, lane},
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

pub fn lanes() -> Vec<Box<dyn Run<DatabaseConnection>>> {
    vec![
        lane(ROW, some_id, |db: &mut DatabaseConnection, id| user::Entity::find_by_id(id).one(db).map(Found)),
        lane(KEPT, some_ids, |db: &mut DatabaseConnection, ids: Vec<i64>| {
            let mut users = Vec::with_capacity(ids.len());
            for id in ids {
                users.extend(user::Entity::find_by_id(id).one(db)?);
            }
            Ok::<_, DbErr>(users)
        }),
        lane(CHILDREN, some_user, |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(post::Entity).all(db)
        }),
        lane(LINKED, some_user, |db: &mut DatabaseConnection, user: user::Model| {
            user.find_related(group::Entity).all(db)
        }),
        lane(ROWS, |_| (), |db: &mut DatabaseConnection, ()| post::Entity::find().all(db)),
        lane(ALL_LINKED, |_| (), |db: &mut DatabaseConnection, ()| all_with_groups(db)),
        lane(
            INSERT,
            |_| new_notes(drafts()),
            |db: &mut DatabaseConnection, new| note::Entity::insert_many(new).exec_with_returning(db),
        ),
        lane(PICKED, |_| (), |db: &mut DatabaseConnection, ()| with_comments(db, young(db)?)),
        lane(
            WHOLE,
            |_| (),
            |db: &mut DatabaseConnection, ()| with_comments(db, user::Entity::find().all(db)?),
        ),
        lane(FEW, |_| (), |db: &mut DatabaseConnection, ()| with_posts(db)),
        lane(MANY, |_| (), |db: &mut DatabaseConnection, ()| with_posts(db)),
    ]
}

fn young(db: &DatabaseConnection) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find().filter(user::COLUMN.age.lt(YOUNG)).all(db)
}

fn all_with_groups(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<group::Model>)>, DbErr> {
    let users = user::Entity::find().all(db)?;
    let groups = users.load_many(group::Entity, db)?;
    Ok(users.into_iter().zip(groups).collect())
}

fn with_posts(db: &DatabaseConnection) -> Result<Vec<(user::Model, Vec<post::Model>)>, DbErr> {
    let users = young(db)?;
    let mut posts = Vec::with_capacity(users.len());
    for users in users.chunks(PARENTS) {
        posts.extend(users.load_many(post::Entity, db)?);
    }
    Ok(users.into_iter().zip(posts).collect())
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
