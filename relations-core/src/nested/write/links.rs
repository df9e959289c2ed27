//! Far rows of relations across a junction table, and the rows that link them.

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::Result,
    nested::{
        item::{Batches, Known, Place},
        rows::Rows,
        stored::{Level, Part},
        target::ColumnField,
        way::Way,
        write::{Mode, require_distinct, unknown_key, write_rows},
    },
    schema::metadata::{path::Path, table::Table},
};

/// The key of a far row, and the place of the item that stands for it.
pub(crate) type FarKey = (Place, Vec<Value>);

/// Inserts the new rows in one field, and links these and the rows that are there to the near rows, whose keys `near`
/// has. Returns the keys of the far rows in their order.
pub(crate) fn link(
    db: &Connection,
    near: Part,
    batches: Batches,
    (path, junction): (&'static Path, &'static Table),
    way: &Way<'_>,
) -> Result<Vec<FarKey>> {
    let (far, _) = far_keys(db, batches, path, Mode::Insert, way)?;
    insert_links(db, near, &far, (path, junction), way)?;
    Ok(far)
}

/// Writes the new rows in one field, and returns the keys of all far rows in their order, with the number of those that
/// were there and have been changed.
pub(crate) fn far_keys(
    db: &Connection,
    Batches { new, known }: Batches,
    path: &Path,
    mode: Mode,
    way: &Way<'_>,
) -> Result<(Vec<FarKey>, usize)> {
    require_distinct(mode, &new, way)?;
    let mut updated = 0;
    let columns = path.step(1).to;
    let mut far: Vec<FarKey> = known.into_iter().map(|Known { place, key }| (place, key)).collect();
    for rows in new {
        let written = mode.write(db, rows, columns, way)?;
        updated += written.updated;
        for (row, place) in written.places.iter().enumerate() {
            far.push((*place, written.values(row, columns).ok_or_else(unknown_key)?));
        }
    }
    far.sort_by_key(|(place, _)| (place.owner, place.index));
    Ok((far, updated))
}

/// Inserts the junction rows that link far rows, and returns them, if there are any.
pub(crate) fn insert_links(
    db: &Connection,
    near: Part,
    far: &[FarKey],
    (path, junction): (&Path, &'static Table),
    way: &Way<'_>,
) -> Result<Option<Level>> {
    if far.is_empty() {
        return Ok(None);
    }
    let columns = path.step(1).from;
    let links = Rows {
        table: junction,
        columns: columns.iter().map(|name| ColumnField { name, optional: false }).collect(),
        values: far.iter().flat_map(|(_, key)| key.iter().cloned().map(Some)).collect(),
        places: far.iter().map(|(place, _)| *place).collect(),
        related: Vec::new(),
        check_key: |_| Ok(()),
    };
    write_rows(db, links, Some(near), &[], way).map(Some)
}
