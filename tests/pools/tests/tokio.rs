//! The seed application on a connection of tokio-rusqlite, which has a thread of its own.

use std::error::Error;

use pools::{Post, empty, fill};
use relations::prelude::*;
use tokio_rusqlite::Connection;

#[tokio::test]
async fn the_seed_application_runs_on_the_thread_of_a_connection() -> Result<(), Box<dyn Error>> {
    let db = Connection::open_in_memory().await?;
    let posts = db
        .call(|db| {
            relations::configure(db)?;
            fill(db)?;
            let posts = Post::query().count(db)?;
            empty(db)?;
            Ok::<_, relations::Error>(posts)
        })
        .await?;
    assert_eq!(posts, 1);
    Ok(())
}
