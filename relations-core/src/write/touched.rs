//! What an UPDATE of a row binds besides: [`Touched`].

use rusqlite::types::{ToSqlOutput, Value};

use crate::{
    base::{error::Result, values},
    row::bind::{Bind, ValueSink},
    schema::metadata::role::VerbTime,
    statement::touch::Touch,
    write::row::{AnyKey, AnyRow},
};

/// The values of the columns that every UPDATE changes, for one row that the program has.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    touch: Touch,
    /// The moment of writing, if a column holds it.
    moment: Option<Value>,
    /// The version that the program has read, if a column holds it.
    pub version: Option<Value>,
}

impl Touched {
    /// Returns the values for a row that is written at this time. A row of which only the key is known has no version to
    /// compare.
    ///
    /// # Errors
    ///
    /// If the type of a column does not hold the value that it would get.
    pub(crate) fn of(row: &dyn AnyKey, touch: Touch, time: &VerbTime) -> Result<Self> {
        let mut version = None;
        if let (Some((at, counter)), Some(row)) = (touch.version, row.row()) {
            version = nth_value(row, at)?;
            if let Some(read) = &version {
                counter.after(read)?;
            }
        }
        Ok(Self { touch, moment: touch.moment(time)?, version })
    }

    /// Returns the position of the version among the columns, with the version that the program has read.
    pub(crate) fn compared(&self) -> Option<(usize, &Value)> {
        Some((self.touch.version?.0, self.version.as_ref()?))
    }

    /// Binds all columns of the row, with the moment of writing.
    pub(crate) fn bind_row(&self, row: &dyn AnyRow, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match (self.touch.updated_at, &self.moment) {
            (Some((at, _)), Some(moment)) => {
                row.bind(&mut Bind::sink(&mut Replaced { bind, at, next: 0, value: moment }))
            }
            _ => row.bind(bind),
        }
    }

    /// Binds the parameters that follow all others: the moment, then the version to compare.
    pub(crate) fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self.moment.iter().chain(&self.version).try_for_each(|value| bind.owned_value(value))
    }
}

/// Returns the value of the column at this position of a row.
fn nth_value(row: &dyn AnyRow, at: usize) -> rusqlite::Result<Option<Value>> {
    let mut nth = Nth { at, next: 0, value: None };
    row.bind(&mut Bind::sink(&mut nth))?;
    Ok(nth.value)
}

/// A receiver of a row's values that keeps one.
struct Nth {
    at: usize,
    next: usize,
    value: Option<Value>,
}

impl ValueSink for Nth {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        if self.next == self.at {
            self.value = Some(values::owned(output)?);
        }
        self.next += 1;
        Ok(())
    }
}

/// A receiver of a row's values that binds all of them, one replaced.
struct Replaced<'r, 'b, 'conn> {
    bind: &'r mut Bind<'b, 'conn>,
    at: usize,
    next: usize,
    value: &'r Value,
}

impl ValueSink for Replaced<'_, '_, '_> {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        self.next += 1;
        if self.next == self.at + 1 { self.bind.owned_value(self.value) } else { self.bind.output(output) }
    }
}
