//! Queries over the rows, for checks.

use relations::{
    catalog::{ForeignKeyInfo, TableInfo},
    rusqlite::{Connection, Row as SqlRow, types::ValueRef},
};
use serde_json::Value;

use super::finding::Row;
use crate::sql::{quoted, quoted_list};

/// Returns the messages of the [integrity check](https://sqlite.org/pragma.html#pragma_integrity_check).
pub fn integrity_messages(db: &Connection) -> relations::Result<Vec<String>> {
    let mut statement = db.prepare("PRAGMA integrity_check")?;
    let messages = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(messages.into_iter().filter(|message| message != "ok").collect())
}

/// Returns a FROM clause of the rows whose foreign key has a value that no parent has, compared as SQLite
/// does: by the parent's type and collating sequence, for which the `+` removes the child's.
fn orphans_clause(table: &TableInfo, key: &ForeignKeyInfo) -> String {
    let set: Vec<String> =
        key.columns.iter().map(|column| format!("child.{} IS NOT NULL", quoted(column))).collect();
    let same: Vec<String> = key
        .columns
        .iter()
        .zip(&key.parent_columns)
        .map(|(column, parent)| format!("parent.{} = +child.{}", quoted(parent), quoted(column)))
        .collect();
    format!(
        "FROM {} AS child WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS parent WHERE {})",
        quoted(&table.name),
        set.join(" AND "),
        quoted(&key.parent),
        same.join(" AND ")
    )
}

pub fn count_orphans(db: &Connection, table: &TableInfo, key: &ForeignKeyInfo) -> relations::Result<i64> {
    let sql = format!("SELECT count(*) {}", orphans_clause(table, key));
    Ok(db.query_row(&sql, [], |row| row.get(0))?)
}

/// Returns the first rows without a parent, each with its key and its foreign key.
pub fn orphans(
    db: &Connection,
    table: &TableInfo,
    key: &ForeignKeyInfo,
    limit: usize,
) -> relations::Result<Vec<Row>> {
    let mut names = table.primary_key.clone();
    if names.is_empty() {
        // One of SQLite's names of the rowid that no column has.
        let free = ["rowid", "_rowid_", "oid"].into_iter().find(|name| table.column(name).is_none());
        names.extend(free.map(str::to_owned));
    }
    let order = names.clone();
    for column in &key.columns {
        if !names.iter().any(|name| name.eq_ignore_ascii_case(column)) {
            names.push(column.clone());
        }
    }
    let sql = format!(
        "SELECT {} {} ORDER BY {} LIMIT ?1",
        quoted_list(&names),
        orphans_clause(table, key),
        if order.is_empty() { "1".to_owned() } else { quoted_list(&order) }
    );
    let mut statement = db.prepare(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map([limit], |row| as_json(row, &names))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn as_json(row: &SqlRow<'_>, names: &[String]) -> Result<Row, relations::rusqlite::Error> {
    names.iter().enumerate().map(|(at, name)| Ok((name.clone(), json_value(row.get_ref(at)?)))).collect()
}

/// Converts a value to JSON, which has no bytes: a blob becomes its SQL literal.
fn json_value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => {
            let mut literal = "x'".to_owned();
            for byte in bytes {
                literal += &format!("{byte:02x}");
            }
            (literal + "'").into()
        }
    }
}

/// Counts the rows that have NULL in any of these columns.
pub fn count_nulls(db: &Connection, table: &TableInfo, columns: &[String]) -> relations::Result<i64> {
    let null: Vec<String> = columns.iter().map(|column| format!("{} IS NULL", quoted(column))).collect();
    let sql = format!("SELECT count(*) FROM {} WHERE {}", quoted(&table.name), null.join(" OR "));
    Ok(db.query_row(&sql, [], |row| row.get(0))?)
}

/// Counts the rows that violate a CHECK.
pub fn count_failing(db: &Connection, table: &TableInfo, expression: &str) -> relations::Result<i64> {
    let sql = format!("SELECT count(*) FROM {} WHERE NOT ({expression})", quoted(&table.name));
    Ok(db.query_row(&sql, [], |row| row.get(0))?)
}

/// Returns the statement that creates the index of a foreign key, named as models name theirs.
pub fn create_index(table: &TableInfo, key: &ForeignKeyInfo) -> String {
    let name = format!("ix_{}_{}", table.name, key.columns.join("_"));
    format!("CREATE INDEX {} ON {} ({});", quoted(&name), quoted(&table.name), quoted_list(&key.columns))
}
