//! Which foreign key does not hold: SQLite says only that one does not.

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    base::{
        error::{Error, sqlite::classify},
        sql::{column, columns, table as named},
        values::display,
    },
    schema::metadata::{foreign_key::ForeignKey, path::Path, relation::RelationKind, table::Table},
};

/// The rows with a foreign key that refer to a table, as the database itself declares it: also those of
/// tables that no model maps.
struct Reference {
    child: String,
    columns: Vec<String>,
    parent_columns: Vec<String>,
    on_delete: String,
    on_update: String,
}

/// What was to become of the rows that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParentChange {
    Deleted,
    /// Their keys were to change.
    Changed,
}

/// Some rows of a table, by a condition.
struct Rows<'a> {
    table: &'a str,
    condition: String,
}

/// What a foreign key violation by writing this row means: a parent that is missing, or children that
/// refer to the row as it was.
pub(crate) fn of_row(
    db: &Connection,
    source: Box<rusqlite::Error>,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    // Several rows in one statement have their values one after the other.
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
            && let Ok(Some(found)) = children(db, table, table.primary_key, &primary)
        {
            return found.into_error(table, source);
        }
    }
    Error::ForeignKey { source }
}

/// What a foreign key violation by deleting the rows with these values means: the children that remain.
pub(crate) fn of_parents(
    db: &Connection,
    source: Box<rusqlite::Error>,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    match children(db, table, columns, values) {
        Ok(Some(found)) => found.into_error(table, source),
        Ok(None) | Err(_) => Error::ForeignKey { source },
    }
}

/// What a foreign key violation by deleting the rows that meet this condition means, or by changing their keys: the
/// children that remain.
pub(crate) fn of_rows(
    db: &Connection,
    source: Box<rusqlite::Error>,
    table: &'static Table,
    condition: &str,
    values: &[Value],
    fate: ParentChange,
) -> Error {
    let rows = Rows { table: table.name, condition: condition.to_owned() };
    match remaining(db, &rows, values, &mut vec![table.name.to_owned()], fate) {
        Ok(Some(found)) => found.into_error(table, source),
        Ok(None) | Err(_) => Error::ForeignKey { source },
    }
}

/// What a foreign key violation at the end of a transaction means: a row that has no parent, if there is
/// one in the table written to.
pub(crate) fn uncommitted(
    db: &Connection,
    source: rusqlite::Error,
    written: Option<&'static Table>,
) -> Error {
    match (classify(source), written) {
        (Error::ForeignKey { source }, Some(table)) => match dangling(db, table) {
            Ok((relation, parent, key)) => {
                Error::MissingParent { child: table.name.to_owned(), relation, parent, key, source }
            }
            Err(_) => Error::ForeignKey { source },
        },
        (other, _) => other,
    }
}

/// The relation, the parent and the key of the last row of `table` that has no parent.
fn dangling(db: &Connection, table: &Table) -> rusqlite::Result<(String, String, String)> {
    let (rowid, parent, id): (Option<i64>, String, i64) = db.query_row(
        "SELECT rowid, parent, fkid FROM temp.pragma_foreign_key_check(?1, 'main') ORDER BY rowid DESC LIMIT 1",
        [table.name],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let reference = references(db, &parent)?
        .into_iter()
        .find(|(other, of)| *of == id && other.child.eq_ignore_ascii_case(table.name))
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

fn has_parent(db: &Connection, key: &ForeignKey, values: &[Value]) -> rusqlite::Result<bool> {
    if values.contains(&Value::Null) {
        return Ok(true);
    }
    let condition = equal(key.parent_columns);
    let sql = format!("SELECT EXISTS(SELECT 1 FROM {} AS t WHERE {condition})", named(key.parent));
    db.query_row(&sql, params_from_iter(values), |row| row.get(0))
}

fn equal(columns: &[&str]) -> String {
    let parts: Vec<String> = columns.iter().map(|name| format!("{} = ?", column("t", name))).collect();
    parts.join(" AND ")
}

struct Remaining {
    parent: String,
    reference: Reference,
    count: i64,
}

impl Remaining {
    fn into_error(self, table: &Table, source: Box<rusqlite::Error>) -> Error {
        let inverse = table.relations.iter().zip(table.paths).find(|(relation, path)| {
            matches!(relation.kind, RelationKind::HasMany | RelationKind::HasOne)
                && leads_back(path, &self.reference)
        });
        let relation = match inverse {
            Some((relation, _)) if self.parent == table.name => relation.name.to_owned(),
            _ => self.reference.columns.join(", "),
        };
        Error::ChildrenRemain {
            parent: self.parent,
            child: self.reference.child,
            relation,
            count: self.count,
            source,
        }
    }
}

/// Whether the way is that of `reference` backwards.
fn leads_back(path: &Path, reference: &Reference) -> bool {
    let step = path.step(0);
    path.len() == 1 && step.table.eq_ignore_ascii_case(&reference.child) && step.to == reference.columns
}

fn children(
    db: &Connection,
    table: &Table,
    columns: &[&str],
    values: &[Value],
) -> rusqlite::Result<Option<Remaining>> {
    let rows = Rows { table: table.name, condition: equal(columns) };
    remaining(db, &rows, values, &mut vec![table.name.to_owned()], ParentChange::Deleted)
}

/// The children that keep `rows` from being deleted, those of their cascading children included.
fn remaining(
    db: &Connection,
    rows: &Rows<'_>,
    values: &[Value],
    seen: &mut Vec<String>,
    fate: ParentChange,
) -> rusqlite::Result<Option<Remaining>> {
    for (reference, _) in references(db, rows.table)? {
        let listed = |names: &[String]| columns("t", &names.iter().map(String::as_str).collect::<Vec<_>>());
        let condition = format!(
            "({}) IN (SELECT {} FROM {} AS t WHERE {})",
            listed(&reference.columns),
            listed(&reference.parent_columns),
            named(rows.table),
            rows.condition
        );
        let action = if fate == ParentChange::Deleted { &reference.on_delete } else { &reference.on_update };
        match action.as_str() {
            "SET NULL" => {}
            "CASCADE" => {
                if !seen.contains(&reference.child) {
                    seen.push(reference.child.clone());
                    let children = Rows { table: &reference.child, condition };
                    if let Some(found) = remaining(db, &children, values, seen, fate)? {
                        return Ok(Some(found));
                    }
                }
            }
            _ => {
                let sql = format!("SELECT count(*) FROM {} AS t WHERE {condition}", named(&reference.child));
                let count: i64 = db.query_row(&sql, params_from_iter(values), |row| row.get(0))?;
                if count > 0 {
                    return Ok(Some(Remaining { parent: rows.table.to_owned(), reference, count }));
                }
            }
        }
    }
    Ok(None)
}

/// The foreign keys that refer to `parent`, each with its number within its table.
fn references(db: &Connection, parent: &str) -> rusqlite::Result<Vec<(Reference, i64)>> {
    let mut statement = db.prepare(
        "SELECT child.name, key.id, key.\"from\", \
                coalesce(key.\"to\", (SELECT name FROM temp.pragma_table_info(?1, 'main') WHERE pk = key.seq + 1)), \
                key.on_delete, key.on_update \
         FROM main.sqlite_schema AS child JOIN temp.pragma_foreign_key_list(child.name, 'main') AS key \
         WHERE child.type = 'table' AND key.\"table\" = ?1 COLLATE NOCASE \
         ORDER BY child.name, key.id, key.seq",
    )?;
    let mut rows = statement.query([parent])?;
    let mut found: Vec<(Reference, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (child, id): (String, i64) = (row.get(0)?, row.get(1)?);
        let (column, parent_column): (String, String) = (row.get(2)?, row.get(3)?);
        match found.last_mut() {
            Some((reference, of)) if reference.child == child && *of == id => {
                reference.columns.push(column);
                reference.parent_columns.push(parent_column);
            }
            _ => found.push((
                Reference {
                    child,
                    columns: vec![column],
                    parent_columns: vec![parent_column],
                    on_delete: row.get(4)?,
                    on_update: row.get(5)?,
                },
                id,
            )),
        }
    }
    Ok(found)
}

/// A key as `id = 7`, or `(org, number) = (1, 2)`.
fn key_text(columns: &[impl AsRef<str>], values: &[Value]) -> String {
    let names: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [name] => format!("{name} = {}", display(values)),
        names => format!("({}) = {}", names.join(", "), display(values)),
    }
}

fn relation_or_columns(key: &ForeignKey) -> String {
    if key.relation.is_empty() { key.columns.join(", ") } else { key.relation.to_owned() }
}

/// The rows of tables outside of `dropped` that refer to one of these, which are gone.
pub(crate) fn left_behind(
    db: &Connection,
    referring: &[String],
    dropped: &[&Table],
) -> rusqlite::Result<Option<Error>> {
    for child in referring {
        let mut statement = db.prepare(
            "SELECT parent, count(*) FROM temp.pragma_foreign_key_check(?1, 'main') GROUP BY parent",
        )?;
        let mut rows = statement.query([child])?;
        while let Some(row) = rows.next()? {
            let (parent, count): (String, i64) = (row.get(0)?, row.get(1)?);
            if dropped.iter().any(|table| table.name.eq_ignore_ascii_case(&parent)) {
                let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY);
                let source = Box::new(rusqlite::Error::SqliteFailure(code, None));
                return Ok(Some(Error::ChildrenRemain {
                    relation: "a foreign key".to_owned(),
                    parent,
                    child: child.clone(),
                    count,
                    source,
                }));
            }
        }
    }
    Ok(None)
}

/// The tables outside of `tables` that have a foreign key to one of them.
pub(crate) fn referring_from_outside(db: &Connection, tables: &[&Table]) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    for table in tables {
        for (reference, _) in references(db, table.name)? {
            let inside = tables.iter().any(|other| other.name.eq_ignore_ascii_case(&reference.child));
            if !inside && !found.contains(&reference.child) {
                found.push(reference.child);
            }
        }
    }
    Ok(found)
}
