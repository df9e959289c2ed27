//! Binding the values of a statement: [`Bind`].

use std::time::SystemTime;

use rusqlite::{
    Statement,
    types::{ToSqlOutput, Value},
};
use smallvec::SmallVec;

use crate::{
    base::values::owned,
    row::{builder::IsSet, proven::Proven},
    schema::{column_type::ColumnType, metadata::role::VerbTime},
};

/// The values of a statement's parameters, which mostly are one or two.
pub(crate) type Values = SmallVec<[Value; 2]>;

/// A receiver of a statement's values, in order: a prepared statement, or a `ValueSink` that keeps them or
/// binds only some.
pub struct Bind<'a, 'conn> {
    target: Target<'a, 'conn>,
    next: usize,
    /// The error of the first value that could not be bound, until [`done`](Self::done) returns it.
    failed: Option<rusqlite::Error>,
    /// The moment of the new rows that have none yet.
    time: VerbTime,
}

/// The destination of the values.
enum Target<'a, 'conn> {
    Statement(&'a mut Statement<'conn>),
    Sink(&'a mut dyn ValueSink),
}

/// A receiver of values, one after the other, other than a statement that binds all of them.
pub(crate) trait ValueSink {
    /// Takes the next value.
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()>;

    /// Takes the next value if it is an integer, as most values are.
    fn take_integer(&mut self, integer: i64) -> rusqlite::Result<()> {
        self.take(ToSqlOutput::Owned(Value::Integer(integer)))
    }
}

/// A statement that binds some of the values.
pub(crate) struct ChosenParameters<'a, 'conn> {
    /// The statement.
    pub statement: &'a mut Statement<'conn>,
    /// The number of the parameter of each value; 0 if it is not bound.
    pub parameters: std::slice::Iter<'a, usize>,
}

impl ValueSink for ChosenParameters<'_, '_> {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match self.parameters.next() {
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
    /// Creates the binding of all values to a statement, beginning with its first parameter.
    pub(crate) fn statement(statement: &'a mut Statement<'conn>) -> Self {
        Self::new(Target::Statement(statement))
    }

    /// Creates the binding of values to a sink.
    pub(crate) fn sink(sink: &'a mut dyn ValueSink) -> Self {
        Self::new(Target::Sink(sink))
    }

    const fn new(target: Target<'a, 'conn>) -> Self {
        Self { target, next: 1, failed: None, time: VerbTime::new() }
    }

    /// Returns the moment of the new rows that have none yet.
    pub(crate) fn time(&self) -> SystemTime {
        self.time.get()
    }

    /// Binds the value of a column to the next parameter. `P` proves that `T` is a column type.
    #[inline]
    pub fn column<T, P>(&mut self, value: &T::Type) -> &mut Self
    where
        T: Proven<P, Type: ColumnType>,
    {
        self.encoded(value.encode())
    }

    /// Binds the value of a required column in a `create()` builder. A key that SQLite assigns has no parameter.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "where the value's type is known, this is one call of SQLite")]
    pub fn given<T, P>(&mut self, given: &impl IsSet<T::Type>) -> &mut Self
    where
        T: Proven<P, Type: ColumnType>,
    {
        match given.value() {
            Some(value) => self.encoded(value.encode()),
            None => self,
        }
    }

    /// Binds the value of a column that may have been left to its default, and then has no parameter.
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

    /// Binds a value that has been encoded, or keeps its error.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "where the value's type is known, this is one call of SQLite")]
    pub(crate) fn encoded(&mut self, encoded: rusqlite::Result<ToSqlOutput<'_>>) -> &mut Self {
        if let Err(error) = encoded.and_then(|output| self.output(output)) {
            self.fail(error);
        }
        self
    }

    /// Keeps the first error.
    #[cold]
    fn fail(&mut self, error: rusqlite::Error) {
        self.failed.get_or_insert(error);
    }

    /// Returns the first error of the values that could not be bound.
    ///
    /// # Errors
    ///
    /// If SQLite cannot hold a value, as an integer of more than 64 bits.
    #[inline]
    pub fn done(&mut self) -> rusqlite::Result<()> {
        match self.failed.take() {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    /// Binds an encoded value to the next parameter.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "where the value's type is known, this is one call of SQLite")]
    pub(crate) fn output(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match &mut self.target {
            Target::Statement(statement) => {
                match output {
                    // Most values are integers: they are not wrapped only to be unwrapped again.
                    ToSqlOutput::Owned(Value::Integer(integer)) => {
                        statement.raw_bind_parameter(self.next, integer)?;
                    }
                    other => statement.raw_bind_parameter(self.next, other)?,
                }
                self.next += 1;
                Ok(())
            }
            Target::Sink(sink) => match output {
                ToSqlOutput::Owned(Value::Integer(integer)) => sink.take_integer(integer),
                output => sink.take(output),
            },
        }
    }

    /// Binds a value to the next parameter.
    #[inline]
    pub(crate) fn owned_value(&mut self, value: &Value) -> rusqlite::Result<()> {
        match value {
            // Not as a borrowed value, which is unwrapped each time.
            Value::Integer(integer) => self.output(ToSqlOutput::Owned(Value::Integer(*integer))),
            other => self.output(ToSqlOutput::Borrowed(other.into())),
        }
    }

    /// Binds values to the next parameters.
    #[inline]
    pub(crate) fn owned_values(&mut self, values: &[Value]) -> rusqlite::Result<()> {
        values.iter().try_for_each(|value| self.owned_value(value))
    }
}

/// A function that binds values, such as a key, or the two keys of a pair.
pub(crate) type Write<'w> = &'w dyn Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>;

/// Returns the values that `write` binds.
pub(crate) fn collect(
    write: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Vec<Value>> {
    gather(&write).map(Values::into_vec)
}

/// Returns the values that `write` binds, for use on the stack while they are few.
#[inline]
pub(crate) fn collect_values(
    write: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Values> {
    gather(&write)
}

/// An object that binds the values of a statement. Code that runs statements takes it as a trait object, and so is
/// compiled once.
///
/// It is a trait of its own since its table has fewer functions than that of `dyn Fn`, which has three for each
/// closure.
pub(crate) trait Binding {
    /// Binds the values in the order of the parameters.
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

impl<F: Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>> Binding for F {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self(bind)
    }
}

/// Returns the values that `binding` binds.
pub(crate) fn gather(binding: &dyn Binding) -> rusqlite::Result<Values> {
    let mut values = Values::new();
    binding.bind(&mut Bind::sink(&mut values))?;
    Ok(values)
}
