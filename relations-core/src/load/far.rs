//! The far rows of many near rows, as they are read.

use std::cell::Cell;

use rusqlite::{Connection, ErrorCode, Row, types::ValueRef};

use super::{
    keys::Keys,
    slots::Slots,
    source::Columns,
    statement::{self, FarStatement, Restriction, Wanted},
};
use crate::{
    bind::Bind,
    cells::Cells,
    compared::{self, Compile, Unless},
    diagnose::Touched,
    error::{Error, Result},
    model::Model,
    query::Query,
    relation::Relation,
    run,
    schema::Access,
};

/// The statement for some near rows, by an index or without.
pub(super) struct Statements<'s, R: Relation> {
    pub db: &'s Connection,
    pub columns: Columns,
    pub keys: &'s Keys,
    pub wanted: Wanted<'s>,
    pub access: Access,
    pub narrowed: Option<&'s Query<R::Far>>,
}

impl<R: Relation> Statements<'_, R> {
    /// Hands each row to `visit`, once for each slot that it belongs to.
    pub fn each_row(
        self,
        slots: &Slots,
        mut visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
    ) -> Result<()> {
        let restriction = Restriction::of(self.wanted, self.access);
        let statement = self.render(&restriction)?;
        // The index may be missing from the database, or have gone since the statement was compiled.
        if !restriction.relies_on_index() || self.db.prepare_cached(&statement.sql.text).is_ok() {
            let mut visited = false;
            let read = self.read(&statement, slots, |row, cells, slot| {
                visited = true;
                visit(row, cells, slot)
            });
            let uncompiled = restriction.relies_on_index() && read.as_ref().is_err_and(is_uncompiled);
            match read {
                Ok(true) => return Ok(()),
                Ok(false) => return self.exactly(visit),
                Err(error) if visited || !uncompiled => return Err(error),
                Err(_) => {}
            }
        }
        let statement = self.render(&Restriction::of(self.wanted, Access::Unknown))?;
        if self.read(&statement, slots, &mut visit)? { Ok(()) } else { self.exactly(visit) }
    }

    /// The same where the columns that relate the rows compare differently: each key is told to SQLite, which compares it
    /// by the parent's column, and a row finds its slot by the key's place in the list.
    fn exactly(&self, visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>) -> Result<()> {
        let listed = Slots::listed(self.keys);
        let restriction = Restriction::exact(&listed.distinct, R::Near::TABLE_NAME, R::PATH.step(0));
        let statement = self.render(&restriction)?;
        each_row::<R>(self.db, &statement.sql.text, &statement, &listed, visit)
    }

    fn render(&self, restriction: &Restriction) -> Result<FarStatement> {
        statement::render::<R>(self.columns.clone(), restriction, self.narrowed)
    }

    /// Reads the rows, unless the database relates them by other comparisons than the statement makes.
    fn read(
        &self,
        statement: &FarStatement,
        slots: &Slots,
        visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
    ) -> Result<bool> {
        let unless = Unless { text: &statement.sql.text, differ: &differ::<R>, held: Cell::new(true) };
        let read = each_row::<R>(self.db, &unless, statement, slots, visit);
        if unless.held.get() { read.map(|()| true) } else { Ok(false) }
    }
}

/// Whether the columns that relate the rows of `R` compare differently in the database.
fn differ<R: Relation>(db: &Connection) -> bool {
    let pairs: Vec<_> = compared::pairs(R::Near::TABLE_NAME, R::PATH.step(0)).collect();
    compared::differ(db, &pairs)
}

/// Whether SQLite says that the statement itself is wrong.
fn is_uncompiled(error: &Error) -> bool {
    matches!(error, Error::Sqlite(source) if source.sqlite_error_code() == Some(ErrorCode::Unknown))
}

/// Hands each row to `visit`, once for each slot that it belongs to.
fn each_row<R: Relation>(
    db: &Connection,
    text: &(impl Compile + ?Sized),
    statement: &FarStatement,
    slots: &Slots,
    mut visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
) -> Result<()> {
    let (mut last, mut first) = (None, None);
    let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(&statement.sql.values);
    run::rows(db, Touched::along::<R>(), text, bind, |row| {
        let stored = row.get_ref(statement.key)?;
        let (key, is_integer) = match stored {
            ValueRef::Integer(key) => (key, true),
            // In columns that convert neither, SQLite relates an integer to the same number as a real.
            ValueRef::Real(real) => match compared::integral(real) {
                Some(key) => (key, false),
                None => return Ok(()),
            },
            // NULL and what equals no integer belong to no near row.
            _ => return Ok(()),
        };
        // Rows of one parent mostly follow each other.
        if last != Some(key) {
            last = Some(key);
            first = slots.first(key);
        }
        let cells = if is_integer { Cells::knowing(row, statement.key, key) } else { Cells::of(row) };
        let mut slot = first;
        while let Some(at) = slot {
            visit(row, &cells, at)?;
            slot = slots.next(at);
        }
        Ok(())
    })
}
