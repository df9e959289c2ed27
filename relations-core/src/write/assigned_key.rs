//! Keys that SQLite assigns, and the tables for which it does.

use rusqlite::{Connection, Statement, StatementStatus};

use crate::{
    base::{error::Result, sql::table as named},
    connection::{
        atomic::atomic,
        compile, no_change,
        run::{Visit, Written},
    },
    schema::metadata::table::Table,
    statement::{by_key::select, model::column_names},
};

/// Returns `true` if SQLite assigns the primary key of the table and reports it: only if the key is an [alias
/// of the rowid](https://sqlite.org/lang_createtable.html#rowid), which neither `INT PRIMARY KEY` nor
/// `INTEGER PRIMARY KEY DESC` is. Otherwise the column would be NULL.
///
/// A result column has the name of the table's column that it is, whatever name the statement gives.
#[cold]
pub(crate) fn assigns_key(db: &Connection, table: &Table) -> bool {
    let ([key], Some(rowid)) = (table.primary_key, rowid(table)) else { return false };
    // If there is no rowid, as in a view, the INSERT reports it.
    let Ok(statement) = db.prepare(&format!("SELECT {rowid} FROM {}", named(table.name))) else {
        return false;
    };
    statement.column_name(0).is_ok_and(|name| name.eq_ignore_ascii_case(key))
}

/// Returns a name of the rowid that no column of the model has.
pub(crate) fn rowid(table: &Table) -> Option<&'static str> {
    let is_column = |name: &str| table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    ["_rowid_", "rowid", "oid"].into_iter().find(|name| !is_column(name))
}

/// Returns `true` if a statement that leaves the key to SQLite can be run.
#[inline]
pub(crate) fn can_assign_key(db: &Connection, statement: &Statement<'_>, table: &Table) -> bool {
    compile::is_verified(statement, || !assigns_key(db, table))
}

/// Returns `true` if such a statement was compiled again while it ran, since the table has changed, and
/// SQLite assigned no key.
#[inline]
pub(crate) fn assigned_no_key(db: &Connection, statement: &Statement<'_>, table: &Table) -> bool {
    statement.get_status(StatementStatus::RePrepare) > 0 && !can_assign_key(db, statement, table)
}

/// Reads the row that has just been inserted, for which SQLite assigned no key: the table has changed since
/// the statement last ran. `read` reads the row as stored. If it fails, because the row has no key that fits,
/// the row is deleted.
#[cold]
pub(crate) fn read_without_key(
    db: &Connection,
    table: &'static Table,
    written: Written,
    read: &mut dyn Visit,
) -> Result<()> {
    if written.rows == 0 {
        return Err(no_change::ignored(table));
    }
    let (rowid, inserted) = (rowid(table).unwrap_or("_rowid_"), db.last_insert_rowid());
    let columns = column_names(table.columns);
    atomic(db, table, || {
        let sql = select(table.name, &columns, &format!("{rowid}=?1"));
        match db.query_row(&sql, [inserted], |row| Ok(read.visit(row)))? {
            Ok(()) => Ok(Ok(())),
            Err(error) => {
                db.execute(&format!("DELETE FROM {} WHERE {rowid}=?1", named(table.name)), [inserted])?;
                Ok(Err(error))
            }
        }
    })?
}

/// The keys that SQLite has assigned to rows which are inserted together.
///
/// A trigger may delete a row as it is inserted. SQLite then assigns its key to the next row, so that what belongs to the one
/// would be the other's.
#[derive(Debug)]
pub(crate) struct AssignedKeys {
    rowids: Vec<i64>,
    greatest: i64,
}

impl AssignedKeys {
    /// The place of a key that SQLite has not assigned. It never assigns this one.
    const NONE: i64 = i64::MIN;

    /// Creates the keys of so many rows, which have none yet.
    pub(crate) fn of(rows: usize) -> Self {
        Self { rowids: vec![Self::NONE; rows], greatest: Self::NONE }
    }

    /// Returns the key of a row, if it has one.
    pub(crate) fn get(&self, row: usize) -> Option<i64> {
        self.rowids.get(row).copied().filter(|rowid| *rowid != Self::NONE)
    }

    /// Sets the key of a row. Returns another row that has the same one, if there is one.
    pub(crate) fn set(&mut self, row: usize, rowid: i64) -> Option<usize> {
        if rowid <= self.greatest
            && let Some(other) = self.rowids.iter().position(|known| *known == rowid)
        {
            return Some(other);
        }
        self.greatest = self.greatest.max(rowid);
        self.rowids[row] = rowid;
        None
    }

    /// Sets the keys of rows: this one, and those that follow it. Returns a row that has one of them already, if there is
    /// one.
    pub(crate) fn set_all(&mut self, rows: &[usize], first: i64) -> Option<usize> {
        if first <= self.greatest {
            let mut keys = rows.iter().zip(0..);
            return keys.find_map(|(row, after)| self.set(*row, first.wrapping_add(after)));
        }
        for (row, after) in rows.iter().zip(0..) {
            self.rowids[*row] = first.wrapping_add(after);
            self.greatest = self.rowids[*row];
        }
        None
    }

    /// Adds the key of another row. Returns a row that has the same one, if there is one.
    pub(crate) fn add(&mut self, rowid: i64) -> Option<usize> {
        self.rowids.push(Self::NONE);
        self.set(self.rowids.len() - 1, rowid)
    }

    /// Forgets the keys of rows that are inserted anew.
    pub(crate) fn forget(&mut self, rows: &[usize]) {
        for row in rows {
            if let Some(rowid) = self.rowids.get_mut(*row) {
                *rowid = Self::NONE;
            }
        }
        self.greatest = self.rowids.iter().copied().max().unwrap_or(Self::NONE);
    }
}
