//! The rowids and indexes by which a database finds rows.

use rusqlite::Connection;

/// Returns `true` if this name means the rowid of a table of the database.
#[cold]
pub(crate) fn is_rowid(db: &Connection, table: &str, name: &str) -> bool {
    // For a name that no column has and that means the rowid, SQLite reports what it does for the column that
    // is the rowid.
    db.column_metadata(Some("main"), table, name).is_ok_and(|(declared, _, _, key, _)| {
        key && declared.is_some_and(|declared| declared.to_bytes().eq_ignore_ascii_case(b"integer"))
    })
}

/// Returns `true` if the database finds rows of a table by these columns: by the rowid, or by an index that
/// compares as they do. With `unique`, it must find at most one row.
#[cold]
pub(crate) fn has_index(db: &Connection, table: &str, columns: &[&str], unique: bool) -> bool {
    if let [column] = columns
        && is_rowid(db, table, column)
    {
        return true;
    }
    indexes(db, table).unwrap_or_default().iter().any(|index| {
        let Some((begin, rest)) = index.columns.split_at_checked(columns.len()) else { return false };
        let exactly = index.unique && rest.is_empty();
        begin.iter().all(|(name, collation)| {
            columns.iter().any(|column| column.eq_ignore_ascii_case(name))
                && db.column_metadata(Some("main"), table, name.as_str()).is_ok_and(|(_, of_column, ..)| {
                    of_column.is_some_and(|of_column| {
                        of_column.to_bytes().eq_ignore_ascii_case(collation.as_bytes())
                    })
                })
        }) && (exactly || !unique)
    })
}

/// An index of the database.
struct Index {
    unique: bool,
    /// The columns with their collating sequences.
    columns: Vec<(String, String)>,
}

/// Reads the indexes of a table, without partial ones.
fn indexes(db: &Connection, table: &str) -> rusqlite::Result<Vec<Index>> {
    let mut statement = db.prepare(
        "SELECT i.\"unique\", x.seqno, ifnull(x.name, ''), ifnull(x.coll, '')
         FROM temp.pragma_index_list(?1, 'main') AS i JOIN temp.pragma_index_xinfo(i.name, 'main') AS x
         WHERE NOT i.partial AND x.\"key\" ORDER BY i.seq, x.seqno",
    )?;
    let mut rows = statement.query([table])?;
    let mut indexes: Vec<Index> = Vec::new();
    while let Some(row) = rows.next()? {
        let text =
            |at| Ok::<_, rusqlite::Error>(String::from_utf8_lossy(row.get_ref(at)?.as_bytes()?).into_owned());
        let column = (text(2)?, text(3)?);
        match indexes.last_mut() {
            Some(index) if row.get::<_, i64>(1)? > 0 => index.columns.push(column),
            _ => indexes.push(Index { unique: row.get(0)?, columns: vec![column] }),
        }
    }
    Ok(indexes)
}
