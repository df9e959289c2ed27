//! Saving the children of many parents.

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Result, sqlite},
        values::{compare_values, display},
    },
    handle::Changes,
    nested::{
        rows::Rows,
        save::{
            existing::Existing,
            insert_new,
            named::{Named, Seen, name_rows},
            remove::remove_children,
            save_fields, update_level,
        },
        stored::{Level, Part},
        way::Way,
        write::{Mode, begin_level, referred},
    },
    schema::metadata::{foreign_key::ForeignKey, table::Table},
};

/// Makes these rows the only children of their owners, whose keys `owners` has.
pub(crate) fn save_children(
    db: &Connection,
    (owners, table): (&Part, &'static Table),
    batches: Vec<Rows>,
    key: &ForeignKey,
    way: &Way<'_>,
) -> Result<Changes> {
    let mut levels = Vec::with_capacity(batches.len());
    let mut columns: Vec<&'static str> = Vec::new();
    for rows in batches {
        let (level, fields) = begin_level(db, rows, Some(owners.clone()), Mode::Save, way)?;
        let wanted = referred(&fields, &[]);
        let names = level.columns().map(|(name, _)| name).chain(wanted.iter().copied());
        for name in names {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
        levels.push((level, fields, wanted));
    }
    let mut existing = Existing::of_owners(db, table, owners, &columns)?;
    for (level, ..) in &levels {
        existing.find_by_texts(db, level)?;
    }
    let mut kept = vec![false; existing.rows.len()];
    let mut seen = Seen::new();
    let mut all_named = Vec::with_capacity(levels.len());
    for (level, ..) in &levels {
        let named = name_rows(level, &existing, false, &mut seen, way)?;
        for named in &named {
            if let Named::Stored(found) = *named {
                kept[found] = true;
            }
        }
        all_named.push(named);
    }
    let gone: Vec<Vec<Value>> =
        (0..existing.rows.len()).filter(|row| !kept[*row]).map(|row| existing.key(row, table)).collect();
    let mut changes = Changes { removed: gone.len(), ..Changes::default() };
    // Rows that refer to each other may go with one that is removed, unless the form takes them from it first.
    let refers_to_itself = table.foreign_keys.iter().any(|key| key.parent == table.name);
    let is_tried = refers_to_itself && !gone.is_empty();
    if is_tried {
        for ((level, _, wanted), named) in levels.iter_mut().zip(&all_named) {
            changes.updated += update_level(db, level, (&existing, named), wanted, way)?;
        }
    }
    remove_children(db, table, key, &gone, way.time)?;
    if is_tried {
        let after = Existing::of_owners(db, table, owners, &columns)?;
        for ((level, ..), named) in levels.iter().zip(&all_named) {
            require_kept(level, (&existing, named), &after, way)?;
        }
    } else {
        for ((level, _, wanted), named) in levels.iter_mut().zip(&all_named) {
            changes.updated += update_level(db, level, (&existing, named), wanted, way)?;
        }
    }
    for ((mut level, fields, wanted), named) in levels.into_iter().zip(all_named) {
        changes.added += insert_new(db, &mut level, &named, &wanted, way)?;
        save_fields(db, &level, fields, way)?;
    }
    Ok(changes)
}

/// Checks that rows which are named are still there, and refer to the rows of their own table that they are to refer to,
/// after others have been removed.
fn require_kept(
    level: &Level,
    (existing, named): (&Existing, &[Named]),
    after: &Existing,
    way: &Way<'_>,
) -> Result<()> {
    let table = level.table;
    let own = table.foreign_keys.iter().filter(|key| key.parent == table.name);
    let own: Vec<&str> = own.flat_map(|key| key.columns).copied().collect();
    for (row, named) in named.iter().enumerate() {
        let Named::Stored(stored) = *named else { continue };
        let key = existing.key(stored, table);
        let is_kept = |found: usize| {
            own.iter().all(|column| match (level.given(row, column), after.value(found, column)) {
                (Some(given), Some(stored)) => compare_values(given.into(), stored.into()).is_eq(),
                _ => true,
            })
        };
        if !after.find(&key).is_some_and(is_kept) {
            let message = format!(
                "the `{}` with key {} refers to one that goes, since it is not named: name that one too, or let this refer \
                 to another",
                table.model,
                display(&key)
            );
            return Err(way.error(level.places[row], sqlite::unsupported(message)));
        }
    }
    Ok(())
}
