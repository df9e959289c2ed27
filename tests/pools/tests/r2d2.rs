//! The seed application on connections of an r2d2 pool, from several threads.

use std::{error::Error, fs, path::Path, thread};

use pools::{Post, add_post, empty, fill};
use r2d2_sqlite::SqliteConnectionManager;
use relations::prelude::*;

type Pool = r2d2::Pool<SqliteConnectionManager>;

/// Creates a pool over an empty database in a file, whose connections enforce foreign keys.
fn pool(name: &str) -> Result<Pool, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_file(&path)?;
    }
    let manager = SqliteConnectionManager::file(path).with_init(|db| Ok(relations::configure(db)?));
    Ok(Pool::builder().max_size(4).build(manager)?)
}

#[test]
fn the_seed_application_runs_on_a_pooled_connection() -> Result<(), Box<dyn Error>> {
    let pool = pool("r2d2.db")?;
    fill(&*pool.get()?)?;
    empty(&*pool.get()?)?;
    Ok(())
}

#[test]
fn threads_write_at_once() -> Result<(), Box<dyn Error>> {
    let pool = pool("r2d2-threads.db")?;
    fill(&*pool.get()?)?;
    thread::scope(|scope| {
        for thread in 0..4 {
            let pool = &pool;
            scope.spawn(move || {
                for at in 0..5 {
                    let db = pool.get().expect("the pool has a connection");
                    let bob = pools::User::query().filter(pools::User::NAME.eq("Bob")).one(&db);
                    let bob = bob.expect("Bob is there");
                    let new = bob.posts().create().title(format!("{thread}: {at}")).content("c");
                    new.insert(&db).expect("the lock is waited for");
                }
            });
        }
    });
    let db = pool.get()?;
    assert_eq!(Post::query().filter(Post::CONTENT.eq("c")).count(&db)?, 20);
    Ok(())
}

#[test]
fn a_pooled_connection_has_transactions() -> Result<(), Box<dyn Error>> {
    let pool = pool("r2d2-transactions.db")?;
    fill(&*pool.get()?)?;
    add_post(&*pool.get()?, "pooled")?;
    let db = pool.get()?;
    let post = Post::query().filter(Post::TITLE.eq("pooled")).one(&db)?;
    assert_eq!(post.user().get(&db)?.name, "Bob");
    Ok(())
}
