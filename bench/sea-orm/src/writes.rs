//! Inserts, upserts and links.

use std::collections::HashSet;

use ground::{
    asynchronous::{Asynchronous, lane},
    data::{
        books::{Books, some_link},
        writes::few_drafts,
    },
    lane::Run,
    workload::{INSERT_FEW, INSERT_WIDE, LINK, SET, UPSERT},
};
use sea_orm::{
    DatabaseConnection, DbErr, TransactionTrait as _, TryInsertResult, entity::prelude::*,
    sea_query::OnConflict,
};

use crate::{
    models::{
        users::{new_notes, note},
        writes::{item, new_items, new_wides, wide},
    },
    queries::{link, linked, links, unlink},
};

pub fn lanes() -> Vec<Box<dyn Run<Asynchronous<DatabaseConnection>>>> {
    vec![
        lane(
            INSERT_FEW,
            |_| new_notes(few_drafts()),
            async |db: &mut DatabaseConnection, new| {
                note::Entity::insert_many(new).exec_with_returning(db).await
            },
        ),
        lane(
            INSERT_WIDE,
            |_| new_wides(),
            async |db: &mut DatabaseConnection, new| {
                wide::Entity::insert_many(new).exec_with_returning(db).await
            },
        ),
        lane(UPSERT, new_items, async |db: &mut DatabaseConnection, new| {
            let again = OnConflict::column(item::Column::Code).update_column(item::Column::Amount).to_owned();
            item::Entity::insert_many(new).on_conflict(again).exec_with_returning(db).await
        }),
        lane(LINK, some_link, async |db: &mut DatabaseConnection, pair| {
            let linked = link(pair).exec_without_returning(db).await?;
            Ok::<_, DbErr>(matches!(linked, TryInsertResult::Inserted(1)))
        }),
        lane(
            SET,
            |_| (1..=Books::TAGGED.tags).collect(),
            async |db: &mut DatabaseConnection, wanted| set(db, wanted).await,
        ),
    ]
}

async fn set(db: &DatabaseConnection, wanted: Vec<i64>) -> Result<usize, DbErr> {
    let transaction = db.begin().await?;
    let mut wanted: HashSet<i64> = wanted.into_iter().collect();
    let linked: Vec<i64> = linked().into_tuple().all(&transaction).await?;
    let surplus: Vec<i64> = linked.into_iter().filter(|tag| !wanted.remove(tag)).collect();
    let changed = wanted.len() + surplus.len();
    if !surplus.is_empty() {
        unlink(surplus).exec(&transaction).await?;
    }
    if !wanted.is_empty() {
        links(wanted).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await?;
    Ok(changed)
}
