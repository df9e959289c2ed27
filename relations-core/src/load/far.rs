//! The far rows of many near rows, as they are read.

use std::{borrow::Cow, cell::Cell};

use rusqlite::{CachedStatement, Connection, ErrorCode, Row, types::ValueRef};

use super::{
    arranged::{Arranged, Arranging},
    keys::Keys,
    slots::Slots,
    source::Columns,
    statement::{self, FarStatement, Restriction, Taking, Wanted},
};
use crate::{
    bind::Bind,
    cells::Cells,
    compared::{self, Compile, Unless},
    diagnose::Touched,
    error::{Error, Result},
    filter::Sql,
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

/// What became of a statement that needs more of the database than its tables.
enum Outcome {
    Read,
    /// The database lacks what it needs.
    Unfit,
    /// The database relates the rows by other comparisons.
    Differs,
}

impl<R: Relation> Statements<'_, R> {
    /// Hands each row to `visit`, once for each slot that it belongs to. Gives what is left to do for their order.
    pub fn each_row(
        self,
        slots: &Slots,
        mut visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
    ) -> Result<Vec<Arranged>> {
        let visit: Visit<'_> = &mut visit;
        let limited = self.narrowed.filter(|query| !self.columns.counting && statement::is_limited(query));
        let wanted =
            if limited.is_some() { self.wanted.listed_if_single(&slots.distinct) } else { self.wanted };
        let restriction = Restriction::of(wanted, self.access);
        let taking = |restriction: &Restriction| match limited {
            None => Taking::All,
            Some(_) if restriction.is_single() => Taking::Alone,
            Some(_) => Taking::Numbered,
        };
        let each = limited.filter(|_| !restriction.is_single()).and_then(statement::each_of::<R>);
        if let Some(each) = &each {
            let restriction = Restriction::each(&slots.distinct);
            for sorting in each.sortings() {
                let mut statement = self.render(&restriction, Taking::Each(each, *sorting))?;
                match self.attempt(&mut statement, slots, &|db| each.fits(db, *sorting), visit)? {
                    Outcome::Read => {
                        return Ok(statement.arranging.map_or_else(Vec::new, Arranging::into_made));
                    }
                    Outcome::Differs => return self.exactly(visit),
                    Outcome::Unfit => {}
                }
            }
        }
        // The index may be missing from the database, or have gone since the statement was compiled.
        if restriction.relies_on_index() {
            let mut statement = self.render(&restriction, taking(&restriction))?;
            match self.attempt(&mut statement, slots, &|_| true, visit)? {
                Outcome::Read => return Ok(Vec::new()),
                Outcome::Differs => return self.exactly(visit),
                Outcome::Unfit => {}
            }
        }
        let restriction = Restriction::of(wanted, Access::Unknown);
        let statement = self.render(&restriction, taking(&restriction))?;
        let differ = |db: &Connection| differs::<R>(db, &statement.sql);
        let unless = Unless { text: &statement.sql.text, differ: &differ, held: Cell::new(true) };
        let read = each_row::<R>(self.db, &unless, (&statement, None), slots, visit);
        if unless.held.get() { read.map(|()| Vec::new()) } else { self.exactly(visit) }
    }

    /// The same where the columns that relate the rows compare differently: each key is told to SQLite, which compares it
    /// by the parent's column, and a row finds its slot by the key's place in the list.
    fn exactly(&self, visit: Visit<'_>) -> Result<Vec<Arranged>> {
        let listed = Slots::listed(self.keys);
        let restriction = Restriction::exact(&listed.distinct, R::Near::TABLE_NAME, R::PATH.step(0));
        let limited = self.narrowed.is_some_and(statement::is_limited) && !self.columns.counting;
        let statement = self.render(&restriction, if limited { Taking::Numbered } else { Taking::All })?;
        each_row::<R>(self.db, &statement.sql, (&statement, None), &listed, visit)?;
        Ok(Vec::new())
    }

    fn render(&self, restriction: &Restriction, taking: Taking<'_>) -> Result<FarStatement> {
        statement::render::<R>(self.columns.clone(), restriction, self.narrowed, taking)
    }

    /// Reads the rows, if the database `fits`.
    fn attempt(
        &self,
        statement: &mut FarStatement,
        slots: &Slots,
        fits: &dyn Fn(&Connection) -> bool,
        visit: Visit<'_>,
    ) -> Result<Outcome> {
        let mut arranging = statement.arranging.take();
        let differs = Cell::new(false);
        let differ = |db: &Connection| {
            differs.set(self::differs::<R>(db, &statement.sql));
            differs.get() || !fits(db)
        };
        let held = Cell::new(true);
        let compiled = Compiled { text: &statement.sql.text, differ: &differ, held: &held };
        let mut visited = false;
        let read = each_row::<R>(
            self.db,
            &compiled,
            (statement, arranging.as_mut()),
            slots,
            &mut |row, cells, slot| {
                visited = true;
                visit(row, cells, slot)
            },
        );
        let refused = arranging.as_ref().is_some_and(Arranging::refused);
        statement.arranging = arranging;
        match read {
            Ok(()) => Ok(Outcome::Read),
            Err(_) if differs.get() => Ok(Outcome::Differs),
            Err(error) if !visited && (refused || !held.get() || is_uncompiled(&error)) => Ok(Outcome::Unfit),
            Err(error) => Err(error),
        }
    }
}

/// Is handed a row and a slot that it belongs to.
type Visit<'v> = &'v mut dyn FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>;

/// A statement that is not to be run if it does not compile, or if the database differs.
struct Compiled<'s> {
    text: &'s str,
    differ: &'s dyn Fn(&Connection) -> bool,
    held: &'s Cell<bool>,
}

impl Compile for Compiled<'_> {
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        if let Ok(statement) = db.prepare_cached(self.text)
            && compared::holds(&statement, || (self.differ)(db))
        {
            return Ok(statement);
        }
        self.held.set(false);
        Err(rusqlite::Error::InvalidQuery)
    }
}

/// Whether the columns that relate the rows of `R`, or those of a condition, compare differently in the database.
#[cold]
fn differs<R: Relation>(db: &Connection, sql: &Sql) -> bool {
    let pairs: Vec<_> = compared::pairs(R::Near::TABLE_NAME, R::PATH.step(0)).collect();
    compared::differ(db, &pairs) || matches!(sql.settled(db), Cow::Owned(_))
}

/// Whether SQLite says that the statement itself is wrong.
fn is_uncompiled(error: &Error) -> bool {
    matches!(error, Error::Sqlite(source) if source.sqlite_error_code() == Some(ErrorCode::Unknown))
}

/// Hands each row to `visit`, once for each slot that it belongs to.
fn each_row<R: Relation>(
    db: &Connection,
    text: &(impl Compile + ?Sized),
    (statement, mut arranging): (&FarStatement, Option<&mut Arranging>),
    slots: &Slots,
    visit: Visit<'_>,
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
            if let Some(arranging) = &mut arranging {
                arranging.end(first);
            }
            last = Some(key);
            first = slots.first(key);
        }
        if let Some(arranging) = &mut arranging {
            arranging.add(row)?;
        }
        let cells = if is_integer { Cells::knowing(row, statement.key, key) } else { Cells::of(row) };
        let mut slot = first;
        while let Some(at) = slot {
            visit(row, &cells, at)?;
            slot = slots.next(at);
        }
        Ok(())
    })?;
    if let Some(arranging) = &mut arranging {
        arranging.end(first);
    }
    Ok(())
}
