//! Inserts, upserts and links.

use ground::{
    benchmark::{Benchmarks, benchmark},
    data::{
        books::some_link,
        writes::{amounts, few_drafts, wide_drafts},
    },
    workload::{INSERT_FEW, INSERT_WIDE, LINK, SET, UPSERT},
};
use rusqlite::{Connection, OptionalExtension, Result};

use crate::models::{Item, Note, Tag, Wide, tags};

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(INSERT_FEW, |_| few_drafts(), |db: &mut Connection, drafts| insert(db, drafts)),
        benchmark(INSERT_WIDE, |_| wide_drafts(), insert_wide),
        benchmark(UPSERT, amounts, upsert),
        benchmark(LINK, some_link, |db: &mut Connection, (author, tag)| {
            let mut link = db.prepare_cached(
                "INSERT INTO author_tag (author_id, tag_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            )?;
            Ok::<_, rusqlite::Error>(link.execute([author, tag])? == 1)
        }),
        benchmark(SET, |_| tags(), set),
    ]
}

/// Inserts many rows with each statement, and the rest one by one. The keys of a statement's rows follow each other
/// up to the last, since there are no triggers.
pub fn insert(db: &mut Connection, drafts: Vec<(String, i64)>) -> Result<Vec<Note>> {
    if drafts.len() < 50 { insert_by::<10>(db, drafts) } else { insert_by::<50>(db, drafts) }
}

fn insert_by<const ROWS: usize>(db: &mut Connection, drafts: Vec<(String, i64)>) -> Result<Vec<Note>> {
    let transaction = db.transaction()?;
    let mut notes: Vec<Note> = Vec::with_capacity(drafts.len());
    let mut drafts = drafts.into_iter();
    let values = vec!["(?,?)"; ROWS].join(",");
    let mut many =
        transaction.prepare_cached(&format!("INSERT INTO notes (title, score) VALUES {values}"))?;
    while drafts.len() >= ROWS {
        let from = notes.len();
        for (at, (title, score)) in drafts.by_ref().take(ROWS).enumerate() {
            many.raw_bind_parameter(at * 2 + 1, &title)?;
            many.raw_bind_parameter(at * 2 + 2, score)?;
            notes.push(Note { id: 0, title, score });
        }
        many.raw_execute()?;
        let last = transaction.last_insert_rowid();
        for (nth, note) in notes[from..].iter_mut().rev().enumerate() {
            note.id = last - i64::try_from(nth).unwrap_or(0);
        }
    }
    drop(many);
    let mut one = transaction.prepare_cached("INSERT INTO notes (title, score) VALUES (?1, ?2)")?;
    for (title, score) in drafts {
        one.execute((&title, score))?;
        notes.push(Note { id: transaction.last_insert_rowid(), title, score });
    }
    drop(one);
    transaction.commit()?;
    Ok(notes)
}

type Draft = ([String; 9], [i64; 20]);

/// Inserts rows one by one: with so many columns, a statement of several rows is no faster.
fn insert_wide(db: &mut Connection, drafts: Vec<Draft>) -> Result<Vec<Wide>> {
    let transaction = db.transaction()?;
    let mut wides = Vec::with_capacity(drafts.len());
    let mut statement = transaction.prepare_cached(
        "INSERT INTO wides (text_1, text_2, text_3, text_4, text_5, text_6, text_7, text_8, text_9, \
         number_1, number_2, number_3, number_4, number_5, number_6, number_7, number_8, number_9, number_10, \
         number_11, number_12, number_13, number_14, number_15, number_16, number_17, number_18, number_19, \
         number_20) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    for (texts, numbers) in drafts {
        for (at, text) in texts.iter().enumerate() {
            statement.raw_bind_parameter(at + 1, text)?;
        }
        for (at, number) in numbers.iter().enumerate() {
            statement.raw_bind_parameter(at + 10, number)?;
        }
        statement.raw_execute()?;
        wides.push(wide(transaction.last_insert_rowid(), texts, numbers));
    }
    drop(statement);
    transaction.commit()?;
    Ok(wides)
}

fn wide(id: i64, texts: [String; 9], numbers: [i64; 20]) -> Wide {
    let [text_1, text_2, text_3, text_4, text_5, text_6, text_7, text_8, text_9] = texts;
    Wide {
        id,
        text_1,
        text_2,
        text_3,
        text_4,
        text_5,
        text_6,
        text_7,
        text_8,
        text_9,
        number_1: numbers[0],
        number_2: numbers[1],
        number_3: numbers[2],
        number_4: numbers[3],
        number_5: numbers[4],
        number_6: numbers[5],
        number_7: numbers[6],
        number_8: numbers[7],
        number_9: numbers[8],
        number_10: numbers[9],
        number_11: numbers[10],
        number_12: numbers[11],
        number_13: numbers[12],
        number_14: numbers[13],
        number_15: numbers[14],
        number_16: numbers[15],
        number_17: numbers[16],
        number_18: numbers[17],
        number_19: numbers[18],
        number_20: numbers[19],
    }
}

/// Searches for each row, then updates or inserts it. This takes less than half the time of ON CONFLICT with
/// RETURNING, even with many rows in each statement.
fn upsert(db: &mut Connection, amounts: Vec<(String, i64)>) -> Result<Vec<Item>> {
    let transaction = db.transaction()?;
    let mut items = Vec::with_capacity(amounts.len());
    let mut find = transaction.prepare_cached("SELECT id FROM items WHERE code = ?1")?;
    let mut update = transaction.prepare_cached("UPDATE items SET amount = ?2 WHERE id = ?1")?;
    let mut insert = transaction.prepare_cached("INSERT INTO items (code, amount) VALUES (?1, ?2)")?;
    for (code, amount) in amounts {
        let found: Option<i64> = find.query_row([&code], |row| row.get(0)).optional()?;
        let id = if let Some(id) = found {
            update.execute((id, amount))?;
            id
        } else {
            insert.execute((&code, amount))?;
            transaction.last_insert_rowid()
        };
        items.push(Item { id, code, amount });
    }
    drop((find, update, insert));
    transaction.commit()?;
    Ok(items)
}

/// Compares the linked tags with the wanted ones, both in order, and writes the difference. Here nothing differs.
fn set(db: &mut Connection, tags: &[Tag]) -> Result<usize> {
    let transaction = db.transaction()?;
    let mut wanted: Vec<i64> = tags.iter().map(|tag| tag.id).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let (mut missing, mut surplus) = (Vec::new(), Vec::new());
    let mut linked =
        transaction.prepare_cached("SELECT tag_id FROM book_tag WHERE book_id = +?1 ORDER BY tag_id")?;
    let mut rows = linked.query([1])?;
    let mut wanted = wanted.into_iter().peekable();
    while let Some(row) = rows.next()? {
        let tag: i64 = row.get(0)?;
        while let Some(before) = wanted.next_if(|next| *next < tag) {
            missing.push(before);
        }
        if wanted.next_if_eq(&tag).is_none() {
            surplus.push(tag);
        }
    }
    missing.extend(wanted);
    drop(rows);
    drop(linked);
    let changed = missing.len() + surplus.len();
    if changed > 0 {
        let mut link = transaction.prepare_cached("INSERT INTO book_tag (book_id, tag_id) VALUES (1, ?1)")?;
        missing.iter().try_for_each(|tag| link.execute([tag]).map(drop))?;
        let mut unlink =
            transaction.prepare_cached("DELETE FROM book_tag WHERE book_id = 1 AND tag_id = ?1")?;
        surplus.iter().try_for_each(|tag| unlink.execute([tag]).map(drop))?;
    }
    transaction.commit()?;
    Ok(changed)
}
