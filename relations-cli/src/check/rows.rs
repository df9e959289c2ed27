//! The statements that look at rows.

use relations::{
    catalog::{ForeignKeyInfo, TableInfo},
    rusqlite::{Connection, Row as SqlRow, types::ValueRef},
};
use serde_json::Value;

use super::finding::Row;

/// `name` as an SQL identifier.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn quoted_list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// What the [integrity check](https://sqlite.org/pragma.html#pragma_integrity_check) complains about.
pub fn integrity(db: &Connection) -> relations::Result<Vec<String>> {
    let mut statement = db.prepare("PRAGMA integrity_check")?;
    let messages = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(messages.into_iter().filter(|message| message != "ok").collect())
}

/// The rows whose foreign key has a value that no parent has, as SQLite compares them: by the parent's type
/// and collating sequence, for which the `+` takes the child's away.
fn orphans_of(table: &TableInfo, key: &ForeignKeyInfo) -> String {
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
    let sql = format!("SELECT count(*) {}", orphans_of(table, key));
    Ok(db.query_row(&sql, [], |row| row.get(0))?)
}

/// The first of them, each by its key and its foreign key.
pub fn orphans(
    db: &Connection,
    table: &TableInfo,
    key: &ForeignKeyInfo,
    limit: usize,
) -> relations::Result<Vec<Row>> {
    let mut names = table.primary_key.clone();
    if names.is_empty() {
        // One of SQLite's names for it that no column has.
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
        orphans_of(table, key),
        if order.is_empty() { "1".to_owned() } else { quoted_list(&order) }
    );
    let mut statement = db.prepare(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map([limit], |row| as_json(row, &names))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn as_json(row: &SqlRow<'_>, names: &[String]) -> Result<Row, relations::rusqlite::Error> {
    names.iter().enumerate().map(|(at, name)| Ok((name.clone(), value(row.get_ref(at)?)))).collect()
}

/// JSON has no bytes, so a blob is the literal that SQL has for it.
fn value(value: ValueRef<'_>) -> Value {
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

/// How many rows have NULL in any of these columns.
pub fn count_nulls(db: &Connection, table: &TableInfo, columns: &[String]) -> relations::Result<i64> {
    let null: Vec<String> = columns.iter().map(|column| format!("{} IS NULL", quoted(column))).collect();
    let sql = format!("SELECT count(*) FROM {} WHERE {}", quoted(&table.name), null.join(" OR "));
    Ok(db.query_row(&sql, [], |row| row.get(0))?)
}

/// How many rows do not pass a CHECK.
pub fn count_failing(db: &Connection, table: &TableInfo, expression: &str) -> relations::Result<i64> {
    let sql = format!("SELECT count(*) FROM {} WHERE NOT ({expression})", quoted(&table.name));
    Ok(db.query_row(&sql, [], |row| row.get(0))?)
}

/// The statement that creates the index of a foreign key, named as models name theirs.
pub fn create_index(table: &TableInfo, key: &ForeignKeyInfo) -> String {
    let name = format!("ix_{}_{}", table.name, key.columns.join("_"));
    format!("CREATE INDEX {} ON {} ({});", quoted(&name), quoted(&table.name), quoted_list(&key.columns))
}
