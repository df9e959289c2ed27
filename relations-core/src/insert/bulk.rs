//! Many rows in few statements.

use rusqlite::Connection;

use super::{
    Insertable, KeySource,
    assigned::{assigned_no_key, can_assign_key},
    blocks::Blocks,
    one,
};
use crate::{
    atomic::{atomic, atomic_or},
    bind::{self, Bind},
    diagnose,
    error::{Error, Result},
    model::Model,
    run,
    statement::{
        column_names,
        parts::{bare_columns, parameters, table},
    },
};

/// How many rows one statement takes: beyond this the work per row no longer falls.
const ROWS_A_STATEMENT: usize = 50;

/// How many parameters every SQLite since 3.32 admits in one statement.
const PARAMETERS_A_STATEMENT: usize = 32_766;

/// Inserts all rows, or none.
pub(crate) fn all<New: Insertable>(
    db: &Connection,
    rows: impl IntoIterator<Item = New>,
) -> Result<Vec<New::Model>> {
    let mut blocks = Blocks::new(db, rows);
    let mut way = Way::first::<New>();
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
enum Way {
    /// Many by one statement, where nothing speaks against it.
    InChunks,
    OneByOne,
}

impl Way {
    fn first<New: Insertable>() -> Self {
        match New::KEY {
            KeySource::Given | KeySource::Automatic => Self::InChunks,
            KeySource::AutomaticNarrow => Self::OneByOne,
        }
    }
}

/// Inserts all rows of a block, or none.
fn block<New: Insertable>(db: &Connection, mut rows: Vec<New>, way: &mut Way) -> Result<Vec<New::Model>> {
    let plain = rows.iter_mut().all(|row| row.hook().is_none() && row.left_to_default().is_empty());
    if *way == Way::OneByOne || !plain || rows.len() < ROWS_A_STATEMENT {
        return one_by_one(db, rows);
    }
    match atomic_or(db, Some(New::Model::TABLE), || in_chunks(db, &rows)) {
        Ok(rowids) => models(rows, &rowids),
        Err(Halt::NotConsecutive) => {
            // What stands in the way does so for the rows to come.
            *way = Way::OneByOne;
            one_by_one(db, rows)
        }
        Err(Halt::Failed(error)) => Err(error),
    }
}

fn one_by_one<New: Insertable>(db: &Connection, rows: Vec<New>) -> Result<Vec<New::Model>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    atomic(db, New::Model::TABLE, || rows.into_iter().map(|row| one(db, row)).collect())
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

/// Inserts the rows and says which rowid each has, if SQLite assigned them.
///
/// Of a statement of many rows only the last rowid is known. Nothing else can write meanwhile, so the
/// others count down from it, unless something other than the statement took one. The first row goes
/// alone, so that each chunk can be seen to end exactly where it should.
fn in_chunks<New: Insertable>(db: &Connection, rows: &[New]) -> Result<Vec<i64>, Halt> {
    let a_statement = ROWS_A_STATEMENT.min(PARAMETERS_A_STATEMENT / New::Model::COLUMNS.len()).max(1);
    let sql = multi_row::<New::Model>(a_statement);
    let mut rowids = Vec::with_capacity(rows.len());

    let (alone, chunked) = rows.split_at((rows.len() - 1) % a_statement + 1);
    let model = New::Model::sql();
    let one = if New::KEY == KeySource::Given { &model.insert } else { &model.insert_assigned };
    for row in alone {
        insert(db, one, std::slice::from_ref(row))?;
        rowids.push(db.last_insert_rowid());
    }
    for chunk in chunked.chunks_exact(a_statement) {
        let before = db.last_insert_rowid();
        insert(db, &sql, chunk)?;
        let last = before.checked_add_unsigned(chunk.len() as u64);
        if New::KEY == KeySource::Automatic && Some(db.last_insert_rowid()) != last {
            return Err(Halt::NotConsecutive);
        }
        rowids.extend((1..).take(chunk.len()).map(|nth: i64| before.wrapping_add(nth)));
    }
    Ok(rowids)
}

fn insert<New: Insertable>(db: &Connection, sql: &str, rows: &[New]) -> Result<(), Halt> {
    let bind_all = |bind: &mut Bind<'_, '_>| rows.iter().try_for_each(|row| row.bind(bind));
    let table = New::Model::TABLE;
    let inserted = (|| {
        let mut statement = db.prepare_cached(sql)?;
        let asked = New::KEY == KeySource::Automatic;
        if asked && !can_assign_key(db, &statement, table) {
            return Ok(0);
        }
        bind_all(&mut Bind::statement(&mut statement))?;
        let written = run::run_to_end(db, &mut statement)?;
        Ok(if asked && assigned_no_key(db, &statement, table) { 0 } else { written.rows })
    })();
    let inserted = inserted.map_err(|error| {
        let columns = column_names::<New::Model>();
        let values = bind::collect(bind_all).unwrap_or_default();
        diagnose::written(db, error, table, &columns, &values)
    })?;
    if inserted == rows.len() { Ok(()) } else { Err(Halt::NotConsecutive) }
}

fn models<New: Insertable>(rows: Vec<New>, rowids: &[i64]) -> Result<Vec<New::Model>> {
    let mut models = Vec::with_capacity(rows.len());
    for (row, rowid) in rows.into_iter().zip(rowids) {
        if let Some(model) = row.into_model(*rowid)? {
            models.push(model);
        }
    }
    Ok(models)
}

fn multi_row<M: Model>(rows: usize) -> String {
    let names = column_names::<M>();
    let row = format!("({})", parameters(names.len()));
    format!(
        "INSERT INTO {} ({}) VALUES {}",
        table(M::TABLE_NAME),
        bare_columns(&names),
        vec![row.as_str(); rows].join(",")
    )
}
