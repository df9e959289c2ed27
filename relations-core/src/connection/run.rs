//! Running statements. Rows are stepped through only here.

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

/// A closure that is called with each row, behind a pointer so that the code that calls it is compiled once.
pub(crate) trait Visit {
    /// Handles one row.
    fn visit(&mut self, row: &Row<'_>) -> Result<()>;
}

impl<F: FnMut(&Row<'_>) -> Result<()>> Visit for F {
    #[inline]
    fn visit(&mut self, row: &Row<'_>) -> Result<()> {
        self(row)
    }
}

/// Compiles a query and binds its values.
pub(crate) fn open<'d>(
    db: &'d Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<CachedStatement<'d>> {
    let mut statement = sql.compile(db).map_err(|error| diagnose::explain_read(db, touched, error))?;
    bind.bind(&mut Bind::statement(&mut statement))?;
    Ok(statement)
}

/// The rows of a statement that is being read.
///
/// A missing table or column may be found only now: SQLite compiles the statement again after another
/// connection has changed the schema.
pub(crate) struct Reading<'s> {
    rows: Rows<'s>,
    db: &'s Connection,
    touched: TouchedTables,
}

impl<'s> Reading<'s> {
    /// Begins to read a statement whose values are bound.
    #[inline]
    pub(crate) fn new(statement: &'s mut Statement<'_>, db: &'s Connection, touched: TouchedTables) -> Self {
        Self { rows: statement.raw_query(), db, touched }
    }

    /// Returns the next row; `None` at the end.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for each row, and is one call of rusqlite's")]
    pub(crate) fn next(&mut self) -> Result<Option<&Row<'s>>> {
        match self.rows.next() {
            Ok(row) => Ok(row),
            Err(error) => Err(diagnose::explain_read(self.db, self.touched, error)),
        }
    }
}

/// Calls `visit` with each row of a query.
pub(crate) fn rows(
    db: &Connection,
    touched: TouchedTables,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
    mut visit: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = open(db, touched, &sql, &bind)?;
    let mut rows = Reading::new(&mut statement, db, touched);
    while let Some(row) = rows.next()? {
        visit(row)?;
    }
    Ok(())
}

/// Runs `work`, which reads with several statements, so that all of them see the database at one moment: a
/// statement stays open meanwhile. That is cheaper than a transaction. `work` must not begin one.
pub(crate) fn at_one_moment<T>(
    db: &Connection,
    touched: TouchedTables,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    if !db.is_autocommit() {
        return work();
    }
    let mut holding = open(db, touched, &"SELECT 1 FROM main.sqlite_master", &|_: &mut Bind<'_, '_>| Ok(()))?;
    let mut moment = Reading::new(&mut holding, db, touched);
    moment.next()?;
    work()
}

/// Returns all rows of a query of `M`'s columns.
pub(crate) fn all<M: Model>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<Vec<M>> {
    let mut found = Vec::new();
    let mut statement = open(db, touched, sql, bind)?;
    let mut rows = Reading::new(&mut statement, db, touched);
    while let Some(row) = rows.next()? {
        push(&mut found, M::from_row(row, 0)?);
    }
    Ok(found)
}

/// Adds a row to those found. The first one makes room for a few: most lists have a few rows.
#[inline]
pub(crate) fn push<T>(found: &mut Vec<T>, row: T) {
    const FEW: usize = 8;
    if found.capacity() == 0 {
        found.reserve(FEW);
    }
    found.push(row);
}

/// Returns the first row of a query of `M`'s columns.
#[inline]
pub(crate) fn first<M: Model>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<Option<M>> {
    let mut statement = open(db, touched, sql, bind)?;
    match Reading::new(&mut statement, db, touched).next()? {
        Some(row) => M::from_row(row, 0).map(Some),
        None => Ok(None),
    }
}

/// Returns the first row of a query, as `read` reads it.
pub(crate) fn first_by<T>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = open(db, touched, sql, bind)?;
    Reading::new(&mut statement, db, touched).next()?.map(read).transpose()
}

/// Returns `true` if a query has a row, even one that does not fit its model.
pub(crate) fn has_row(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<bool> {
    let mut statement = open(db, touched, sql, bind)?;
    Ok(Reading::new(&mut statement, db, touched).next()?.is_some())
}

/// Returns the only row of a query of `M`'s columns.
///
/// # Errors
///
/// Returns [`Error::MultipleRows`] if there is a second row.
pub(crate) fn at_most_one<M: Model>(
    db: &Connection,
    touched: TouchedTables,
    sql: &dyn Compile,
    bind: &dyn Binding,
) -> Result<Option<M>> {
    let mut statement = open(db, touched, sql, bind)?;
    let mut rows = Reading::new(&mut statement, db, touched);
    let Some(row) = rows.next()? else { return Ok(None) };
    let found = M::from_row(row, 0)?;
    if rows.next()?.is_some() { Err(Error::MultipleRows { model: M::NAME }) } else { Ok(Some(found)) }
}

/// Returns the number of rows that a query counts.
pub(crate) fn count(
    db: &Connection,
    touched: TouchedTables,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> Result<u64> {
    integer(db, touched, &sql, &bind).map(i64::unsigned_abs)
}

/// Returns the result of a query with EXISTS.
pub(crate) fn exists(
    db: &Connection,
    touched: TouchedTables,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> Result<bool> {
    integer(db, touched, &sql, &bind).map(|found| found == 1)
}

/// Returns the integer of a query of one row and one column.
fn integer(db: &Connection, touched: TouchedTables, sql: &dyn Compile, bind: &dyn Binding) -> Result<i64> {
    let mut statement = open(db, touched, sql, bind)?;
    match Reading::new(&mut statement, db, touched).next()? {
        Some(row) => Ok(row.get(0)?),
        None => Ok(0),
    }
}

/// The outcome of a statement that writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    /// The number of rows that it changed.
    pub rows: usize,
    /// Set if triggers changed rows and the statement itself none: see `no_change`.
    pub by_triggers: bool,
}

/// Runs a statement that writes, and returns what it did. The error is SQLite's own: the caller, which knows
/// what was written, explains it.
pub(crate) fn write(
    db: &Connection,
    sql: &(impl Compile + ?Sized),
    bind: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Written> {
    change(db, &sql, &bind)
}

/// Runs a statement that writes, with one code for all.
fn change(db: &Connection, sql: &dyn Compile, bind: &dyn Binding) -> rusqlite::Result<Written> {
    let mut statement = sql.compile(db)?;
    bind.bind(&mut Bind::statement(&mut statement))?;
    run_to_end(db, &mut statement)
}

/// Runs a statement that writes, whose values are bound.
#[inline]
pub(crate) fn run_to_end(db: &Connection, statement: &mut Statement<'_>) -> rusqlite::Result<Written> {
    let before = db.total_changes();
    let rows = statement.raw_execute().or_else(|error| changes_before_interrupt(db, error, before))?;
    Ok(Written { rows, by_triggers: rows == 0 && db.total_changes() > before })
}

/// Returns the number of rows changed if a statement was interrupted after it took effect, and the error otherwise.
///
/// SQLite calls a [progress handler](https://sqlite.org/c3ref/progress_handler.html) once more when a
/// statement is done and, outside of a transaction, committed. If the handler interrupts it then, the rows
/// are changed nonetheless.
#[cold]
pub(crate) fn changes_before_interrupt(
    db: &Connection,
    error: rusqlite::Error,
    before: u64,
) -> rusqlite::Result<usize> {
    // For a statement that was rolled back SQLite reports no changes; those of its triggers count in the total.
    let changed = db.changes();
    let interrupted = error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted);
    if interrupted && changed > 0 && db.total_changes() > before {
        return Ok(usize::try_from(changed).unwrap_or(usize::MAX));
    }
    Err(error)
}
