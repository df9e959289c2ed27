//! Inserts, upserts and links.

use std::collections::HashSet;

use ground::{
    data::{
        books::{Books, some_link},
        writes::few_drafts,
    },
    lane::{Run, lane},
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

pub fn lanes() -> Vec<Box<dyn Run<DatabaseConnection>>> {
    vec![
        lane(
            INSERT_FEW,
            |_| new_notes(few_drafts()),
            |db: &mut DatabaseConnection, new| note::Entity::insert_many(new).exec_with_returning(db),
        ),
        lane(
            INSERT_WIDE,
            |_| new_wides(),
            |db: &mut DatabaseConnection, new| wide::Entity::insert_many(new).exec_with_returning(db),
        ),
        lane(UPSERT, new_items, |db: &mut DatabaseConnection, new| {
            let again = OnConflict::column(item::Column::Code).update_column(item::Column::Amount).to_owned();
            item::Entity::insert_many(new).on_conflict(again).exec_with_returning(db)
        }),
        lane(LINK, some_link, |db: &mut DatabaseConnection, pair| {
            let linked = link(pair).exec_without_returning(db)?;
            Ok::<_, DbErr>(matches!(linked, TryInsertResult::Inserted(1)))
        }),
        lane(
            SET,
            |_| (1..=Books::TAGGED.tags).collect(),
            |db: &mut DatabaseConnection, wanted| set(db, wanted),
        ),
    ]
}

fn set(db: &DatabaseConnection, wanted: Vec<i64>) -> Result<usize, DbErr> {
    let transaction = db.begin()?;
    let mut wanted: HashSet<i64> = wanted.into_iter().collect();
    let linked: Vec<i64> = linked().into_tuple().all(&transaction)?;
    let surplus: Vec<i64> = linked.into_iter().filter(|tag| !wanted.remove(tag)).collect();
    let changed = wanted.len() + surplus.len();
    if !surplus.is_empty() {
        unlink(surplus).exec(&transaction)?;
    }
    if !wanted.is_empty() {
        links(wanted).exec_without_returning(&transaction)?;
    }
    transaction.commit()?;
    Ok(changed)
}
