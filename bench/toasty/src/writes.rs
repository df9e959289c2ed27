//! Inserts, upserts and links.

use std::collections::HashSet;

use ground::{
    asynchronous::{Asynchronous, benchmark},
    benchmark::Benchmarks,
    data::{
        books::{Books, some_link},
        writes::{amounts, few_drafts, wide_drafts},
    },
    workload::{INSERT_FEW, INSERT_WIDE, LINK, SET, UPSERT},
};
use toasty::{Db, stmt::CreateMany};

use crate::{
    models::{
        books::{AuthorTag, BookTag},
        writes::{Item, Wide},
    },
    users::insert,
};

/// The key of the book whose tags are set.
const BOOK: u64 = 1;

pub fn benchmarks() -> Benchmarks<Asynchronous<Db>> {
    vec![
        benchmark(
            INSERT_FEW,
            |_| few_drafts(),
            async |db: &mut Db, drafts: Vec<(String, i64)>| insert(db, drafts).await,
        ),
        benchmark(
            INSERT_WIDE,
            |_| wide_drafts(),
            async |db: &mut Db, drafts: Vec<Draft>| insert_wide(db, drafts).await,
        ),
        benchmark(UPSERT, amounts, async |db: &mut Db, amounts: Vec<(String, i64)>| {
            upsert(db, amounts).await
        }),
        benchmark(LINK, some_keys, async |db: &mut Db, (author, tag): (u64, u64)| {
            let link = AuthorTag::upsert_by_author_id_and_tag_id(author, tag).or_ignore();
            link.exec(db).await.map(|linked| linked.is_some())
        }),
        benchmark(
            SET,
            |_| (1..=Books::TAGGED.tags.cast_unsigned()).collect(),
            async |db: &mut Db, wanted: Vec<u64>| set(db, wanted).await,
        ),
    ]
}

type Draft = ([String; 9], [i64; 20]);

fn some_keys(run: i64) -> (u64, u64) {
    let (author, tag) = some_link(run);
    (author.cast_unsigned(), tag.cast_unsigned())
}

async fn insert_wide(db: &mut Db, drafts: Vec<Draft>) -> toasty::Result<Vec<Wide>> {
    let mut all = Wide::create_many();
    for (texts, numbers) in drafts {
        let [t1, t2, t3, t4, t5, t6, t7, t8, t9] = texts;
        let new = Wide::create()
            .text_1(t1)
            .text_2(t2)
            .text_3(t3)
            .text_4(t4)
            .text_5(t5)
            .text_6(t6)
            .text_7(t7)
            .text_8(t8)
            .text_9(t9)
            .number_1(numbers[0])
            .number_2(numbers[1])
            .number_3(numbers[2])
            .number_4(numbers[3])
            .number_5(numbers[4])
            .number_6(numbers[5])
            .number_7(numbers[6])
            .number_8(numbers[7])
            .number_9(numbers[8])
            .number_10(numbers[9])
            .number_11(numbers[10])
            .number_12(numbers[11])
            .number_13(numbers[12])
            .number_14(numbers[13])
            .number_15(numbers[14])
            .number_16(numbers[15])
            .number_17(numbers[16])
            .number_18(numbers[17])
            .number_19(numbers[18])
            .number_20(numbers[19]);
        all = CreateMany::item(all, new);
    }
    all.exec(db).await
}

/// Upserts rows one by one: Toasty has no upsert of many.
async fn upsert(db: &mut Db, amounts: Vec<(String, i64)>) -> toasty::Result<Vec<Item>> {
    let mut transaction = db.transaction().await?;
    let mut items = Vec::with_capacity(amounts.len());
    for (code, amount) in amounts {
        items.push(Item::upsert_by_code(code).amount(amount).exec(&mut transaction).await?);
    }
    transaction.commit().await?;
    Ok(items)
}

async fn set(db: &mut Db, wanted: Vec<u64>) -> toasty::Result<usize> {
    let mut transaction = db.transaction().await?;
    let mut wanted: HashSet<u64> = wanted.into_iter().collect();
    let linked = BookTag::filter_by_book_id(BOOK).select(BookTag::fields().tag_id());
    let linked: Vec<u64> = linked.exec(&mut transaction).await?;
    let surplus: Vec<u64> = linked.into_iter().filter(|tag| !wanted.remove(tag)).collect();
    let changed = wanted.len() + surplus.len();
    if !surplus.is_empty() {
        let links = BookTag::filter_by_book_id(BOOK).filter(BookTag::fields().tag_id().in_list(surplus));
        links.delete().exec(&mut transaction).await?;
    }
    if !wanted.is_empty() {
        let link = |tag| BookTag::create().book_id(BOOK).tag_id(tag);
        let links = wanted.into_iter().map(link).fold(BookTag::create_many(), CreateMany::item);
        links.exec(&mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(changed)
}
