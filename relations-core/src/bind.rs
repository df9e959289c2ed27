//! Where the values of a statement go.

use rusqlite::{
    Statement,
    types::{ToSqlOutput, Value},
};

use smallvec::SmallVec;

use crate::{filter::Sql, insert::Given};

/// The values of a statement's parameters, which mostly are one or two.
pub(crate) type Values = SmallVec<[Value; 2]>;

/// Takes a statement's values in order: into a prepared statement, or into a list for whoever wants to
/// know them without running anything.
pub struct Bind<'a, 'conn> {
    target: Target<'a, 'conn>,
    next: usize,
}

enum Target<'a, 'conn> {
    Statement(&'a mut Statement<'conn>),
    Values(&'a mut Values),
}

impl<'a, 'conn> Bind<'a, 'conn> {
    pub(crate) fn statement(statement: &'a mut Statement<'conn>) -> Self {
        Self { target: Target::Statement(statement), next: 1 }
    }

    pub(crate) fn values(values: &'a mut Values) -> Self {
        Self { target: Target::Values(values), next: 1 }
    }

    /// Binds what `ColumnType::encode` made of a value to the next parameter.
    ///
    /// # Errors
    ///
    /// When the value cannot be expressed in SQLite: an integer beyond 64 bits, for one.
    #[inline]
    pub fn value(&mut self, encoded: rusqlite::Result<ToSqlOutput<'_>>) -> rusqlite::Result<()> {
        self.output(encoded?)
    }

    /// Binds what a `create()` builder knows of a required column; NULL has SQLite assign the key.
    ///
    /// # Errors
    ///
    /// As [`value`](Self::value).
    #[inline]
    pub fn given<'v, T: 'v>(
        &mut self,
        given: &'v impl Given<T>,
        encode: impl FnOnce(&'v T) -> rusqlite::Result<ToSqlOutput<'v>>,
    ) -> rusqlite::Result<()> {
        match given.value() {
            Some(value) => self.value(encode(value)),
            None => self.output(ToSqlOutput::Owned(Value::Null)),
        }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "where the value's type is known, this is one call of SQLite")]
    fn output(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match &mut self.target {
            Target::Statement(statement) => {
                statement.raw_bind_parameter(self.next, output)?;
                self.next += 1;
                Ok(())
            }
            Target::Values(values) => keep(values, output),
        }
    }

    #[inline]
    pub(crate) fn owned_values(&mut self, values: &[Value]) -> rusqlite::Result<()> {
        values.iter().try_for_each(|value| self.output(ToSqlOutput::Borrowed(value.into())))
    }
}

#[cold]
fn keep(values: &mut Values, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
    values.push(owned(output)?);
    Ok(())
}

/// The values that `write` binds.
pub(crate) fn collect(
    write: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Vec<Value>> {
    gather(&write).map(Values::into_vec)
}

/// The same where they are few and soon bound.
#[inline]
pub(crate) fn few(write: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>) -> rusqlite::Result<Values> {
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

/// A statement with its values binds these.
impl Binding for Sql {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        bind.owned_values(&self.values)
    }
}

/// The values that `binding` binds.
pub(crate) fn gather(binding: &dyn Binding) -> rusqlite::Result<Values> {
    let mut values = Values::new();
    binding.bind(&mut Bind::values(&mut values))?;
    Ok(values)
}

/// An encoded value on its own, without what it borrowed from.
pub(crate) fn owned(output: ToSqlOutput<'_>) -> rusqlite::Result<Value> {
    match output {
        ToSqlOutput::Owned(value) => Ok(value),
        ToSqlOutput::Borrowed(value) => {
            Value::try_from(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
        }
        other => Err(rusqlite::Error::ToSqlConversionFailure(
            format!("a value of SQLite's extensions cannot be kept: {other:?}").into(),
        )),
    }
}

/// A key as an error message shows it, and as a set of keys compares it.
pub(crate) fn display(values: &[Value]) -> String {
    let one = |value: &Value| match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(integer) => integer.to_string(),
        Value::Real(real) => format!("{real:?}"),
        Value::Text(text) => format!("{text:?}"),
        Value::Blob(bytes) => format!("{bytes:02x?}"),
    };
    match values {
        [value] => one(value),
        several => format!("({})", several.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}
