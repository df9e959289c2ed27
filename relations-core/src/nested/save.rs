//! Saving rows together with the rows in their fields: those that are there are updated, new ones inserted, and those
//! that a field no longer has go.
//!
//! `existing` reads what is stored, `named` finds the rows that structs name by their keys, `difference` and `update` write
//! what differs, `remove` takes rows from their parents, `children` and `links` do so for the fields of relations. `saved`
//! keeps what the fields of one call have saved, each for itself.

pub(crate) mod children;
pub(crate) mod difference;
pub(crate) mod existing;
pub(crate) mod links;
pub(crate) mod named;
pub(crate) mod remove;
pub(crate) mod saved;
pub(crate) mod update;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    nested::{
        related::{RelatedKind, RelatedRows},
        rows::Rows,
        save::{
            children::save_children,
            existing::Existing,
            links::save_links,
            named::{Named, Seen, name_rows},
            update::update_rows,
        },
        stored::Level,
        way::Way,
        write::{Mode, begin_level, insert::insert_level, keys_of, referred},
    },
};

/// Saves rows that no other rows own, with all rows in their fields. Those that name a key are there.
pub(crate) fn save_rows(
    db: &Connection,
    rows: Rows,
    wanted: &[&'static str],
    way: &Way<'_>,
) -> Result<Level> {
    let (mut level, fields) = begin_level(db, rows, None, Mode::Save, way)?;
    let wanted = referred(&fields, wanted);
    let existing = Existing::by_key(db, &level, &wanted)?;
    // Rows of several owners may name the same row, if they cannot say different things about it.
    let named = name_rows((&level, &fields), &existing, true, &mut Seen::new(), way)?;
    level.updated = update_rows(db, (level.table, None), &[(&level, &named)], &existing, way)?;
    keep_stored(&mut level, (&existing, &named), &wanted);
    insert_new(db, &mut level, &named, &wanted, way)?;
    save_fields(db, &level, fields, way)?;
    Ok(level)
}

/// Keeps the stored values of the columns `wanted` of the rows of a level that are there.
pub(crate) fn keep_stored(
    level: &mut Level,
    (existing, named): (&Existing, &[Named]),
    wanted: &[&'static str],
) {
    for (row, named) in named.iter().enumerate() {
        let Named::Stored(stored) = *named else { continue };
        for column in wanted {
            if let Some(value) = existing.value(stored, column) {
                level.keep(row, column, value.clone());
            }
        }
    }
}

/// Inserts the rows of a level that are not there, and returns their number.
pub(crate) fn insert_new(
    db: &Connection,
    level: &mut Level,
    named: &[Named],
    wanted: &[&'static str],
    way: &Way<'_>,
) -> Result<usize> {
    let new: Vec<usize> = (0..level.len()).filter(|row| named[*row] == Named::New).collect();
    let inserted = new.len();
    insert_level(db, level, new.clone(), wanted, way)?;
    new.into_iter().try_for_each(|row| way.call.saved.add(level, row))?;
    for (row, named) in named.iter().enumerate() {
        let Named::Same(first) = *named else { continue };
        for column in wanted {
            if let Some(value) = level.values(first, &[column]).and_then(|mut values| values.pop()) {
                level.keep(row, column, value);
            }
        }
    }
    Ok(inserted)
}

/// Saves the rows in the fields of the rows of a level. Those of a row whose field says nothing of them are left as they
/// are.
pub(crate) fn save_fields(
    db: &Connection,
    level: &Level,
    fields: Vec<RelatedRows>,
    way: &Way<'_>,
) -> Result<()> {
    for field in fields {
        let (relation, kind, unsaid) = (field.relation, field.kind, field.unsaid.clone());
        let way = way.field(&level.places, relation, kind.is_list());
        let batches = field.batches().map_err(|misplaced| way.misplaced(misplaced))?;
        match kind {
            RelatedKind::Children { key, table, path, .. } => {
                let owners = keys_of(level, key.parent_columns, key.columns)?.without(&unsaid);
                save_children(db, (&owners, table, path.step(0)), batches.new, key, &way)?;
            }
            RelatedKind::Linked { path, junction } => {
                let owners = keys_of(level, path.step(0).from, path.step(0).to)?.without(&unsaid);
                save_links(db, &owners, batches, (path, junction), &way)?;
            }
            RelatedKind::Parent(_) => {}
        }
    }
    Ok(())
}
