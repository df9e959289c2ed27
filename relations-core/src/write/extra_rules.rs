//! Rules of a database, beyond those of a model, that could reject a new row or do more than insert it.

use rusqlite::{Connection, OptionalExtension};

use crate::{connection::columns, schema::metadata::table::Table, write::conflict::same_columns};

/// Returns `true` if the only rule of the table beyond its model is that these columns are unique together,
/// byte by byte: nothing else can reject a new row, and nothing else happens when rows are inserted or
/// updated.
///
/// Returns `false` in case of doubt.
#[cold]
pub(crate) fn has_no_extra_rules(db: &Connection, table: &Table, unique: &[&str]) -> bool {
    let check = || {
        Ok::<_, rusqlite::Error>(
            has_plain_definition(db, table)?
                && !has_triggers(db, table)?
                && has_plain_columns(db, table)?
                && are_only_unique(db, table, unique)?,
        )
    };
    columns::are_binary(db, table.name, unique) && check().unwrap_or(false)
}

/// Returns `true` if it is a table whose definition contains no word of a rule that may reject a row.
fn has_plain_definition(db: &Connection, table: &Table) -> rusqlite::Result<bool> {
    let sql = "SELECT t.sql FROM main.sqlite_master t WHERE t.type='table' AND t.name=?1 COLLATE NOCASE";
    let text: Option<String> = db.query_row(sql, [table.name], |row| row.get(0)).optional()?;
    let has_rule = |text: String| {
        let text = text.to_ascii_uppercase();
        ["CHECK", "CONFLICT", "VIRTUAL"].iter().any(|word| text.contains(word))
    };
    Ok(text.is_some_and(|text| !has_rule(text)))
}

/// Returns `true` if the table has triggers, in the main database or the temporary one.
fn has_triggers(db: &Connection, table: &Table) -> rusqlite::Result<bool> {
    ["main.sqlite_master", "temp.sqlite_master"].iter().try_fold(false, |found, names| {
        let sql = format!(
            "SELECT EXISTS(SELECT 1 FROM {names} t WHERE t.type='trigger' AND t.tbl_name=?1 COLLATE NOCASE)"
        );
        Ok(found || db.query_row(&sql, [table.name], |row| row.get(0))?)
    })
}

/// Returns `true` if no column is generated, and those that the model does not map can be NULL and are NULL
/// by default.
fn has_plain_columns(db: &Connection, table: &Table) -> rusqlite::Result<bool> {
    let sql = "SELECT t.name,t.\"notnull\"=0 AND t.dflt_value IS NULL,t.hidden FROM pragma_table_xinfo(?1,'main') t";
    let mut statement = db.prepare(sql)?;
    let mut columns = statement.query([table.name])?;
    while let Some(column) = columns.next()? {
        let name: String = column.get(0)?;
        let (is_null, hidden): (bool, i64) = (column.get(1)?, column.get(2)?);
        let is_mapped = table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(&name));
        if hidden != 0 || !is_mapped && !is_null {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns `true` if these columns are unique together, byte by byte, and no others are, except a key that
/// SQLite assigns.
fn are_only_unique(db: &Connection, table: &Table, columns: &[&str]) -> rusqlite::Result<bool> {
    let mut unique = same_columns(table.primary_key, columns);
    let sql = "SELECT t.name,t.partial FROM pragma_index_list(?1,'main') t WHERE t.\"unique\"";
    let mut statement = db.prepare(sql)?;
    let mut indexes = statement.query([table.name])?;
    while let Some(index) = indexes.next()? {
        let name: String = index.get(0)?;
        let partial: bool = index.get(1)?;
        if partial || !is_index_of(db, &name, columns)? {
            return Ok(false);
        }
        unique = true;
    }
    Ok(unique)
}

/// Returns `true` if an index has exactly these columns, byte by byte.
fn is_index_of(db: &Connection, index: &str, columns: &[&str]) -> rusqlite::Result<bool> {
    let sql =
        "SELECT t.name,t.coll='BINARY' COLLATE NOCASE FROM pragma_index_xinfo(?1,'main') t WHERE t.\"key\"";
    let mut statement = db.prepare(sql)?;
    let mut terms = statement.query([index])?;
    let mut found = 0;
    while let Some(term) = terms.next()? {
        let (name, binary): (Option<String>, bool) = (term.get(0)?, term.get(1)?);
        let is_listed = |name: String| columns.iter().any(|column| column.eq_ignore_ascii_case(&name));
        if !binary || !name.is_some_and(is_listed) {
            return Ok(false);
        }
        found += 1;
    }
    Ok(found == columns.len())
}
