//! Inserts, upserts and links.

use ground::{
    benchmark::{Benchmarks, benchmark},
    data::{
        books::{isbn, some_link},
        writes::{amounts, few_drafts, wide_drafts},
    },
    workload::{INSERT_FEW, INSERT_WIDE, LINK, SET, UPSERT},
};
use relations::prelude::*;
use rusqlite::Connection;

use crate::models::{Author, Book, Item, Note, Tag, Wide, tags};

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(
            INSERT_FEW,
            |_| few_drafts(),
            |db: &mut Connection, drafts| {
                Note::insert_all(
                    db,
                    drafts.into_iter().map(|(title, score)| Note::create().title(title).score(score)),
                )
            },
        ),
        benchmark(
            INSERT_WIDE,
            |_| wide_drafts(),
            |db: &mut Connection, drafts| {
                Wide::insert_all(
                    db,
                    drafts.into_iter().map(|(texts, numbers)| {
                        let [t1, t2, t3, t4, t5, t6, t7, t8, t9] = texts;
                        Wide::create()
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
                            .number_20(numbers[19])
                    }),
                )
            },
        ),
        benchmark(UPSERT, amounts, |db: &mut Connection, amounts| {
            let items = amounts.into_iter().map(|(code, amount)| {
                Item::create().code(code).amount(amount).on_conflict(Item::CODE).update(Item::AMOUNT)
            });
            Item::upsert_all(db, items)
        }),
        benchmark(LINK, link, |db: &mut Connection, (author, tag): (Author, Tag)| {
            author.topics().link(db, &tag)
        }),
        benchmark(SET, tagged, |db: &mut Connection, (book, tags): (Book, &[Tag])| {
            book.tags().set(db, tags).map(|changes| changes.added + changes.removed)
        }),
    ]
}

fn link(run: i64) -> (Author, Tag) {
    let (author, tag) = some_link(run);
    (Author { id: author, name: String::new(), email: String::new() }, Tag { id: tag, name: String::new() })
}

fn tagged(_: i64) -> (Book, &'static [Tag]) {
    let book = Book { id: 1, author_id: 2, isbn: isbn(1), rank: 0, year: 0, title: String::new() };
    (book, tags())
}
