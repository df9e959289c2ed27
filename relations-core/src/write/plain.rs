//! What a database says of a table beyond what its model does, that could be in the way of a new row.

use rusqlite::{Connection, OptionalExtension};

use crate::{connection::columns, schema::metadata::table::Table, write::conflict::same};

/// Whether nothing can be in the way of a new row but a row that has the same values in these columns, by which both are then
/// found; and no more happens when rows are inserted or changed.
///
/// What is not sure is held for not so.
#[cold]
pub(crate) fn is_plain(db: &Connection, of: &Table, known: &[&str]) -> bool {
    let plain = || {
        Ok::<_, rusqlite::Error>(
            says_no_more(db, of)?
                && !has_triggers(db, of)?
                && has_plain_columns(db, of)?
                && only_unique(db, of, known)?,
        )
    };
    columns::are_binary(db, of.name, known) && plain().unwrap_or(false)
}

/// Whether it is a table whose text has no word of what may refuse a row.
fn says_no_more(db: &Connection, of: &Table) -> rusqlite::Result<bool> {
    let sql = "SELECT t.sql FROM main.sqlite_master t WHERE t.type='table' AND t.name=?1 COLLATE NOCASE";
    let text: Option<String> = db.query_row(sql, [of.name], |row| row.get(0)).optional()?;
    let says = |text: String| {
        let text = text.to_ascii_uppercase();
        ["CHECK", "CONFLICT", "VIRTUAL"].iter().any(|word| text.contains(word))
    };
    Ok(text.is_some_and(|text| !says(text)))
}

fn has_triggers(db: &Connection, of: &Table) -> rusqlite::Result<bool> {
    ["main.sqlite_master", "temp.sqlite_master"].iter().try_fold(false, |found, names| {
        let sql = format!(
            "SELECT EXISTS(SELECT 1 FROM {names} t WHERE t.type='trigger' AND t.tbl_name=?1 COLLATE NOCASE)"
        );
        Ok(found || db.query_row(&sql, [of.name], |row| row.get(0))?)
    })
}

/// Whether no column is generated, and those that the model does not map can be NULL and are.
fn has_plain_columns(db: &Connection, of: &Table) -> rusqlite::Result<bool> {
    let sql = "SELECT t.name,t.\"notnull\"=0 AND t.dflt_value IS NULL,t.hidden FROM pragma_table_xinfo(?1,'main') t";
    let mut statement = db.prepare(sql)?;
    let mut columns = statement.query([of.name])?;
    while let Some(column) = columns.next()? {
        let name: String = column.get(0)?;
        let (is_null, hidden): (bool, i64) = (column.get(1)?, column.get(2)?);
        let is_mapped = of.columns.iter().any(|column| column.name.eq_ignore_ascii_case(&name));
        if hidden != 0 || !is_mapped && !is_null {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether these columns are unique, byte by byte, and others only where SQLite assigns them.
fn only_unique(db: &Connection, of: &Table, known: &[&str]) -> rusqlite::Result<bool> {
    let mut unique = same(of.primary_key, known);
    let sql = "SELECT t.name,t.partial FROM pragma_index_list(?1,'main') t WHERE t.\"unique\"";
    let mut statement = db.prepare(sql)?;
    let mut indexes = statement.query([of.name])?;
    while let Some(index) = indexes.next()? {
        let name: String = index.get(0)?;
        let partial: bool = index.get(1)?;
        if partial || !is_of(db, &name, known)? {
            return Ok(false);
        }
        unique = true;
    }
    Ok(unique)
}

/// Whether an index is of just these columns, byte by byte.
fn is_of(db: &Connection, index: &str, known: &[&str]) -> rusqlite::Result<bool> {
    let sql =
        "SELECT t.name,t.coll='BINARY' COLLATE NOCASE FROM pragma_index_xinfo(?1,'main') t WHERE t.\"key\"";
    let mut statement = db.prepare(sql)?;
    let mut columns = statement.query([index])?;
    let mut found = 0;
    while let Some(column) = columns.next()? {
        let (name, binary): (Option<String>, bool) = (column.get(0)?, column.get(1)?);
        let is_known = |name: String| known.iter().any(|column| column.eq_ignore_ascii_case(&name));
        if !binary || !name.is_some_and(is_known) {
            return Ok(false);
        }
        found += 1;
    }
    Ok(found == known.len())
}
