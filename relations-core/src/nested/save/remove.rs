//! Taking rows from their parents: their foreign keys become NULL, or they are deleted.

use std::slice;

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Error, Result, sqlite},
        sql::table as named,
        values::display,
    },
    connection::{diagnose, no_change, run},
    load::statement::value_keys::push_is_among,
    nested::{call::Call, save::existing::Existing},
    row::bind::Bind,
    schema::metadata::{foreign_key::ForeignKey, table::Table},
    statement::{by_key::update, sql::Sql, touch::Touch},
};

/// Takes the children with these keys from their parents. Returns `true` if referential actions or triggers changed more
/// rows.
pub(crate) fn remove_children(
    db: &Connection,
    table: &'static Table,
    key: &ForeignKey,
    children: &[Vec<Value>],
    call: &Call,
) -> Result<bool> {
    let nullable = table.orphaned_columns(key);
    if children.is_empty() {
        return Ok(false);
    }
    let mut sql = Sql::default();
    if nullable.is_empty() {
        sql.text = format!("DELETE FROM {} WHERE ", named(table.name));
    } else {
        let touch = Touch::of(table.columns);
        sql.values.extend(touch.moment(&call.time)?);
        sql.text = update(table.name, &nullable, |_, _| "NULL".to_owned(), touch.terms(1), "");
    }
    let is_wanted = |child: &Vec<Value>| match nullable.as_slice() {
        [] => !call.saved.delete(table, child),
        nullable => call.saved.has_parent(table, child, nullable),
    };
    if let Some(child) = children.iter().find(|child| is_wanted(child)) {
        return Err(wanted_elsewhere(table, child));
    }
    remove(db, table, &sql, children, call)
}

/// Deletes the rows of a junction table that have these keys.
pub(crate) fn remove_links(
    db: &Connection,
    table: &'static Table,
    links: &[Vec<Value>],
    call: &Call,
) -> Result<()> {
    if let Some(link) = links.iter().find(|link| !call.saved.delete(table, link)) {
        return Err(wanted_elsewhere(table, link));
    }
    let text = format!("DELETE FROM {} WHERE ", named(table.name));
    remove(db, table, &Sql { text, ..Sql::default() }, links, call).map(drop)
}

/// Returns the error that one field names a row which another takes away.
#[cold]
pub(crate) fn wanted_elsewhere(table: &Table, key: &[Value]) -> Error {
    sqlite::unsupported(format!(
        "the `{}` with key {} is named in one field, and missing from another that it belongs to: name it in both, or in \
         neither",
        table.model,
        display(key)
    ))
}

/// Runs the statement that begins with `sql`, up to its condition, for the rows with these keys. Returns `true` if
/// referential actions or triggers, which SQLite [counts](https://sqlite.org/c3ref/total_changes.html) too, changed more
/// rows.
fn remove(
    db: &Connection,
    table: &'static Table,
    begin: &Sql,
    keys: &[Vec<Value>],
    call: &Call,
) -> Result<bool> {
    if keys.is_empty() {
        return Ok(false);
    }
    let columns = table.primary_key;
    let before = db.total_changes();
    let run = |keys: &[Vec<Value>]| {
        let mut sql = begin.clone();
        push_is_among(&mut sql, table.name, columns, keys);
        run::write(db, &sql, |bind: &mut Bind<'_, '_>| bind.owned_values(&sql.values))
    };
    let explain = |error: rusqlite::Error| {
        let error = diagnose::explain_delete(db, error, table, columns, &keys.concat());
        // If SQLite has rolled the transaction back, nothing may be written any more.
        if !matches!(error, Error::ForeignKey { .. }) || db.is_autocommit() {
            return error;
        }
        // Each is tried by itself, to find one that cannot go. All is undone then.
        for key in keys {
            if let Err(error) = run(slice::from_ref(key)) {
                return diagnose::explain_delete(db, error, table, columns, key);
            }
        }
        error
    };
    let remove = || run(keys).map_err(explain);
    let removed = no_change::write_several(db, table, remove, || Ok(keys.len()))?;
    // Some may have gone with others.
    let is_gone = || Ok::<_, Error>(Existing::read(db, table, columns, keys, &[])?.rows.is_empty());
    if removed < keys.len() && !is_gone()? {
        return Err(no_change::ignored(table));
    }
    call.saved.count(removed);
    Ok(db.total_changes().saturating_sub(before) > removed as u64)
}
