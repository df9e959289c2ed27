//! Inserting users with their posts and comments.

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::{Benchmarks, with_stored},
    checksum::Checksum as _,
    data::users::{NewUser, new_users},
    workload::INSERT_NESTED,
};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait as _, entity::prelude::*};

use crate::{
    models::users::{comment_rows, inserted_users, post_rows, user, user_rows},
    queries::insert_statements,
    users::all_with_comments,
};

pub fn benchmarks() -> Benchmarks<Asynchronous<DatabaseConnection>> {
    let insert = async |db: &mut DatabaseConnection, new| insert(db, new).await;
    vec![with_stored(benchmark(INSERT_NESTED, |_| new_users(), insert), |db| {
        Ok(db.runtime.block_on(all_with_comments(&db.db))?.checksum())
    })]
}

/// Inserts the rows of each table by statements of many rows, and counts keys back from the last: those by RETURNING, and
/// nested `ActiveModel`s, which insert row by row, take longer.
async fn insert(db: &DatabaseConnection, mut new: Vec<NewUser>) -> Result<Vec<user::Model>, DbErr> {
    let transaction = db.begin().await?;
    let first_user = insert_rows(&transaction, user_rows(&new)).await?;
    let first_post = insert_rows(&transaction, post_rows(first_user, &mut new)).await?;
    insert_rows(&transaction, comment_rows(first_post, &mut new)).await?;
    transaction.commit().await?;
    Ok(inserted_users(first_user, new))
}

/// Returns the key of the first row.
async fn insert_rows<A: ActiveModelTrait>(db: &DatabaseTransaction, rows: Vec<A>) -> Result<i64, DbErr> {
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let mut last = 0;
    for statement in insert_statements(rows) {
        last = db.execute(&statement).await?.last_insert_id();
    }
    Ok(last.cast_signed() - count + 1)
}
