//! Many rows in few statements.

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::atomic::{atomic, atomic_or},
    model::Model,
    row::{
        bind::{self, Bind},
        builder::KeySource,
    },
    write::{
        blocks::Blocks,
        builder::Insertable,
        chunk::Chunks,
        kept_insert::KeptInsert,
        new_row::{explained, one},
    },
};

/// Inserts all rows, or none.
pub(crate) fn insert_all<New: Insertable>(
    db: &Connection,
    rows: impl IntoIterator<Item = New>,
) -> Result<Vec<New::Model>> {
    let mut blocks = Blocks::new(db, rows);
    let mut way = Method::first::<New>();
    let first = blocks.next();
    if blocks.is_done() {
        return block(db, first, &mut way);
    }
    atomic(db, New::Model::TABLE, || {
        let mut stored = block(db, first, &mut way)?;
        blocks.reserve(&mut stored);
        while !blocks.is_done() {
            stored.extend(block(db, blocks.next(), &mut way)?);
        }
        Ok(stored)
    })
}

/// How rows are inserted.
#[derive(PartialEq)]
enum Method {
    /// Many by one statement, where nothing speaks against it.
    InChunks,
    OneByOne,
}

impl Method {
    fn first<New: Insertable>() -> Self {
        match New::KEY {
            KeySource::Given | KeySource::Automatic => Self::InChunks,
            KeySource::AutomaticNarrow => Self::OneByOne,
        }
    }
}

/// Inserts all rows of a block, or none.
fn block<New: Insertable>(db: &Connection, mut rows: Vec<New>, way: &mut Method) -> Result<Vec<New::Model>> {
    let plain = rows.iter_mut().all(|row| row.hook().is_none() && row.left_to_default().is_empty());
    if *way == Method::OneByOne || !plain || rows.is_empty() {
        return one_by_one(db, rows);
    }
    match atomic_or(db, Some(New::Model::TABLE), || in_chunks(db, &rows)) {
        Ok(first) => models(rows, first),
        Err(Halt::NotConsecutive) => {
            // What stands in the way does so for the rows to come.
            *way = Method::OneByOne;
            one_by_one(db, rows)
        }
        Err(Halt::Failed(error)) => Err(error),
    }
}

fn one_by_one<New: Insertable>(db: &Connection, rows: Vec<New>) -> Result<Vec<New::Model>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    atomic(db, New::Model::TABLE, || {
        let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
        let mut stored = Vec::with_capacity(rows.len());
        for mut row in rows {
            let defaults = row.left_to_default();
            // What has left no column to its default goes by a statement that does not read it back.
            let returned = !defaults.is_empty() && row.hook().is_none();
            stored.push(if returned { kept.insert(&row, &defaults)? } else { one(db, row)? });
        }
        Ok(stored)
    })
}

/// Why rows cannot be inserted in chunks.
enum Halt {
    /// SQLite did not insert each row, or not with consecutive keys: a trigger ignores rows or inserts
    /// into the same table, it does not assign the keys, or these have come to the end of their range.
    NotConsecutive,
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Inserts the rows and says which rowid the first one has, if SQLite assigned them: the others count up from it.
///
/// Of a statement of many rows only the last rowid is known. Nothing else can write meanwhile, so that it is so much further than
/// before, unless something other than the statement took one.
fn in_chunks<New: Insertable>(db: &Connection, rows: &[New]) -> Result<i64, Halt> {
    let mut chunks = Chunks::new(db, New::Model::TABLE, New::Model::sql(), New::KEY);
    let automatic = New::KEY == KeySource::Automatic;
    let mut left = rows;
    let mut last: Option<i64> = None;
    while !left.is_empty() {
        let (these, after) = left.split_at(chunks.next(left.len()));
        let inserted = insert(&mut chunks, these).map_err(|error| unwritten(db, error, these))?;
        let expected = last.map(|last| last.checked_add_unsigned(these.len() as u64));
        let reached = db.last_insert_rowid();
        if !inserted || automatic && expected.is_some_and(|expected| expected != Some(reached)) {
            return Err(Halt::NotConsecutive);
        }
        last = Some(reached);
        left = after;
    }
    Ok(last.unwrap_or_default().wrapping_sub_unsigned(rows.len() as u64).wrapping_add(1))
}

fn insert<New: Insertable>(chunks: &mut Chunks<'_>, rows: &[New]) -> rusqlite::Result<bool> {
    let Some(statement) = chunks.statement(rows.len())? else { return Ok(false) };
    let mut bind = Bind::statement(statement);
    rows.iter().try_for_each(|row| row.bind(&mut bind))?;
    chunks.run(rows.len())
}

#[cold]
fn unwritten<New: Insertable>(db: &Connection, error: rusqlite::Error, rows: &[New]) -> Error {
    let values = bind::collect(|bind| rows.iter().try_for_each(|row| row.bind(bind))).unwrap_or_default();
    explained(db, error, New::Model::TABLE, New::KEY, &[], &values)
}

fn models<New: Insertable>(rows: Vec<New>, first: i64) -> Result<Vec<New::Model>> {
    let mut models = Vec::with_capacity(rows.len());
    for (row, nth) in rows.into_iter().zip(0_i64..) {
        if let Some(model) = row.into_model(first.wrapping_add(nth))? {
            models.push(model);
        }
    }
    Ok(models)
}
