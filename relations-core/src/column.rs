//! Columns as typed constants: [`Column`].

use std::marker::PhantomData;

use rusqlite::types::Value;

use crate::{
    bind,
    column_type::{ColumnType, IntoColumn},
    filter::{Condition, Filter},
    query::Order,
};

/// A column of model `M` whose field has type `T`, as `User::NAME`.
///
/// It compares only with values of its own type:
///
/// ```compile_fail
/// # use relations_core::{Column, Filter, Model};
/// fn same_name<M: Model>(name: Column<M, String>) -> Filter<M> {
///     name.eq(3)
/// }
/// ```
#[derive(Debug)]
pub struct Column<M, T> {
    name: &'static str,
    of: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Clone for Column<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Column<M, T> {}

impl<M, T> Column<M, T> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// The name of the column in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Orders by this column, the least first; NULL comes before everything.
    pub const fn asc(self) -> Order<M> {
        Order::new(self.name, false)
    }

    /// Orders by this column, the greatest first; NULL comes last.
    pub const fn desc(self) -> Order<M> {
        Order::new(self.name, true)
    }
}

impl<M, T: ColumnType> Column<M, T> {
    /// Rows where the column equals `value`. As in Rust, `None` equals `None`.
    pub fn eq(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.with(value, |column, value| match value {
            Value::Null => Condition::IsNull { column, negated: false },
            value => Condition::Compare { column, operator: " = ", value },
        })
    }

    /// Rows where the column does not equal `value`. As in Rust, `None` differs from every `Some`: unlike
    /// SQL's `<>`, a row whose column is NULL is found.
    pub fn ne(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.with(value, |column, value| match value {
            Value::Null => Condition::IsNull { column, negated: true },
            value if T::NULLABLE => Condition::Compare { column, operator: " IS NOT ", value },
            value => Condition::Compare { column, operator: " <> ", value },
        })
    }

    /// Rows where the column is less than `value`; NULL is not.
    pub fn lt(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" < ", value)
    }

    /// Rows where the column is less than `value` or equal to it; NULL is neither.
    pub fn le(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" <= ", value)
    }

    /// Rows where the column is greater than `value`; NULL is not.
    pub fn gt(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" > ", value)
    }

    /// Rows where the column is greater than `value` or equal to it; NULL is neither.
    pub fn ge(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" >= ", value)
    }

    /// Rows where the column lies between `low` and `high`, both included.
    pub fn between(self, low: impl IntoColumn<T>, high: impl IntoColumn<T>) -> Filter<M> {
        let column = self.name;
        Filter::new(match (encoded(low), encoded(high)) {
            (Ok(low), Ok(high)) => Condition::Between { column, low, high },
            (Err(error), _) | (_, Err(error)) => Condition::Invalid(error),
        })
    }

    /// Rows where the column equals one of `values`; no row if there are none. `None` among them finds
    /// rows where it is NULL.
    pub fn in_<V: IntoColumn<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<M> {
        let column = self.name;
        let values: Result<Vec<Value>, String> = values.into_iter().map(encoded).collect();
        Filter::new(match values {
            Err(error) => Condition::Invalid(error),
            Ok(mut values) => {
                let given = values.len();
                values.retain(|value| *value != Value::Null);
                let null = values.len() < given;
                let among = Condition::In { column, values };
                if null {
                    Condition::Any(vec![among, Condition::IsNull { column, negated: false }])
                } else {
                    among
                }
            }
        })
    }

    fn compare(self, operator: &'static str, value: impl IntoColumn<T>) -> Filter<M> {
        self.with(value, |column, value| Condition::Compare { column, operator, value })
    }

    fn with(
        self,
        value: impl IntoColumn<T>,
        condition: impl FnOnce(&'static str, Value) -> Condition,
    ) -> Filter<M> {
        Filter::new(match encoded(value) {
            Ok(value) => condition(self.name, value),
            Err(error) => Condition::Invalid(error),
        })
    }
}

impl<M, T> Column<M, T> {
    /// Rows whose text matches `pattern`, where `%` stands for any text and `_` for any character;
    /// [ASCII letters match in either case](https://sqlite.org/lang_expr.html#like).
    pub fn like(self, pattern: impl Into<String>) -> Filter<M>
    where
        T: Textual,
    {
        let value = Value::Text(pattern.into());
        Filter::new(Condition::Compare { column: self.name, operator: " LIKE ", value })
    }

    /// Rows where the column is NULL.
    pub fn is_null(self) -> Filter<M>
    where
        T: NullableColumn,
    {
        Filter::new(Condition::IsNull { column: self.name, negated: false })
    }

    /// Rows where the column is not NULL.
    pub fn is_not_null(self) -> Filter<M>
    where
        T: NullableColumn,
    {
        Filter::new(Condition::IsNull { column: self.name, negated: true })
    }
}

/// A column type that is text, and so can be matched by a pattern.
#[diagnostic::on_unimplemented(
    message = "`like` matches text, and this column holds `{Self}`",
    label = "not a text column"
)]
pub trait Textual {}

impl Textual for String {}
impl Textual for Option<String> {}

/// A column type that can be NULL: an `Option`.
#[diagnostic::on_unimplemented(
    message = "this column holds `{Self}`, which is never NULL",
    label = "not a nullable column"
)]
pub trait NullableColumn {}

impl<T> NullableColumn for Option<T> {}

fn encoded<T: ColumnType>(value: impl IntoColumn<T>) -> Result<Value, String> {
    value.into_column().encode().and_then(bind::owned).map_err(|error| error.to_string())
}
