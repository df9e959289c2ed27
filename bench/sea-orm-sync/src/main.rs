//! The workloads with SeaORM without async, over rusqlite, with its data loader: one statement for each level.

#[path = "../../sea-orm/src/models.rs"]
mod models;

use ground::{
    Error,
    data::users::{YOUNG, some_id},
    lane::{Run, lane},
    serve::Contestant,
    workload::{ALL_LINKED, CHILDREN, FEW, INSERT, LINKED, MANY, PICKED, ROW, ROWS, WHOLE},
};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, entity::prelude::*};

use models::{Found, comment, group, new_notes, note, post, some_user, user};

/// The loader binds a key for each parent, of which SQLite takes 32,766 at most.
const PARENTS: usize = 32_000;

type UserWithPosts = (user::Model, Vec<(post::Model, Vec<comment::Model>)>);

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite, lanes: lanes() }.main()
}

fn open(script: &str) -> Result<DatabaseConnection, Error> {
    let db = Database::connect(ConnectOptions::new("sqlite::memory:"))?;
    db.execute_unprepared(script)?;
    Ok(db)
}

fn reset(db: &mut DatabaseConnection) -> Result<(), Error> {
    note::Entity::delete_many().exec(db)?;
    Ok(())
}

fn sqlite(db: &mut DatabaseConnection) -> Result<String, Error> {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT sqlite_version()");
    let row = db.query_one_raw(statement)?.ok_or("no row")?;
    Ok(format!("SQLite {}", row.try_get_by_index::<String>(0)?))
}

fn lanes() -> Vec<Box<dyn Run<DatabaseConnection>>> {
    vec![
        lane(ROW, some_id, |db: &mut DatabaseConnection, id| user::Entity::find_by_id(id).one(db).map(Found)),
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
            |_| new_notes(),
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
