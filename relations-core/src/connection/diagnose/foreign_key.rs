//! Finding the foreign key that is violated: SQLite reports only that one is.

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    base::{
        error::{Error, sqlite::classify},
        sql::{column, columns, table as named},
        values::display,
    },
    connection::diagnose::{
        references::references,
        remaining::{Rows, find_remaining, find_remaining_of},
    },
    schema::metadata::{foreign_key::ForeignKey, table::Table},
};

/// The change of rows that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParentChange {
    /// Their deletion.
    Deleted,
    /// A change of their keys.
    Changed,
}

/// Explains a foreign key violation by writing rows with these values: a parent is missing, or children refer
/// to the old key.
pub(crate) fn explain_write(
    db: &Connection,
    source: Box<rusqlite::Error>,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    // The values of several rows follow each other.
    for row in values.chunks_exact(columns.len().max(1)) {
        let value_of = |name: &str| {
            let at = columns.iter().position(|column| *column == name)?;
            row.get(at).cloned()
        };
        for key in table.foreign_keys {
            let Some(key_values) =
                key.columns.iter().map(|column| value_of(column)).collect::<Option<Vec<_>>>()
            else {
                continue;
            };
            if matches!(has_parent(db, key, &key_values), Ok(false)) {
                return Error::MissingParent {
                    child: table.name.to_owned(),
                    relation: relation_or_columns(key),
                    parent: key.parent.to_owned(),
                    key: key_text(key.parent_columns, &key_values),
                    source,
                };
            }
        }
        let primary: Option<Vec<Value>> = table.primary_key.iter().map(|column| value_of(column)).collect();
        if let Some(primary) = primary
            && let Ok(Some(found)) = find_remaining_of(db, table, table.primary_key, &primary)
        {
            return found.into_error(table, source);
        }
    }
    Error::ForeignKey { source }
}

/// Explains a foreign key violation by deleting the rows with these values: children remain.
pub(crate) fn explain_delete(
    db: &Connection,
    source: Box<rusqlite::Error>,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    match find_remaining_of(db, table, columns, values) {
        Ok(Some(found)) => found.into_error(table, source),
        Ok(None) | Err(_) => Error::ForeignKey { source },
    }
}

/// Explains a foreign key violation by deleting the rows that meet this condition, or by changing their keys:
/// children remain.
pub(crate) fn explain_removal(
    db: &Connection,
    source: Box<rusqlite::Error>,
    table: &'static Table,
    condition: &str,
    values: &[Value],
    change: ParentChange,
) -> Error {
    let rows = Rows { table: table.name, condition: condition.to_owned() };
    match find_remaining(db, &rows, values, &mut vec![table.name.to_owned()], change) {
        Ok(Some(found)) => found.into_error(table, source),
        Ok(None) | Err(_) => Error::ForeignKey { source },
    }
}

/// Explains a foreign key violation at the end of a transaction: a row of the table written to has no parent.
pub(crate) fn explain_commit(
    db: &Connection,
    source: rusqlite::Error,
    written: Option<&'static Table>,
) -> Error {
    match (classify(source), written) {
        (Error::ForeignKey { source }, Some(table)) => match find_orphan(db, table) {
            Ok((relation, parent, key)) => {
                Error::MissingParent { child: table.name.to_owned(), relation, parent, key, source }
            }
            Err(_) => Error::ForeignKey { source },
        },
        (other, _) => other,
    }
}

/// Returns the relation, the parent and the key of the last row of `table` that has no parent.
fn find_orphan(db: &Connection, table: &Table) -> rusqlite::Result<(String, String, String)> {
    let (rowid, parent, id): (Option<i64>, String, i64) = db.query_row(
        "SELECT rowid, parent, fkid FROM temp.pragma_foreign_key_check(?1, 'main') ORDER BY rowid DESC LIMIT 1",
        [table.name],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let reference = references(db, &parent)?
        .into_iter()
        .find(|(other, number)| *number == id && other.child.eq_ignore_ascii_case(table.name))
        .map(|(reference, _)| reference)
        .ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let names: Vec<&str> = reference.columns.iter().map(String::as_str).collect();
    let sql = format!("SELECT {} FROM {} AS t WHERE t.rowid = ?1", columns("t", &names), named(table.name));
    let key = db.query_row(&sql, [rowid], |row| {
        let values: Vec<Value> = (0..names.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
        Ok(key_text(&reference.parent_columns, &values))
    });
    let relation = (table.foreign_keys.iter())
        .find(|key| key.columns == names)
        .map_or_else(|| names.join(", "), relation_or_columns);
    Ok((relation, parent, key.unwrap_or_else(|_| "its key".to_owned())))
}

/// Returns `true` if a row has a parent by this foreign key, or needs none because a value is NULL.
fn has_parent(db: &Connection, key: &ForeignKey, values: &[Value]) -> rusqlite::Result<bool> {
    if values.contains(&Value::Null) {
        return Ok(true);
    }
    let condition = equal(key.parent_columns);
    let sql = format!("SELECT EXISTS(SELECT 1 FROM {} AS t WHERE {condition})", named(key.parent));
    db.query_row(&sql, params_from_iter(values), |row| row.get(0))
}

/// Renders `t."org" = ? AND t."number" = ?`.
pub(crate) fn equal(columns: &[&str]) -> String {
    let parts: Vec<String> = columns.iter().map(|name| format!("{} = ?", column("t", name))).collect();
    parts.join(" AND ")
}

/// Returns a key as `id = 7`, or `(org, number) = (1, 2)`.
fn key_text(columns: &[impl AsRef<str>], values: &[Value]) -> String {
    let names: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [name] => format!("{name} = {}", display(values)),
        names => format!("({}) = {}", names.join(", "), display(values)),
    }
}

/// Returns the name of the relation of a foreign key, or its columns if no relation has it.
fn relation_or_columns(key: &ForeignKey) -> String {
    if key.relation.is_empty() { key.columns.join(", ") } else { key.relation.to_owned() }
}
