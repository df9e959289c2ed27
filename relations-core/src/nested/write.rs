//! Inserting rows together with the rows in their fields, level by level: [`write_rows`].
//!
//! Parents are written first, then the rows, then the rows that refer to them. All rows of a level are written by
//! statements of many rows, however many rows hold them.

pub(crate) mod insert;
pub(crate) mod links;
pub(crate) mod parents;
pub(crate) mod returning;
pub(crate) mod same_columns;

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{
    base::{
        error::{Error, Result},
        values::{display, key_text},
    },
    nested::{
        related::{RelatedKind, RelatedRows},
        rows::Rows,
        save::save_rows,
        stored::{Level, Of, Part},
        way::Way,
        write::{
            insert::insert_level,
            links::link,
            parents::{refer_to_parents, require_undeleted_parents, write_parents},
        },
    },
};

/// The number of levels of rows within rows. Beyond this a program would come near to the end of its stack.
const MOST_LEVELS: usize = 100;

/// What is done with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All are new, with the keys that they have.
    Insert,
    /// Those with a key are there, and are updated.
    Save,
}

impl Mode {
    /// Writes rows that no other rows own.
    pub(crate) fn write(
        self,
        db: &Connection,
        rows: Rows,
        wanted: &[&'static str],
        way: &Way<'_>,
    ) -> Result<Level> {
        match self {
            Self::Insert => write_rows(db, rows, None, wanted, way),
            Self::Save => save_rows(db, rows, wanted, way),
        }
    }
}

/// Inserts rows with all rows in their fields. `filled` has the columns that their place fills in.
///
/// Returns the rows as far as they are known: the columns of their own, the keys that SQLite assigned, and those
/// `wanted`.
pub(crate) fn write_rows(
    db: &Connection,
    rows: Rows,
    filled: Option<Part>,
    wanted: &[&'static str],
    way: &Way<'_>,
) -> Result<Level> {
    let (mut level, fields) = begin_level(db, rows, filled, Mode::Insert, way)?;
    let all = (0..level.len()).collect();
    insert_level(db, &mut level, all, &referred(&fields, wanted), way)?;
    for field in fields {
        write_related(db, &level, field, way)?;
    }
    Ok(level)
}

/// Writes the parents of rows, and returns the rows with their foreign keys, and the fields that are left.
pub(crate) fn begin_level(
    db: &Connection,
    rows: Rows,
    filled: Option<Part>,
    mode: Mode,
    way: &Way<'_>,
) -> Result<(Level, Vec<RelatedRows>)> {
    if way.depth() > MOST_LEVELS {
        let model = rows.table.model;
        return Err(Error::TooDeep { model, relation: way.relation(), levels: MOST_LEVELS });
    }
    let (parents, others): (Vec<_>, Vec<_>) =
        rows.related.into_iter().partition(|field| matches!(field.kind, RelatedKind::Parent(_)));
    let mut level = Level::new(rows.table, rows.places, rows.check_key);
    level.optional = rows.columns.iter().filter(|column| column.optional).map(|column| column.name).collect();
    let columns = rows.columns.iter().map(|column| column.name).collect();
    level.add(Part { columns, values: rows.values, of: Of::Row });
    if let Some(filled) = filled {
        level.add(filled);
    }
    if mode == Mode::Save {
        require_undeleted_parents(&level, way)?;
    }
    let mut keys = Vec::with_capacity(parents.len());
    for field in parents {
        keys.extend(write_parents(db, &level, field, mode, way)?);
    }
    if !keys.is_empty() {
        refer_to_parents(&mut level, keys, way)?;
    }
    Ok((level, others))
}

/// Checks that no two structs of different types, among rows that are saved, name the same row: which of them is meant is
/// not known.
pub(crate) fn require_distinct(mode: Mode, rows: &[Rows], way: &Way<'_>) -> Result<()> {
    if mode == Mode::Insert || rows.len() < 2 {
        return Ok(());
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, rows) in rows.iter().enumerate() {
        for (place, key) in rows.keys() {
            if *seen.entry(key_text(&key)).or_insert(at) != at {
                let error = Error::Repeated { model: rows.table.model, key: display(&key) };
                return Err(way.error(place, error));
            }
        }
    }
    Ok(())
}

/// Returns the columns of a row that the rows in its fields refer to, and those wanted otherwise.
pub(crate) fn referred(fields: &[RelatedRows], wanted: &[&'static str]) -> Vec<&'static str> {
    let mut columns = wanted.to_vec();
    for field in fields {
        let referred = match field.kind {
            RelatedKind::Parent(_) => &[],
            RelatedKind::Children { key, .. } => key.parent_columns,
            RelatedKind::Linked { path, .. } => path.step(0).from,
        };
        for column in referred {
            if !columns.contains(column) {
                columns.push(column);
            }
        }
    }
    columns
}

/// Inserts the rows in one field of the rows of a level, which refer to them.
fn write_related(db: &Connection, level: &Level, field: RelatedRows, way: &Way<'_>) -> Result<()> {
    let (relation, kind) = (field.relation, field.kind);
    let way = way.field(&level.places, relation, kind.is_list());
    let batches = field.batches().map_err(|misplaced| way.misplaced(misplaced))?;
    match kind {
        RelatedKind::Children { key, .. } => {
            for rows in batches.new {
                let filled = keys_of(level, key.parent_columns, key.columns)?;
                write_rows(db, rows, Some(filled), &[], &way)?;
            }
            Ok(())
        }
        RelatedKind::Linked { path, junction } => {
            let near = keys_of(level, path.step(0).from, path.step(0).to)?;
            link(db, near, batches, (path, junction), &way).map(drop)
        }
        RelatedKind::Parent(_) => Ok(()),
    }
}

/// Returns the columns `to` of the rows that refer to the columns `from` of the rows of a level.
pub(crate) fn keys_of(level: &Level, from: &[&str], to: &[&'static str]) -> Result<Part> {
    let mut values = Vec::with_capacity(level.len() * from.len());
    for row in 0..level.len() {
        let key = level.values(row, from).ok_or_else(unknown_key)?;
        values.extend(key.into_iter().map(Some));
    }
    Ok(Part { columns: to.to_vec(), values, of: Of::Owner })
}

/// Returns the error that a row has been written whose key is not known.
#[cold]
pub(crate) fn unknown_key() -> Error {
    rusqlite::Error::QueryReturnedNoRows.into()
}
