//! Saving the children of many parents.

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::Result,
    connection::no_change,
    handle::Changes,
    nested::{
        related::RelatedRows,
        rows::Rows,
        save::{
            difference::version_of,
            existing::Existing,
            insert_new, keep_stored,
            named::{Named, Seen, name_rows},
            remove::remove_children,
            save_fields,
            update::{NamedLevel, update_rows},
        },
        stored::{Level, Part},
        way::Way,
        write::{Mode, begin_level, referred},
    },
    schema::metadata::{foreign_key::ForeignKey, path::Step, table::Table},
};

/// Makes these rows the only children of their owners, whose keys `owners` has, among those that `step` leaves.
pub(crate) fn save_children(
    db: &Connection,
    (owners, table, step): (&Part, &'static Table, Step),
    batches: Vec<Rows>,
    key: &ForeignKey,
    way: &Way<'_>,
) -> Result<Changes> {
    let mut children = Vec::with_capacity(batches.len());
    for rows in batches {
        let (level, fields) = begin_level(db, rows, Some(owners.clone()), Mode::Save, way)?;
        let wanted = referred(&fields, &[]);
        children.push(Children { level, fields, wanted, named: Vec::new() });
    }
    let columns = columns_of(&children, table);
    let source = step.source("t");
    let mut existing = Existing::of_owners(db, (table, &source), owners, &columns)?;
    for child in &children {
        existing.find_by_texts(db, &child.level)?;
    }
    let mut seen = Seen::new();
    for child in &mut children {
        child.named = name_rows((&child.level, &child.fields), &existing, false, &mut seen, way)?;
    }
    let gone = unnamed(&existing, &children);
    let mut changes = Changes { removed: gone.len(), ..Changes::default() };
    if let Some(version) = version_of(table) {
        for row in &gone {
            let stored = existing.value(*row, version).unwrap_or(&Value::Null);
            way.call.saved.keep_version(table, &existing.key(*row, table), stored);
        }
    }
    let gone: Vec<Vec<Value>> = gone.into_iter().map(|row| existing.key(row, table)).collect();
    let update = |children: &[Children], existing: &Existing, only: Option<&[&'static str]>| {
        let levels: Vec<NamedLevel<'_>> =
            children.iter().map(|child| (&child.level, &*child.named)).collect();
        update_rows(db, (table, only), &levels, existing, way)
    };
    let own = table.foreign_keys.iter().filter(|key| key.parent == table.name);
    let own: Vec<&'static str> = own.flat_map(|key| key.columns).copied().collect();
    // Rows may go with one that they refer to, unless the form takes them from it first.
    let is_taken = !own.is_empty() && !gone.is_empty();
    if is_taken {
        update(&children, &existing, Some(&own))?;
    }
    // Referential actions and triggers may have changed rows that stay.
    if remove_children(db, table, key, &gone, way.call)? || is_taken {
        let mut after = Existing::of_owners(db, (table, &source), owners, &columns)?;
        for child in &mut children {
            child.find_again(&existing, &after, way)?;
            child.require_parents(&after, &own, way)?;
        }
        if is_taken {
            // What has been taken is written again together with the rest, as one change.
            after.restore(&existing, &own);
        }
        existing = after;
    }
    changes.updated = update(&children, &existing, None)?;
    for Children { mut level, fields, wanted, named } in children {
        keep_stored(&mut level, (&existing, &named), &wanted);
        changes.added += insert_new(db, &mut level, &named, &wanted, way)?;
        save_fields(db, &level, fields, way)?;
    }
    Ok(changes)
}

/// Children of one struct that are saved.
struct Children {
    level: Level,
    /// The rows in their fields.
    fields: Vec<RelatedRows>,
    /// The columns that these refer to.
    wanted: Vec<&'static str>,
    /// The stored rows that the children name.
    named: Vec<Named>,
}

/// Returns the columns that are compared and referred to.
fn columns_of(children: &[Children], table: &Table) -> Vec<&'static str> {
    let mut columns: Vec<&'static str> = version_of(table).into_iter().collect();
    for child in children {
        let names = child.level.columns().map(|(name, _)| name).chain(child.wanted.iter().copied());
        for name in names {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    columns
}

/// Returns the stored rows that no child names.
fn unnamed(existing: &Existing, children: &[Children]) -> Vec<usize> {
    let mut kept = vec![false; existing.rows.len()];
    for named in children.iter().flat_map(|child| &child.named) {
        if let Named::Stored(found) = *named {
            kept[found] = true;
        }
    }
    (0..existing.rows.len()).filter(|row| !kept[*row]).collect()
}

impl Children {
    /// Finds the named rows as they are stored after others have been removed.
    fn find_again(&mut self, existing: &Existing, after: &Existing, way: &Way<'_>) -> Result<()> {
        let table = self.level.table;
        for (row, named) in self.named.iter_mut().enumerate() {
            let Named::Stored(stored) = *named else { continue };
            let key = existing.key(stored, table);
            let Some(found) = after.find(&key) else {
                return Err(way.error(self.level.places[row], no_change::gone_with_another(table, &key)));
            };
            *named = Named::Stored(found);
        }
        Ok(())
    }

    /// Checks that rows which the form gives parents of their own table, by these columns, still have them.
    fn require_parents(&self, after: &Existing, own: &[&'static str], way: &Way<'_>) -> Result<()> {
        for (row, named) in self.named.iter().enumerate() {
            let Named::Stored(found) = *named else { continue };
            let is_lost = |column: &&'static str| {
                self.level.given(row, column).is_some_and(|given| *given != Value::Null)
                    && after.value(found, column) == Some(&Value::Null)
            };
            if own.iter().any(is_lost) {
                let error = no_change::refers_to_gone(self.level.table, &after.key(found, self.level.table));
                return Err(way.error(self.level.places[row], error));
            }
        }
        Ok(())
    }
}
