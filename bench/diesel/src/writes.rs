//! Inserts, upserts and links.

use std::collections::HashSet;

use diesel::{prelude::*, upsert::excluded};
use ground::{
    benchmark::{Benchmarks, benchmark},
    data::{
        books::{Books, some_link},
        writes::{amounts, few_drafts, wide_drafts},
    },
    workload::{INSERT_FEW, INSERT_WIDE, LINK, SET, UPSERT},
};

use crate::{
    models::{
        books::{author_tag, book_tag},
        writes::{Item, NewItem, NewWide, Wide, items, wides},
    },
    users::{insert, last_insert_rowid, new_notes},
};

/// The key of the book whose tags are set.
const BOOK: i64 = 1;

pub fn benchmarks() -> Benchmarks<SqliteConnection> {
    vec![
        benchmark(INSERT_FEW, |_| new_notes(few_drafts()), |db: &mut SqliteConnection, new| insert(db, new)),
        benchmark(INSERT_WIDE, |_| new_wides(), insert_wide),
        benchmark(UPSERT, new_items, upsert),
        benchmark(LINK, some_link, |db: &mut SqliteConnection, (author, tag)| {
            let link = (author_tag::author_id.eq(author), author_tag::tag_id.eq(tag));
            let linking = diesel::insert_into(author_tag::table).values(link).on_conflict_do_nothing();
            linking.execute(db).map(|linked| linked == 1)
        }),
        benchmark(SET, |_| (1..=Books::TAGGED.tags).collect(), set),
    ]
}

fn new_wides() -> Vec<NewWide> {
    wide_drafts().into_iter().map(NewWide::from).collect()
}

fn new_items(run: i64) -> Vec<NewItem> {
    amounts(run).into_iter().map(|(code, amount)| NewItem { code, amount }).collect()
}

/// Inserts rows one by one, as with the notes.
fn insert_wide(db: &mut SqliteConnection, new: Vec<NewWide>) -> QueryResult<Vec<Wide>> {
    db.transaction(|db| {
        new.into_iter()
            .map(|values| {
                diesel::insert_into(wides::table).values(&values).execute(db)?;
                let id = diesel::select(last_insert_rowid()).get_result(db)?;
                Ok(Wide { id, values })
            })
            .collect()
    })
}

/// Reads the key with RETURNING, since `last_insert_rowid` is not that of an updated row.
fn upsert(db: &mut SqliteConnection, new: Vec<NewItem>) -> QueryResult<Vec<Item>> {
    db.transaction(|db| {
        new.into_iter()
            .map(|new| {
                let id = diesel::insert_into(items::table)
                    .values(&new)
                    .on_conflict(items::code)
                    .do_update()
                    .set(items::amount.eq(excluded(items::amount)))
                    .returning(items::id)
                    .get_result(db)?;
                Ok(Item { id, code: new.code, amount: new.amount })
            })
            .collect()
    })
}

fn set(db: &mut SqliteConnection, wanted: Vec<i64>) -> QueryResult<usize> {
    db.transaction(|db| {
        let mut wanted: HashSet<i64> = wanted.into_iter().collect();
        let linked = book_tag::table.filter(book_tag::book_id.eq(BOOK)).select(book_tag::tag_id);
        let linked: Vec<i64> = linked.load(db)?;
        let surplus: Vec<i64> = linked.into_iter().filter(|tag| !wanted.remove(tag)).collect();
        let changed = wanted.len() + surplus.len();
        if !surplus.is_empty() {
            let links = book_tag::table.filter(book_tag::book_id.eq(BOOK));
            diesel::delete(links.filter(book_tag::tag_id.eq_any(surplus))).execute(db)?;
        }
        if !wanted.is_empty() {
            let link = |tag| (book_tag::book_id.eq(BOOK), book_tag::tag_id.eq(tag));
            let links: Vec<_> = wanted.into_iter().map(link).collect();
            diesel::insert_into(book_tag::table).values(links).execute(db)?;
        }
        Ok(changed)
    })
}
