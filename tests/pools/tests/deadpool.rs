//! The seed application on connections of a deadpool pool, from asynchronous tasks.

use std::{error::Error, fs, path::Path};

use deadpool_sqlite::{Config, Hook, HookError, InteractError, Pool, Runtime};
use pools::{Post, add_post, empty, fill};
use relations::prelude::*;

/// Creates a pool over an empty database in a file, whose connections enforce foreign keys.
fn pool(name: &str) -> Result<Pool, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_file(&path)?;
    }
    let configure = Hook::async_fn(|db, _| {
        Box::pin(async move {
            let configured = db.interact(|db| relations::configure(db)).await;
            let configured = configured.map_err(|error| HookError::message(error.to_string()))?;
            configured.map_err(|error| HookError::message(error.to_string()))
        })
    });
    Ok(Config::new(path).builder(Runtime::Tokio1)?.max_size(4).post_create(configure).build()?)
}

#[tokio::test]
async fn the_seed_application_runs_on_a_pooled_connection() -> Result<(), Box<dyn Error>> {
    let pool = pool("deadpool.db")?;
    pool.get().await?.interact(|db| fill(db)).await.map_err(|error| message(&error))??;
    pool.get().await?.interact(|db| empty(db)).await.map_err(|error| message(&error))??;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_write_at_once() -> Result<(), Box<dyn Error>> {
    let pool = pool("deadpool-tasks.db")?;
    pool.get().await?.interact(|db| fill(db)).await.map_err(|error| message(&error))??;
    let mut tasks = Vec::new();
    for task in 0..20 {
        let pool = pool.clone();
        tasks.push(tokio::spawn(async move {
            let db = pool.get().await.expect("the pool has a connection");
            let written = db
                .interact(move |db| {
                    let bob = pools::User::query().filter(pools::User::NAME.eq("Bob")).one(db)?;
                    bob.posts().create().title(format!("{task}")).content("c").insert(db)
                })
                .await;
            written.expect("nothing panics").expect("the lock is waited for").id
        }));
    }
    for task in tasks {
        assert!(task.await? > 0);
    }
    let count = pool
        .get()
        .await?
        .interact(|db| Post::query().filter(Post::CONTENT.eq("c")).count(db))
        .await
        .map_err(|error| message(&error))??;
    assert_eq!(count, 20);
    Ok(())
}

#[tokio::test]
async fn a_pooled_connection_has_transactions() -> Result<(), Box<dyn Error>> {
    let pool = pool("deadpool-transactions.db")?;
    let db = pool.get().await?;
    db.interact(|db| fill(db)).await.map_err(|error| message(&error))??;
    db.interact(|db| add_post(db, "pooled")).await.map_err(|error| message(&error))??;
    let author = db.interact(|db| Post::query().filter(Post::TITLE.eq("pooled")).one(db)?.user().get(db));
    assert_eq!(author.await.map_err(|error| message(&error))??.name, "Bob");
    Ok(())
}

/// Returns the message of an error that a use of the connection ended with.
fn message(error: &InteractError) -> String {
    error.to_string()
}
