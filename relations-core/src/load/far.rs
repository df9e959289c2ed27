//! The far rows of many near rows, as they are read.

use std::{
    borrow::Cow,
    cell::{Cell, OnceCell},
};

use rusqlite::{CachedStatement, Connection, ErrorCode, Row};

use crate::{
    base::error::{Error, Result},
    connection::{
        columns,
        compile::{self, Compile},
        diagnose::mapping::TouchedTables,
        run,
    },
    load::{
        arranged::{Arranged, Arranger},
        slot_finder::SlotFinder,
        slots::Slots,
        statement::{
            self, FarStatement,
            limited::{Each, Taking},
            restriction::{KeyFilter, Restriction},
        },
    },
    model::{Model, keys::Keys, source::SelectList},
    query::Query,
    relation::Relation,
    row::{bind::Bind, cells::Cells},
    schema::access::Access,
    statement::{comparison, sql::Sql},
};

/// The statement for some near rows, by an index or without.
pub(crate) struct Statements<'s, R: Relation> {
    pub db: &'s Connection,
    pub columns: SelectList,
    pub keys: &'s Keys,
    /// Whether the rows of all rows of the near table are wanted.
    pub every: bool,
    pub access: Access,
    pub narrowed: Option<&'s Query<R::Far>>,
}

/// A way to read the rows. The first that the database fits is taken, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BatchMethod {
    /// No key is told to SQLite: a row finds its slot by the bytes of its key.
    Hashed,
    /// Each key has its rows found by a subquery, which are sorted in the way of this number.
    Each(usize),
    /// By an index that is named: it may be missing from the database, or have gone since the statement was compiled.
    Indexed,
    /// In whatever way SQLite finds best.
    Plain,
    /// Where the columns that relate the rows compare differently: each key is told to SQLite, which compares it
    /// by the parent's column, and a row finds its slot by the key's place in the list.
    Exact,
}

impl BatchMethod {
    const fn next(self) -> Self {
        match self {
            Self::Hashed => Self::Each(0),
            Self::Each(0) => Self::Each(1),
            Self::Each(_) => Self::Indexed,
            Self::Indexed => Self::Plain,
            Self::Plain | Self::Exact => Self::Exact,
        }
    }
}

impl<R: Relation> Statements<'_, R> {
    /// Hands each row to `visit`, once for each slot that it belongs to. Gives what is left to do for their order.
    pub fn each_row(
        self,
        slots: &Slots,
        mut visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
    ) -> Result<Arranged> {
        let listed = OnceCell::new();
        let each = self.limited().and_then(statement::each_of::<R>);
        let visited = Cell::new(false);
        let mut method = if slots.is_hashed() { BatchMethod::Hashed } else { BatchMethod::Each(0) };
        loop {
            let slots = match method {
                BatchMethod::Hashed => slots,
                _ if slots.is_hashed() || method == BatchMethod::Exact => {
                    listed.get_or_init(|| Slots::listed(self.keys))
                }
                _ => slots,
            };
            let Some(mut statement) = self.statement(method, slots, each.as_ref())? else {
                method = method.next();
                continue;
            };
            let mut arranging = statement.arranging.take();
            let differs = Cell::new(false);
            let differ = |db: &Connection| {
                differs.set(self::differs::<R>(db, &statement.sql));
                differs.get() || !fits::<R>(db, method, each.as_ref())
            };
            let compiled = Compiled { sql: &statement.sql, method, differ: &differ, held: Cell::new(true) };
            let read = each_row::<R>(
                self.db,
                &compiled,
                (&statement, arranging.as_mut()),
                (slots, &visited),
                &mut visit,
            );
            method = match read {
                Ok(()) => return Ok(arranging.map_or_else(Arranged::default, Arranger::into_made)),
                Err(_) if differs.get() => BatchMethod::Exact,
                Err(error)
                    if !visited.get()
                        && !matches!(method, BatchMethod::Plain | BatchMethod::Exact)
                        && (!compiled.held.get() || is_unfit(&error)) =>
                {
                    method.next()
                }
                Err(error) => return Err(error),
            };
        }
    }

    /// What the rows are narrowed by, if only some of each near row are taken.
    fn limited(&self) -> Option<&Query<R::Far>> {
        self.narrowed.filter(|query| !self.columns.counting && statement::is_limited(query))
    }

    /// The statement that reads them in this way, if it is one for them.
    fn statement(
        &self,
        method: BatchMethod,
        slots: &Slots,
        each: Option<&Each>,
    ) -> Result<Option<FarStatement>> {
        let limited = self.limited().is_some();
        let every = self.every && !(limited && slots.distinct.len() == 1);
        let wanted = || KeyFilter::of(slots, every);
        let (restriction, taking) = match method {
            BatchMethod::Hashed => (Restriction::None, Taking::Hashed),
            BatchMethod::Each(at) => {
                let each = each.filter(|_| slots.distinct.len() > 1);
                let Some((each, sorting)) = each.and_then(|each| Some((each, *each.sortings().get(at)?)))
                else {
                    return Ok(None);
                };
                let near = match R::PATH.step(0).from {
                    [column] if every => Some((R::Near::TABLE_NAME, *column)),
                    _ => None,
                };
                (Restriction::each(&slots.distinct, near), Taking::Each(each, sorting))
            }
            BatchMethod::Indexed => {
                let restriction = Restriction::of(wanted(), self.access);
                if !restriction.relies_on_index() {
                    return Ok(None);
                }
                let taking = Taking::of(limited, &restriction);
                (restriction, taking)
            }
            BatchMethod::Plain | BatchMethod::Exact => {
                let restriction = if method == BatchMethod::Plain {
                    Restriction::of(wanted(), Access::Unknown)
                } else {
                    Restriction::exact(&slots.distinct, R::Near::TABLE_NAME, R::PATH.step(0))
                };
                let taking = Taking::of(limited, &restriction);
                (restriction, taking)
            }
        };
        statement::render::<R>(self.columns.clone(), &restriction, self.narrowed, taking).map(Some)
    }
}

/// A statement that is run only if the database fits it.
struct Compiled<'s> {
    sql: &'s Sql,
    method: BatchMethod,
    differ: &'s dyn Fn(&Connection) -> bool,
    held: Cell<bool>,
}

impl Compile for Compiled<'_> {
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        if self.method == BatchMethod::Exact {
            return self.sql.compile(db);
        }
        match db.prepare_cached(&self.sql.text) {
            Ok(statement) if compile::is_verified(&statement, || (self.differ)(db)) => return Ok(statement),
            Err(error) if self.method == BatchMethod::Plain => return Err(error),
            _ => {}
        }
        self.held.set(false);
        Err(rusqlite::Error::InvalidQuery)
    }
}

/// Whether the columns that relate the rows of `R`, or those of a condition, compare differently in the database.
#[cold]
fn differs<R: Relation>(db: &Connection, sql: &Sql) -> bool {
    let pairs: Vec<_> = comparison::column_pairs(R::Near::TABLE_NAME, R::PATH.step(0)).collect();
    columns::compare_differently(db, &pairs) || matches!(sql.for_database(db), Cow::Owned(_))
}

/// Whether the database has what this method needs beside.
#[cold]
fn fits<R: Relation>(db: &Connection, method: BatchMethod, each: Option<&Each>) -> bool {
    match method {
        BatchMethod::Hashed => {
            let first = R::PATH.step(0);
            columns::are_read_as_compared(db, first.table, first.to)
        }
        BatchMethod::Each(at) => each
            .and_then(|each| Some((each, each.sortings().get(at)?)))
            .is_some_and(|(each, sorting)| each.fits(db, *sorting)),
        BatchMethod::Indexed | BatchMethod::Plain | BatchMethod::Exact => true,
    }
}

/// Whether SQLite says that the statement itself is wrong, or what reads its rows that it cannot.
fn is_unfit(error: &Error) -> bool {
    let Error::Sqlite(source) = error else { return false };
    matches!(**source, rusqlite::Error::InvalidQuery)
        || source.sqlite_error_code() == Some(ErrorCode::Unknown)
}

/// Hands each row to `visit`, once for each slot that it belongs to; `visited` then tells that there was one.
fn each_row<R: Relation>(
    db: &Connection,
    text: &dyn Compile,
    (statement, arranging): (&FarStatement, Option<&mut Arranger>),
    (slots, visited): (&Slots, &Cell<bool>),
    visit: &mut impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
) -> Result<()> {
    let mut finding = SlotFinder::new(statement, slots, arranging);
    let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(&statement.sql.values);
    run::rows(db, TouchedTables::along::<R>(), text, bind, |row| {
        let Some(cells) = finding.find(row)? else { return Ok(()) };
        let mut slot = finding.slot;
        while let Some(at) = slot {
            visited.set(true);
            visit(row, &cells, at)?;
            slot = slots.next(at);
        }
        Ok(())
    })?;
    finding.end();
    Ok(())
}
