//! Where the values of a statement go.

use rusqlite::{
    Statement,
    types::{ToSqlOutput, Value},
};
use smallvec::SmallVec;

use crate::{
    base::values::owned,
    row::{builder::IsSet, proven::Proven},
    schema::column_type::ColumnType,
};

/// The values of a statement's parameters, which mostly are one or two.
pub(crate) type Values = SmallVec<[Value; 2]>;

/// Takes a statement's values in order: into a prepared statement, or to whoever wants to know them or binds only some of them.
pub struct Bind<'a, 'conn> {
    target: Target<'a, 'conn>,
    next: usize,
    /// What the first value failed for that could not be bound, until [`done`](Self::done) says it.
    failed: Option<rusqlite::Error>,
}

enum Target<'a, 'conn> {
    Statement(&'a mut Statement<'conn>),
    Other(&'a mut dyn ValueSink),
}

/// What takes values one after the other, but for a statement that takes all of them.
pub(crate) trait ValueSink {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()>;

    /// The same of what most values are.
    fn take_integer(&mut self, integer: i64) -> rusqlite::Result<()> {
        self.take(ToSqlOutput::Owned(Value::Integer(integer)))
    }
}

/// Values of which some are bound to a statement.
pub(crate) struct ChosenParameters<'a, 'conn> {
    pub statement: &'a mut Statement<'conn>,
    /// The number of the parameter of each value; 0 if it is not bound.
    pub places: std::slice::Iter<'a, usize>,
}

impl ValueSink for ChosenParameters<'_, '_> {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match self.places.next() {
            None | Some(0) => Ok(()),
            Some(place) => self.statement.raw_bind_parameter(*place, output),
        }
    }
}

impl ValueSink for Values {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        self.push(owned(output)?);
        Ok(())
    }
}

impl ValueSink for Vec<Value> {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        self.push(owned(output)?);
        Ok(())
    }
}

impl<'a, 'conn> Bind<'a, 'conn> {
    pub(crate) fn statement(statement: &'a mut Statement<'conn>) -> Self {
        Self { target: Target::Statement(statement), next: 1, failed: None }
    }

    pub(crate) fn other(other: &'a mut dyn ValueSink) -> Self {
        Self { target: Target::Other(other), next: 1, failed: None }
    }

    /// Binds the value of a column to the next parameter. `P` proves that `T` is a column type.
    #[inline]
    pub fn column<T, P>(&mut self, value: &T::Type) -> &mut Self
    where
        T: Proven<P, Type: ColumnType>,
    {
        self.encoded(value.encode())
    }

    /// Binds what a `create()` builder knows of a required column. A key that SQLite assigns is no parameter.
    #[inline]
    pub fn given<T, P>(&mut self, given: &impl IsSet<T::Type>) -> &mut Self
    where
        T: Proven<P, Type: ColumnType>,
    {
        match given.value() {
            Some(value) => self.encoded(value.encode()),
            None => self,
        }
    }

    /// Binds the value of a column that may have been left to its default, which has no parameter then.
    #[inline]
    pub fn defaulted<T, P>(&mut self, value: &Option<T::Type>) -> &mut Self
    where
        T: Proven<P, Type: ColumnType>,
    {
        match value {
            Some(value) => self.encoded(value.encode()),
            None => self,
        }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "where the value's type is known, this is one call of SQLite")]
    pub(crate) fn encoded(&mut self, encoded: rusqlite::Result<ToSqlOutput<'_>>) -> &mut Self {
        if let Err(error) = encoded.and_then(|output| self.output(output)) {
            self.fail(error);
        }
        self
    }

    #[cold]
    fn fail(&mut self, error: rusqlite::Error) {
        self.failed.get_or_insert(error);
    }

    /// Says whether all values could be bound.
    ///
    /// # Errors
    ///
    /// When one cannot be expressed in SQLite: an integer beyond 64 bits, for one.
    #[inline]
    pub fn done(&mut self) -> rusqlite::Result<()> {
        match self.failed.take() {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "where the value's type is known, this is one call of SQLite")]
    pub(crate) fn output(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match &mut self.target {
            Target::Statement(statement) => {
                match output {
                    // What most values are is not put together only to be taken apart.
                    ToSqlOutput::Owned(Value::Integer(integer)) => {
                        statement.raw_bind_parameter(self.next, integer)?;
                    }
                    other => statement.raw_bind_parameter(self.next, other)?,
                }
                self.next += 1;
                Ok(())
            }
            Target::Other(other) => match output {
                ToSqlOutput::Owned(Value::Integer(integer)) => other.take_integer(integer),
                output => other.take(output),
            },
        }
    }

    #[inline]
    pub(crate) fn owned_value(&mut self, value: &Value) -> rusqlite::Result<()> {
        self.output(ToSqlOutput::Borrowed(value.into()))
    }

    #[inline]
    pub(crate) fn owned_values(&mut self, values: &[Value]) -> rusqlite::Result<()> {
        values.iter().try_for_each(|value| self.owned_value(value))
    }
}

/// The values that `write` binds.
pub(crate) fn collect(
    write: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Vec<Value>> {
    gather(&write).map(Values::into_vec)
}

/// The same where they are few and soon bound.
#[inline]
pub(crate) fn collect_values(
    write: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Values> {
    gather(&write)
}

/// What binds the values of a statement, behind a pointer: code that runs statements is the same for all that bind.
///
/// A trait of its own is known by fewer functions than `dyn Fn`, which for each closure has three.
pub(crate) trait Binding {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

impl<F: Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>> Binding for F {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self(bind)
    }
}

/// The values that `binding` binds.
pub(crate) fn gather(binding: &dyn Binding) -> rusqlite::Result<Values> {
    let mut values = Values::new();
    binding.bind(&mut Bind::other(&mut values))?;
    Ok(values)
}
