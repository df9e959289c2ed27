//! Columns as typed constants: [`Column`].

use std::marker::PhantomData;

use rusqlite::types::Value;

use crate::{
    expression::{
        filter::{Filter, condition::Condition},
        order::Order,
    },
    schema::column_type::{ColumnType, IntoColumn},
};

/// A column of model `M` whose field has type `T`, as `User::NAME`.
///
/// Its comparisons return a [`Filter`], its directions an [`Order`].
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// let count = |filter: Filter<User>| User::query().filter(filter).count(&db);
/// assert_eq!(count(User::NAME.eq("Alice"))?, 1);
/// assert_eq!(count(User::NAME.ne("Alice"))?, 1);
/// assert_eq!(count(User::PHONE_NUMBER.lt(2))?, 1);
/// assert_eq!(count(User::PHONE_NUMBER.le(2))?, 2);
/// assert_eq!(count(User::PHONE_NUMBER.gt(2))?, 0);
/// assert_eq!(count(User::PHONE_NUMBER.ge(2))?, 1);
/// assert_eq!(count(User::PHONE_NUMBER.between(1, 9))?, 2);
/// assert_eq!(count(User::NAME.in_(["Alice", "Carol"]))?, 1);
/// assert_eq!(count(User::NAME.like("a%"))?, 1);
///
/// let root = Category::create().insert(&db)?;
/// let leaf = root.children().create().insert(&db)?;
/// assert_eq!(Category::query().filter(Category::PARENT_ID.is_null()).all(&db)?, [root.clone()]);
/// assert_eq!(Category::query().filter(Category::PARENT_ID.is_not_null()).all(&db)?, [leaf.clone()]);
/// assert_eq!(Category::query().order_by(Category::PARENT_ID.asc()).all(&db)?, [root, leaf]);
/// # use relations::Filter;
/// # assert_eq!(User::NAME.name(), "name");
/// # assert_eq!(Category::query().filter(Category::PARENT_ID.ne(77)).count(&db)?, 2);
/// # assert_eq!(Category::query().filter(Category::PARENT_ID.in_([None, Some(77)])).count(&db)?, 1);
/// # assert_eq!(User::query().filter(User::NAME.in_([""; 0])).count(&db)?, 0);
/// # assert_eq!(User::query().order_by(User::NAME.desc()).all(&db)?, [bob, alice]);
/// # Ok(()) }
/// ```
///
/// It compares only with values of its own type, or values that [convert to it](crate::IntoColumn):
///
/// ```compile_fail,E0277
/// # use relations::{Column, Filter, Model};
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
    /// Creates the column of this name.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// Returns the name of the column in the database: `User::NAME.name()` is `"name"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Orders by this column, the least first, as `User::NAME.asc()`; [NULL comes before
    /// everything](https://sqlite.org/lang_select.html#the_order_by_clause).
    pub const fn asc(self) -> Order<M> {
        Order::new(self.name, false)
    }

    /// Orders by this column, the greatest first, as `User::NAME.desc()`; [NULL comes
    /// last](https://sqlite.org/lang_select.html#the_order_by_clause).
    pub const fn desc(self) -> Order<M> {
        Order::new(self.name, true)
    }
}

impl<M, T: ColumnType> Column<M, T> {
    /// Matches the rows where the column equals `value`, as `User::NAME.eq("Alice")`. As in Rust, `None` equals `None`.
    pub fn eq(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.with(value, |column, value| match value {
            Value::Null => Condition::IsNull { column, negated: false },
            value => Condition::Compare { column, operator: " = ", value },
        })
    }

    /// Matches the rows where the column does not equal `value`, as `User::NAME.ne("Alice")`. As in Rust, `None`
    /// differs from every `Some`: unlike with SQL's `<>`, a row whose column is NULL is selected.
    pub fn ne(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.with(value, |column, value| match value {
            Value::Null => Condition::IsNull { column, negated: true },
            value if T::NULLABLE => Condition::Compare { column, operator: " IS NOT ", value },
            value => Condition::Compare { column, operator: " <> ", value },
        })
    }

    /// Matches the rows where the column is less than `value`, as `User::ID.lt(10)`. NULL is not less.
    pub fn lt(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" < ", value)
    }

    /// Matches the rows where the column is less than `value` or equal to it, as `User::ID.le(10)`. NULL is neither.
    pub fn le(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" <= ", value)
    }

    /// Matches the rows where the column is greater than `value`, as `User::ID.gt(10)`. NULL is not greater.
    pub fn gt(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" > ", value)
    }

    /// Matches the rows where the column is greater than `value` or equal to it, as `User::ID.ge(10)`. NULL is neither.
    pub fn ge(self, value: impl IntoColumn<T>) -> Filter<M> {
        self.compare(" >= ", value)
    }

    /// Matches the rows where the column is between `low` and `high`, both included, as `User::ID.between(1, 10)`. NULL
    /// is not.
    pub fn between(self, low: impl IntoColumn<T>, high: impl IntoColumn<T>) -> Filter<M> {
        let column = self.name;
        Filter::new(match (encode(low), encode(high)) {
            (Ok(low), Ok(high)) => Condition::Between { column, low, high },
            (Err(error), _) | (_, Err(error)) => Condition::Unencodable(error),
        })
    }

    /// Matches the rows where the column equals one of `values`, as `User::ID.in_([1, 2])`; no row if there are no
    /// values. `None` among them selects the rows where the column is NULL.
    ///
    /// A list of integers or texts may have any length. Reals and blobs are bound one by one, up to
    /// [SQLite's limit on parameters](https://sqlite.org/limits.html#max_variable_number).
    pub fn in_<V: IntoColumn<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<M> {
        let column = self.name;
        let values: Result<Vec<Value>, String> = values.into_iter().map(encode).collect();
        Filter::new(match values {
            Err(error) => Condition::Unencodable(error),
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

    /// Matches the rows where the column compares so with `value`.
    fn compare(self, operator: &'static str, value: impl IntoColumn<T>) -> Filter<M> {
        self.with(value, |column, value| Condition::Compare { column, operator, value })
    }

    /// Returns the filter of a condition on the column and the encoded `value`.
    fn with(
        self,
        value: impl IntoColumn<T>,
        condition: impl FnOnce(&'static str, Value) -> Condition,
    ) -> Filter<M> {
        Filter::new(match encode(value) {
            Ok(value) => condition(self.name, value),
            Err(error) => Condition::Unencodable(error),
        })
    }
}

impl<M, T> Column<M, T> {
    /// Matches the rows where the column is NULL, as `Category::PARENT_ID.is_null()`.
    pub fn is_null(self) -> Filter<M>
    where
        T: NullableColumn,
    {
        Filter::new(Condition::IsNull { column: self.name, negated: false })
    }

    /// Matches the rows where the column is not NULL, as `Category::PARENT_ID.is_not_null()`.
    pub fn is_not_null(self) -> Filter<M>
    where
        T: NullableColumn,
    {
        Filter::new(Condition::IsNull { column: self.name, negated: true })
    }
}

/// A column type that can be NULL, for [`Column::is_null`]: an `Option`.
#[diagnostic::on_unimplemented(
    message = "this column holds `{Self}`, which is never NULL",
    label = "not a nullable column"
)]
pub trait NullableColumn {}

impl<T> NullableColumn for Option<T> {}

/// Encodes a value as the column type `T`; the error is the message.
fn encode<T: ColumnType>(value: impl IntoColumn<T>) -> Result<Value, String> {
    value.into_column().encode_owned().map_err(|error| error.to_string())
}
