//! Inserts, upserts and links.

use std::collections::HashSet;

use ground::{
    benchmark::{Benchmarks, benchmark},
    data::{
        books::{Books, some_link},
        writes::few_drafts,
    },
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
    queries::{delete_book_links, insert_author_link, insert_book_links, linked_tags},
};

pub fn benchmarks() -> Benchmarks<DatabaseConnection> {
    vec![
        benchmark(
            INSERT_FEW,
            |_| new_notes(few_drafts()),
            |db: &mut DatabaseConnection, new| note::Entity::insert_many(new).exec_with_returning(db),
        ),
        benchmark(
            INSERT_WIDE,
            |_| new_wides(),
            |db: &mut DatabaseConnection, new| wide::Entity::insert_many(new).exec_with_returning(db),
        ),
        benchmark(UPSERT, new_items, |db: &mut DatabaseConnection, new| {
            let again = OnConflict::column(item::Column::Code).update_column(item::Column::Amount).to_owned();
            item::Entity::insert_many(new).on_conflict(again).exec_with_returning(db)
        }),
        benchmark(LINK, some_link, |db: &mut DatabaseConnection, pair| {
            let linked = insert_author_link(pair).exec_without_returning(db)?;
            Ok::<_, DbErr>(matches!(linked, TryInsertResult::Inserted(1)))
        }),
        benchmark(
            SET,
            |_| (1..=Books::TAGGED.tags).collect(),
            |db: &mut DatabaseConnection, wanted| set(db, wanted),
        ),
    ]
}

fn set(db: &DatabaseConnection, wanted: Vec<i64>) -> Result<usize, DbErr> {
    let transaction = db.begin()?;
    let mut wanted: HashSet<i64> = wanted.into_iter().collect();
    let linked: Vec<i64> = linked_tags().into_tuple().all(&transaction)?;
    let surplus: Vec<i64> = linked.into_iter().filter(|tag| !wanted.remove(tag)).collect();
    let changed = wanted.len() + surplus.len();
    if !surplus.is_empty() {
        delete_book_links(surplus).exec(&transaction)?;
    }
    if !wanted.is_empty() {
        insert_book_links(wanted).exec_without_returning(&transaction)?;
    }
    transaction.commit()?;
    Ok(changed)
}
