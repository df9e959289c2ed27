//! Reads the far rows of many near rows together: [`Batch`].
//!
//! There are several methods, of which the first that the database admits is taken: [`BatchMethod`].

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
        slot_finder::SlotFinder,
        slots::Slots,
        sort::{GroupOrders, GroupSorter},
        statement::{
            self, BatchStatement,
            limit::{KeySubquery, LimitMethod},
            restriction::{KeyFilter, Restriction},
        },
    },
    model::{Model, keys::Keys, select_list::SelectList},
    query::Query,
    relation::Relation,
    row::{bind::Bind, cells::Cells},
    schema::access::Access,
    statement::{comparison, sql::Sql},
};

/// The far rows of many near rows, to be read by one statement.
pub(crate) struct Batch<'s, R: Relation> {
    pub db: &'s Connection,
    pub columns: SelectList,
    /// The keys of the near rows.
    pub keys: &'s Keys,
    /// Set if the near rows are all rows of their table, so that every row of the table with their keys
    /// belongs to one.
    pub every: bool,
    pub access: Access,
    pub narrowed: Option<&'s Query<R::Far>>,
}

/// A method to read the rows. The first that the database admits is taken, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BatchMethod {
    /// No key is bound: a row finds its slot by the bytes of its key.
    Hashed,
    /// The rows of each key are found by a subquery, and sorted as the [`KeySubquery::sortings`] at this index.
    Subquery(usize),
    /// By an index that the statement names. The database may lack it, or may have lost it since the
    /// statement was compiled.
    Indexed,
    /// By the plan that SQLite finds best.
    Plain,
    /// For columns that relate the rows but compare differently: each key is bound, SQLite compares it by
    /// the parent's column, and a row finds its slot by the key's place in the list.
    Exact,
}

impl BatchMethod {
    /// Returns the method to try after this one.
    const fn next(self) -> Self {
        match self {
            Self::Hashed => Self::Subquery(0),
            Self::Subquery(0) => Self::Subquery(1),
            Self::Subquery(_) => Self::Indexed,
            Self::Indexed => Self::Plain,
            Self::Plain | Self::Exact => Self::Exact,
        }
    }
}

impl<R: Relation> Batch<'_, R> {
    /// Hands each row to `visit`, once for each slot that it belongs to. Returns the orders of the groups
    /// that are still to be sorted.
    pub fn for_each_row(
        self,
        slots: &Slots,
        mut visit: impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
    ) -> Result<GroupOrders> {
        let listed = OnceCell::new();
        let subquery = self.limited().and_then(statement::subquery_of::<R>);
        let visited = Cell::new(false);
        let mut method = if slots.is_hashed() { BatchMethod::Hashed } else { BatchMethod::Subquery(0) };
        loop {
            let slots = match method {
                BatchMethod::Hashed => slots,
                _ if slots.is_hashed() || method == BatchMethod::Exact => {
                    listed.get_or_init(|| Slots::listed(self.keys))
                }
                _ => slots,
            };
            let Some(mut statement) = self.statement(method, slots, subquery.as_ref())? else {
                method = method.next();
                continue;
            };
            let mut sorter = statement.sorter.take();
            let differs = Cell::new(false);
            let is_unfit = |db: &Connection| {
                differs.set(compares_differently::<R>(db, &statement.sql));
                differs.get() || !admits::<R>(db, method, subquery.as_ref())
            };
            let checked =
                CheckedStatement { sql: &statement.sql, method, is_unfit: &is_unfit, fits: Cell::new(true) };
            let read = for_each_row::<R>(
                self.db,
                &checked,
                (&statement, sorter.as_mut()),
                (slots, &visited),
                &mut visit,
            );
            method = match read {
                Ok(()) => return Ok(sorter.map_or_else(GroupOrders::default, GroupSorter::into_orders)),
                Err(_) if differs.get() => BatchMethod::Exact,
                Err(error)
                    if !visited.get()
                        && !matches!(method, BatchMethod::Plain | BatchMethod::Exact)
                        && (!checked.fits.get() || is_rejected(&error)) =>
                {
                    method.next()
                }
                Err(error) => return Err(error),
            };
        }
    }

    /// Returns the query that narrows the rows, if it takes only some of those of each near row.
    fn limited(&self) -> Option<&Query<R::Far>> {
        self.narrowed.filter(|query| !self.columns.counting && statement::is_limited(query))
    }

    /// Renders the statement that reads the rows by this method; `None` if the method is not one for them.
    fn statement(
        &self,
        method: BatchMethod,
        slots: &Slots,
        subquery: Option<&KeySubquery>,
    ) -> Result<Option<BatchStatement>> {
        let limited = self.limited().is_some();
        let every = self.every && !(limited && slots.distinct.len() == 1);
        let filter = || KeyFilter::of(slots, every);
        let (restriction, limit) = match method {
            BatchMethod::Hashed => (Restriction::None, LimitMethod::Hashed),
            BatchMethod::Subquery(at) => {
                let subquery = subquery.filter(|_| slots.distinct.len() > 1);
                let Some((subquery, sorting)) =
                    subquery.and_then(|subquery| Some((subquery, *subquery.sortings().get(at)?)))
                else {
                    return Ok(None);
                };
                let near = match R::PATH.step(0).from {
                    [column] if every => Some((R::Near::TABLE_NAME, *column)),
                    _ => None,
                };
                (Restriction::for_subquery(&slots.distinct, near), LimitMethod::Subquery(subquery, sorting))
            }
            BatchMethod::Indexed => {
                let restriction = Restriction::of(filter(), self.access);
                if !restriction.relies_on_index() {
                    return Ok(None);
                }
                let limit = LimitMethod::of(limited, &restriction);
                (restriction, limit)
            }
            BatchMethod::Plain | BatchMethod::Exact => {
                let restriction = if method == BatchMethod::Plain {
                    Restriction::of(filter(), Access::Unknown)
                } else {
                    Restriction::exact(&slots.distinct, R::Near::TABLE_NAME, R::PATH.step(0))
                };
                let limit = LimitMethod::of(limited, &restriction);
                (restriction, limit)
            }
        };
        statement::render::<R>(self.columns.clone(), &restriction, self.narrowed, limit).map(Some)
    }
}

/// A statement that is run only if the database fits it.
struct CheckedStatement<'s> {
    sql: &'s Sql,
    method: BatchMethod,
    /// Asks the database whether the statement must not be run.
    is_unfit: &'s dyn Fn(&Connection) -> bool,
    /// Set to `false` once the statement was not run.
    fits: Cell<bool>,
}

impl Compile for CheckedStatement<'_> {
    fn compile<'d>(&self, db: &'d Connection) -> rusqlite::Result<CachedStatement<'d>> {
        if self.method == BatchMethod::Exact {
            return self.sql.compile(db);
        }
        match db.prepare_cached(&self.sql.text) {
            Ok(statement) if compile::is_verified(&statement, || (self.is_unfit)(db)) => {
                return Ok(statement);
            }
            Err(error) if self.method == BatchMethod::Plain => return Err(error),
            _ => {}
        }
        self.fits.set(false);
        Err(rusqlite::Error::InvalidQuery)
    }
}

/// Returns `true` if the columns that relate the rows of `R`, or those of a condition, compare differently in
/// the database.
#[cold]
fn compares_differently<R: Relation>(db: &Connection, sql: &Sql) -> bool {
    let pairs: Vec<_> = comparison::column_pairs(R::Near::TABLE_NAME, R::PATH.step(0)).collect();
    columns::compare_differently(db, &pairs) || matches!(sql.for_database(db), Cow::Owned(_))
}

/// Returns `true` if the database has what else this method needs.
#[cold]
fn admits<R: Relation>(db: &Connection, method: BatchMethod, subquery: Option<&KeySubquery>) -> bool {
    match method {
        BatchMethod::Hashed => {
            let first = R::PATH.step(0);
            columns::are_read_as_compared(db, first.table, first.to)
        }
        BatchMethod::Subquery(at) => subquery
            .and_then(|subquery| Some((subquery, subquery.sortings().get(at)?)))
            .is_some_and(|(subquery, sorting)| subquery.fits(db, *sorting)),
        BatchMethod::Indexed | BatchMethod::Plain | BatchMethod::Exact => true,
    }
}

/// Returns `true` if the error is that the statement was not run or that SQLite rejects the statement itself.
fn is_rejected(error: &Error) -> bool {
    let Error::Sqlite(source) = error else { return false };
    matches!(**source, rusqlite::Error::InvalidQuery)
        || source.sqlite_error_code() == Some(ErrorCode::Unknown)
}

/// Hands each row to `visit`, once for each slot that it belongs to, and sets `visited` once there was one.
fn for_each_row<R: Relation>(
    db: &Connection,
    text: &dyn Compile,
    (statement, sorter): (&BatchStatement, Option<&mut GroupSorter>),
    (slots, visited): (&Slots, &Cell<bool>),
    visit: &mut impl FnMut(&Row<'_>, &Cells<'_>, u32) -> Result<()>,
) -> Result<()> {
    let mut finder = SlotFinder::new(statement, slots, sorter);
    let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(&statement.sql.values);
    run::rows(db, TouchedTables::along::<R>(), text, bind, |row| {
        let Some(cells) = finder.find(row)? else { return Ok(()) };
        let mut slot = finder.slot;
        while let Some(at) = slot {
            visited.set(true);
            visit(row, &cells, at)?;
            slot = slots.next(at);
        }
        Ok(())
    })?;
    finder.end_group();
    Ok(())
}
