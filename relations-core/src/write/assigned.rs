//! Keys that are left to SQLite, and whether it assigns them.

use rusqlite::{Connection, Statement, StatementStatus};

use crate::{
    base::{
        error::Result,
        sql::{bare_columns, table as named},
    },
    connection::{
        atomic::atomic,
        compile, ignored,
        run::{Visit, Written},
    },
    schema::metadata::table::Table,
    statement::model::names_of,
};

/// Whether SQLite assigns the primary key of the table and tells it: only where it is an [alias of the
/// rowid](https://sqlite.org/lang_createtable.html#rowid), which neither `INT PRIMARY KEY` nor `INTEGER PRIMARY KEY DESC` is.
/// Elsewhere the column would be NULL.
///
/// A column of a result is called as the table's column that it is, whatever it was asked for as.
#[cold]
pub(crate) fn assigns_key(db: &Connection, table: &Table) -> bool {
    let ([key], Some(rowid)) = (table.primary_key, rowid(table)) else { return false };
    // Where there is none, as of a view, that is said when the row is inserted.
    let Ok(statement) = db.prepare(&format!("SELECT {rowid} FROM {}", named(table.name))) else {
        return false;
    };
    statement.column_name(0).is_ok_and(|name| name.eq_ignore_ascii_case(key))
}

/// The name of the rowid that no column of the model has.
fn rowid(table: &Table) -> Option<&'static str> {
    let is_column = |name: &str| table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    ["_rowid_", "rowid", "oid"].into_iter().find(|name| !is_column(name))
}

/// Whether a statement that leaves the key to SQLite can be run.
#[inline]
pub(crate) fn can_assign_key(db: &Connection, statement: &Statement<'_>, table: &Table) -> bool {
    compile::holds(statement, || !assigns_key(db, table))
}

/// Whether such a statement was compiled anew while it ran, as the table is not what it was, and SQLite assigned no key.
#[inline]
pub(crate) fn assigned_no_key(db: &Connection, statement: &Statement<'_>, table: &Table) -> bool {
    statement.get_status(StatementStatus::RePrepare) > 0 && !can_assign_key(db, statement, table)
}

/// Has `read` read the row that has just been inserted, whose key SQLite did not assign after all: the table has been declared
/// otherwise since the statement last ran. It is read as it is stored, or deleted if it has no key that fits.
#[cold]
pub(crate) fn without_key(
    db: &Connection,
    table: &'static Table,
    written: Written,
    read: &mut dyn Visit,
) -> Result<()> {
    if written.rows == 0 {
        return Err(ignored::ignored(table));
    }
    let (rowid, inserted) = (rowid(table).unwrap_or("_rowid_"), db.last_insert_rowid());
    let (name, columns) = (named(table.name), names_of(table.columns));
    atomic(db, table, || {
        let sql = format!("SELECT {} FROM {name} WHERE {rowid}=?1", bare_columns(&columns));
        match db.query_row(&sql, [inserted], |row| Ok(read.visit(row)))? {
            Ok(()) => Ok(Ok(())),
            Err(error) => {
                db.execute(&format!("DELETE FROM {name} WHERE {rowid}=?1"), [inserted])?;
                Ok(Err(error))
            }
        }
    })?
}
