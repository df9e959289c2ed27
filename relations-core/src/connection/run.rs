//! Running statements: the only places that step through rows.

use rusqlite::{CachedStatement, Connection, ErrorCode, Row, Rows, Statement};

use crate::{
    base::error::{Error, Result},
    connection::{
        compile::Compile,
        diagnose::{self, mapping::TouchedTables},
    },
    model::Model,
    row::bind::{Bind, Binding},
};

/// What is done with each row, behind a pointer as a [`Binding`] is.
pub(crate) trait Visit {
    fn visit(&mut self, row: &Row<'_>) -> Result<()>;
}

impl<F: FnMut(&Row<'_>) -> Result<()>> Visit for F {
    #[inline]
    fn visit(&mut self, row: &Row<'_>) -> Result<()> {
        self(row)
    }
}

/// A query, compiled, with its values bound.
pub(crate) fn open<'d>(
    db: &'d Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<CachedStatement<'d>> {
    let mut statement = sql.compile(db).map_err(|error| diagnose::unread(db, touched, error))?;
    bind.bind(&mut Bind::statement(&mut statement))?;
    Ok(statement)
}

/// Rows that are being read.
///
/// What the database lacks can show only then: a statement is compiled anew where another connection has changed the schema.
pub(crate) struct Reading<'s> {
    rows: Rows<'s>,
    db: &'s Connection,
    touched: TouchedTables,
}

impl<'s> Reading<'s> {
    #[inline]
    pub(crate) fn of(statement: &'s mut Statement<'_>, db: &'s Connection, touched: TouchedTables) -> Self {
        Self { rows: statement.raw_query(), db, touched }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for each row, and is one call of rusqlite's")]
    pub(crate) fn next(&mut self) -> Result<Option<&Row<'s>>> {
        match self.rows.next() {
            Ok(row) => Ok(row),
            Err(error) => Err(diagnose::unread(self.db, self.touched, error)),
        }
    }
}

/// Hands each row of a query to `visit`.
pub(crate) fn rows(
    db: &Connection,
    touched: TouchedTables,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
    mut visit: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = open(db, touched, &sql, &bind)?;
    let mut rows = Reading::of(&mut statement, db, touched);
    while let Some(row) = rows.next()? {
        visit(row)?;
    }
    Ok(())
}

/// Runs `work`, which reads by several statements, so that all of them see the database at one moment: that of a statement that
/// stays open meanwhile. It is cheaper than a transaction, of which none must be needed in `work` either.
pub(crate) fn at_one_moment<T>(
    db: &Connection,
    touched: TouchedTables,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    if !db.is_autocommit() {
        return work();
    }
    let mut holding = open(db, touched, &"SELECT 1 FROM main.sqlite_master", &|_: &mut Bind<'_, '_>| Ok(()))?;
    let mut moment = Reading::of(&mut holding, db, touched);
    moment.next()?;
    work()
}

/// All rows of a query of `M`'s columns.
pub(crate) fn all<M: Model>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<Vec<M>> {
    let mut found = Vec::new();
    let mut statement = open(db, touched, sql, bind)?;
    let mut rows = Reading::of(&mut statement, db, touched);
    while let Some(row) = rows.next()? {
        push(&mut found, M::from_row(row, 0)?);
    }
    Ok(found)
}

/// Adds a row to those found. A first few get room at once, since a list of a few rows is what is mostly found.
#[inline]
pub(crate) fn push<T>(found: &mut Vec<T>, row: T) {
    const FEW: usize = 8;
    if found.capacity() == 0 {
        found.reserve(FEW);
    }
    found.push(row);
}

/// The first row of a query of `M`'s columns.
#[inline]
pub(crate) fn first<M: Model>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<Option<M>> {
    let mut statement = open(db, touched, sql, bind)?;
    match Reading::of(&mut statement, db, touched).next()? {
        Some(row) => M::from_row(row, 0).map(Some),
        None => Ok(None),
    }
}

/// The first row of a query, as `read` reads it.
pub(crate) fn first_by<T>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = open(db, touched, sql, bind)?;
    Reading::of(&mut statement, db, touched).next()?.map(read).transpose()
}

/// Whether a query yields a row, whatever it holds.
pub(crate) fn yields(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<bool> {
    let mut statement = open(db, touched, sql, bind)?;
    Ok(Reading::of(&mut statement, db, touched).next()?.is_some())
}

/// The only row of a query of `M`'s columns; an error if there is a second.
pub(crate) fn at_most_one<M: Model>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<Option<M>> {
    let mut statement = open(db, touched, sql, bind)?;
    let mut rows = Reading::of(&mut statement, db, touched);
    let Some(row) = rows.next()? else { return Ok(None) };
    let found = M::from_row(row, 0)?;
    if rows.next()?.is_some() { Err(Error::MultipleRows { model: M::NAME }) } else { Ok(Some(found)) }
}

/// How many rows a query counts.
pub(crate) fn count(
    db: &Connection,
    touched: TouchedTables,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> Result<u64> {
    integer(db, touched, &sql, &bind).map(i64::unsigned_abs)
}

/// Whether there is what a query asks for by EXISTS.
pub(crate) fn exists(
    db: &Connection,
    touched: TouchedTables,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> Result<bool> {
    integer(db, touched, &sql, &bind).map(|found| found == 1)
}

/// The integer that a query of one row and one column yields.
fn integer(db: &Connection, touched: TouchedTables, sql: &dyn Compile, bind: &dyn Binding) -> Result<i64> {
    let mut statement = open(db, touched, sql, bind)?;
    match Reading::of(&mut statement, db, touched).next()? {
        Some(row) => Ok(row.get(0)?),
        None => Ok(0),
    }
}

/// What a statement did that writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    /// How many rows it changed.
    pub rows: usize,
    /// Whether triggers changed rows, and it none: see [`ignored`](crate::ignored).
    pub otherwise: bool,
}

/// Runs a statement that writes; says what it did. The error is SQLite's own, for the caller, who knows what was written, to
/// explain.
pub(crate) fn write(
    db: &Connection,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Written> {
    change(db, &sql, &bind)
}

fn change(db: &Connection, sql: &dyn Compile, bind: &dyn Binding) -> rusqlite::Result<Written> {
    let mut statement = sql.compile(db)?;
    bind.bind(&mut Bind::statement(&mut statement))?;
    run_to_end(db, &mut statement)
}

/// Runs a statement whose values are bound.
#[inline]
pub(crate) fn run_to_end(db: &Connection, statement: &mut Statement<'_>) -> rusqlite::Result<Written> {
    let before = db.total_changes();
    let rows = statement.raw_execute().or_else(|error| done_nonetheless(db, error, before))?;
    Ok(Written { rows, otherwise: rows == 0 && db.total_changes() > before })
}

/// A progress handler is asked once more when a statement [has been
/// done](https://sqlite.org/c3ref/progress_handler.html), outside of a transaction also committed. If it interrupts then,
/// the rows are changed nonetheless.
#[cold]
fn done_nonetheless(db: &Connection, error: rusqlite::Error, before: u64) -> rusqlite::Result<usize> {
    // Of a statement that was undone SQLite says that it changed none; what its triggers changed counts in the total.
    let changed = db.changes();
    let interrupted = error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted);
    if interrupted && changed > 0 && db.total_changes() > before {
        return Ok(usize::try_from(changed).unwrap_or(usize::MAX));
    }
    Err(error)
}
