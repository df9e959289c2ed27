//! The workloads with Toasty: accessors for one row's relations, `include` for graphs.

mod models;

use ground::{
    Error,
    asynchronous::{Asynchronous, lane},
    data::users::{YOUNG, drafts, some_id},
    lane::Run,
    serve::Contestant,
    workload::{ALL_LINKED, CHILDREN, FEW, INSERT, LINKED, MANY, PICKED, ROW, ROWS, WHOLE},
};
use toasty::{Db, stmt::CreateMany};
use toasty_driver_sqlite::Sqlite;

use models::{Comment, Group, Membership, Note, Post, User, WithComments, WithGroups, WithPosts};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite, lanes: lanes() }.main()
}

fn open(script: &str) -> Result<Asynchronous<Db>, Error> {
    Asynchronous::open(async || {
        // Each connection would have a database in memory of its own, so there is one.
        let mut db = Db::builder()
            .models(toasty::models!(User, Post, Comment, Group, Membership, Note))
            .max_pool_size(1)
            .build(Sqlite::in_memory())
            .await?;
        for statement in script.split_inclusive(";\n") {
            toasty::sql::statement(statement).exec(&mut db).await?;
        }
        Ok(db)
    })
}

fn reset(db: &mut Asynchronous<Db>) -> Result<(), Error> {
    db.runtime.block_on(toasty::sql::statement("DELETE FROM notes").exec(&mut db.db))?;
    Ok(())
}

fn sqlite(db: &mut Asynchronous<Db>) -> Result<String, Error> {
    let query = toasty::sql::query("SELECT sqlite_version()");
    let rows = db.runtime.block_on(query.exec(&mut db.db))?;
    let version = format!("{rows:?}").replace(|sign: char| !sign.is_ascii_digit() && sign != '.', "");
    Ok(format!("SQLite {version}"))
}

fn lanes() -> Vec<Box<dyn Run<Asynchronous<Db>>>> {
    vec![
        lane(ROW, some_key, async |db: &mut Db, id| User::get_by_id(db, &id).await),
        lane(CHILDREN, some_key, async |db: &mut Db, id| Post::filter_by_user_id(id).exec(db).await),
        lane(LINKED, some_key, async |db: &mut Db, id| User::filter_by_id(id).groups().exec(db).await),
        lane(ROWS, |_| (), async |db: &mut Db, ()| Post::all().exec(db).await),
        lane(ALL_LINKED, |_| (), async |db: &mut Db, ()| all_with_groups(db).await),
        lane(
            INSERT,
            |_| drafts(),
            async |db: &mut Db, drafts: Vec<(String, i64)>| {
                let new = |(title, score)| Note::create().title(title).score(score);
                let all = drafts.into_iter().map(new).fold(Note::create_many(), CreateMany::item);
                all.exec(db).await
            },
        ),
        lane(PICKED, |_| (), async |db: &mut Db, ()| young_with_comments(db).await),
        lane(WHOLE, |_| (), async |db: &mut Db, ()| all_with_comments(db).await),
        lane(FEW, |_| (), async |db: &mut Db, ()| with_posts(db).await),
        lane(MANY, |_| (), async |db: &mut Db, ()| with_posts(db).await),
    ]
}

fn some_key(run: i64) -> u64 {
    some_id(run).cast_unsigned()
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
