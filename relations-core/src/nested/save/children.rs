//! Saving the children of many parents.

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Error, Result, sqlite},
        values::{compare_values, display},
    },
    connection::no_change,
    handle::Changes,
    nested::{
        related::RelatedRows,
        rows::Rows,
        save::{
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
    let mut children = Vec::with_capacity(batches.len());
    for rows in batches {
        let (level, fields) = begin_level(db, rows, Some(owners.clone()), Mode::Save, way)?;
        let wanted = referred(&fields, &[]);
        children.push(Children { level, fields, wanted, named: Vec::new() });
    }
    let columns = columns_of(&children);
    let mut existing = Existing::of_owners(db, table, owners, &columns)?;
    for child in &children {
        existing.find_by_texts(db, &child.level)?;
    }
    let mut seen = Seen::new();
    for child in &mut children {
        child.named = name_rows((&child.level, !child.fields.is_empty()), &existing, false, &mut seen, way)?;
    }
    let gone = unnamed(&existing, &children, table);
    let mut changes = Changes { removed: gone.len(), ..Changes::default() };
    let update = |children: &[Children], existing: &Existing| {
        let levels: Vec<NamedLevel<'_>> =
            children.iter().map(|child| (&child.level, &*child.named)).collect();
        update_rows(db, table, &levels, existing, way)
    };
    let refers_to_itself = table.foreign_keys.iter().any(|key| key.parent == table.name);
    if refers_to_itself && !gone.is_empty() {
        // Rows may go with one that they refer to, unless the form takes them from it first.
        changes.updated = update(&children, &existing)?;
        remove_children(db, table, key, &gone, way.call)?;
        let after = Existing::of_owners(db, table, owners, &columns)?;
        children.iter().try_for_each(|child| child.require_kept(&existing, &after, way))?;
    } else {
        // Referential actions and triggers may have changed rows that stay.
        if remove_children(db, table, key, &gone, way.call)? {
            let after = Existing::of_owners(db, table, owners, &columns)?;
            children.iter_mut().try_for_each(|child| child.find_again(&existing, &after, way))?;
            existing = after;
        }
        changes.updated = update(&children, &existing)?;
    }
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
fn columns_of(children: &[Children]) -> Vec<&'static str> {
    let mut columns: Vec<&'static str> = Vec::new();
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

/// Returns the keys of the stored rows that no child names.
fn unnamed(existing: &Existing, children: &[Children], table: &Table) -> Vec<Vec<Value>> {
    let mut kept = vec![false; existing.rows.len()];
    for named in children.iter().flat_map(|child| &child.named) {
        if let Named::Stored(found) = *named {
            kept[found] = true;
        }
    }
    (0..existing.rows.len()).filter(|row| !kept[*row]).map(|row| existing.key(row, table)).collect()
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

    /// Checks that rows which are named are still there, and refer to the rows of their own table that they are to refer
    /// to, after others have been removed.
    fn require_kept(&self, existing: &Existing, after: &Existing, way: &Way<'_>) -> Result<()> {
        let table = self.level.table;
        let own = table.foreign_keys.iter().filter(|key| key.parent == table.name);
        let own: Vec<&str> = own.flat_map(|key| key.columns).copied().collect();
        for (row, named) in self.named.iter().enumerate() {
            let Named::Stored(stored) = *named else { continue };
            let key = existing.key(stored, table);
            let is_kept = |found: usize| {
                own.iter().all(|column| match (self.level.given(row, column), after.value(found, column)) {
                    (Some(given), Some(stored)) => compare_values(given.into(), stored.into()).is_eq(),
                    _ => true,
                })
            };
            if !after.find(&key).is_some_and(is_kept) {
                return Err(way.error(self.level.places[row], refers_to_gone(table, &key)));
            }
        }
        Ok(())
    }
}

/// Returns the error that a named row refers to one that goes.
#[cold]
fn refers_to_gone(table: &Table, key: &[Value]) -> Error {
    let message = format!(
        "the `{}` with key {} refers to one that goes, since it is not named: name that one too, or let this refer to \
         another",
        table.model,
        display(key)
    );
    sqlite::unsupported(message)
}
