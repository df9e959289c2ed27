//! The workloads with SeaORM over sqlx, with its data loader: one statement for each level.

mod models;

use ground::{
    Error,
    asynchronous::{Asynchronous, lane},
    data::users::{YOUNG, some_id},
    lane::Run,
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

fn open(script: &str) -> Result<Asynchronous<DatabaseConnection>, Error> {
    Asynchronous::open(async || {
        // Each connection would have a database in memory of its own, so there is one, which stays.
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.min_connections(1).max_connections(1).test_before_acquire(false).sqlx_logging(false);
        let db = Database::connect(options).await?;
        db.execute_unprepared(script).await?;
        Ok(db)
    })
}

fn reset(db: &mut Asynchronous<DatabaseConnection>) -> Result<(), Error> {
    db.runtime.block_on(note::Entity::delete_many().exec(&db.db))?;
    Ok(())
}

fn sqlite(db: &mut Asynchronous<DatabaseConnection>) -> Result<String, Error> {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT sqlite_version()");
    let row = db.runtime.block_on(db.db.query_one_raw(statement))?.ok_or("no row")?;
    Ok(format!("SQLite {}", row.try_get_by_index::<String>(0)?))
}

fn lanes() -> Vec<Box<dyn Run<Asynchronous<DatabaseConnection>>>> {
    vec![
        lane(ROW, some_id, async |db: &mut DatabaseConnection, id| {
            user::Entity::find_by_id(id).one(db).await.map(Found)
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
            |_| new_notes(),
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
