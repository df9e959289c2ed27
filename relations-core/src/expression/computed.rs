//! Values that the database computes for each row, from its columns: [`Expression`].
//!
//! | file | contents |
//! |---|---|
//! | `operand` | what an expression is computed from: values, columns and other expressions |
//! | `operators` | the operators |
//! | `new_value` | what a column is set to: a value or an expression |

pub(crate) mod new_value;
pub(crate) mod operand;
pub(crate) mod operators;

use std::marker::PhantomData;

use rusqlite::types::Value;

use crate::{
    base::error::Result,
    expression::{
        column::Column,
        computed::operand::Operand,
        filter::{
            Filter,
            condition::Condition,
            raw::{Flaw, Parts, render_parts},
        },
    },
    schema::column_type::{ColumnType, IntoColumn},
    statement::sql::{AliasDepth, Sql},
};

/// A value of type `T` that the database computes for each row of `M` from its columns, as `Post::VIEWS + 1`.
///
/// The operators `+`, `-`, `*` and `/` are those of numbers, and `+` joins texts. On their left is a column or an
/// expression, on their right one of these or a value. An expression is the new value of a column in
/// [`set`](crate::Modify::set), and compares in a [filter](crate::Select::filter).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// User::query().set(User::PHONE_NUMBER, User::PHONE_NUMBER * 10 + User::ID).update(&db)?;
/// assert_eq!(User::get(&db, bob.id)?.phone_number, 22);
/// let doubled = (User::PHONE_NUMBER - User::ID).gt(10);
/// assert_eq!(User::query().filter(doubled).count(&db)?, 1);
/// # Ok(()) }
/// ```
///
/// All of it is computed from the row as it was before the change. The database computes as it does in SQL:
///
/// - NULL gives NULL, so an expression over a nullable column is an `Option`.
/// - A division of integers has no fraction, and [one by zero is
///   NULL](https://sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes), which a column that cannot be NULL
///   refuses ([`Error::NotNull`](crate::Error::NotNull)).
/// - Integers that exceed 64 bits become floating point numbers, which an integer column refuses
///   ([`Error::WrongType`](crate::Error::WrongType)). A smaller type has no limit there: a `u8` column takes 255 + 1, and
///   then [cannot be read](crate::Error::Decode).
#[derive(Debug)]
#[must_use = "an expression does nothing until a query has it"]
pub struct Expression<M, T> {
    pub(crate) computed: Computed,
    depth: usize,
    of: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Clone for Expression<M, T> {
    fn clone(&self) -> Self {
        Self { computed: self.computed.clone(), depth: self.depth, of: PhantomData }
    }
}

/// An expression without its types.
#[derive(Clone, Debug)]
pub(crate) enum Computed {
    /// The value of a column of the row.
    Column(&'static str),
    /// A value to bind.
    Value(Value),
    /// A piece of SQL, or what is wrong with an expression.
    Raw(Parts),
    /// `(left + right)`: this library writes the operator.
    Operation(Box<Computed>, &'static str, Box<Computed>),
}

/// The deepest nesting of operations: with conditions around them they stay below [SQLite's
/// limit](https://sqlite.org/limits.html#max_expr_depth).
const DEEPEST: usize = 200;

impl<M, T> Expression<M, T> {
    /// Creates an expression that contains no others.
    pub(crate) const fn new(computed: Computed) -> Self {
        Self { computed, depth: 1, of: PhantomData }
    }

    /// Creates the expression of an operator between two others.
    pub(crate) fn operation<L, R>(
        left: Expression<M, L>,
        operator: &'static str,
        right: Expression<M, R>,
    ) -> Self {
        let depth = left.depth.max(right.depth) + 1;
        if depth > DEEPEST {
            let message = format!("an expression nests deeper than {DEEPEST} operators: say it in fewer");
            return Self::new(Computed::Raw(Err(Flaw::Text(message))));
        }
        let (left, right) = (Box::new(left.computed), Box::new(right.computed));
        Self { computed: Computed::Operation(left, operator, right), depth, of: PhantomData }
    }

    /// Returns the same expression as one of another type.
    pub(crate) fn cast<V>(self) -> Expression<M, V> {
        Expression { computed: self.computed, depth: self.depth, of: PhantomData }
    }
}

impl<M, T: ColumnType> Expression<M, T> {
    /// Creates the expression of a value as `column` stores it, for the left side of an operator.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Expression;
    ///
    /// let from_hundred = Expression::value_of(User::PHONE_NUMBER, 100) - User::PHONE_NUMBER;
    /// User::query().set(User::PHONE_NUMBER, from_hundred).update(&db)?;
    /// assert_eq!(User::get(&db, alice.id)?.phone_number, 99);
    /// # Ok(()) }
    /// ```
    pub fn value_of(_column: Column<M, T>, value: impl IntoColumn<T>) -> Self {
        Self::value(value)
    }

    /// Creates the expression of a value.
    pub(crate) fn value(value: impl IntoColumn<T>) -> Self {
        Self::new(match value.into_column().encode_owned() {
            Ok(value) => Computed::Value(value),
            Err(error) => Computed::Raw(Err(Flaw::Value(error.to_string()))),
        })
    }

    /// Matches the rows where the two are equal, as `(Post::LIKES + Post::SHARES).eq(10)`. As in Rust, `None` equals
    /// `None`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let (id, phone) = (User::ID, User::PHONE_NUMBER);
    /// let count = |filter| User::query().filter(filter).count(&db);
    /// assert_eq!(count((id - phone).eq(0))?, 2);
    /// assert_eq!(count((id * 2).ne(phone + 1))?, 1);
    /// assert_eq!(count((id + phone).lt(3))?, 1);
    /// assert_eq!(count((id + phone).le(4))?, 2);
    /// assert_eq!(count((id + phone).gt(phone * 3))?, 0);
    /// assert_eq!(count((id + phone).ge(User::ID))?, 2);
    /// # Ok(()) }
    /// ```
    pub fn eq<V: Operand<M, T>>(self, other: V) -> Filter<M> {
        self.compare(if V::Output::NULLABLE { " IS " } else { " = " }, other)
    }

    /// Matches the rows where the two differ. As in Rust, `None` differs from every `Some`.
    pub fn ne<V: Operand<M, T>>(self, other: V) -> Filter<M> {
        self.compare(if V::Output::NULLABLE { " IS NOT " } else { " <> " }, other)
    }

    /// Matches the rows where this is less than the other. NULL is not less.
    pub fn lt(self, other: impl Operand<M, T>) -> Filter<M> {
        self.compare(" < ", other)
    }

    /// Matches the rows where this is less than the other or equal to it. NULL is neither.
    pub fn le(self, other: impl Operand<M, T>) -> Filter<M> {
        self.compare(" <= ", other)
    }

    /// Matches the rows where this is greater than the other. NULL is not greater.
    pub fn gt(self, other: impl Operand<M, T>) -> Filter<M> {
        self.compare(" > ", other)
    }

    /// Matches the rows where this is greater than the other or equal to it. NULL is neither.
    pub fn ge(self, other: impl Operand<M, T>) -> Filter<M> {
        self.compare(" >= ", other)
    }

    /// Matches the rows where the two compare so.
    fn compare<V: Operand<M, T>>(self, operator: &'static str, other: V) -> Filter<M> {
        let (left, right) = (self.computed, other.into_expression().computed);
        Filter::new(Condition::Computed(Box::new((left, operator, right))))
    }
}

impl<M, T> From<Column<M, T>> for Expression<M, T> {
    fn from(column: Column<M, T>) -> Self {
        Self::new(Computed::Column(column.name()))
    }
}

impl Computed {
    /// Returns `true` if the expression contains SQL of the user's.
    pub(crate) fn has_raw(&self) -> bool {
        match self {
            Self::Column(_) | Self::Value(_) => false,
            Self::Raw(_) => true,
            Self::Operation(left, _, right) => left.has_raw() || right.has_raw(),
        }
    }

    /// Appends the expression over the row of `level`.
    pub(crate) fn render(&self, sql: &mut Sql, level: AliasDepth) -> Result<()> {
        match self {
            Self::Column(column) => sql.push_column(level, column),
            Self::Value(value) => sql.push_value(value.clone()),
            Self::Raw(parts) => render_parts(sql, level, parts)?,
            Self::Operation(left, operator, right) => {
                sql.text.push('(');
                left.render(sql, level)?;
                sql.text += operator;
                right.render(sql, level)?;
                sql.text.push(')');
            }
        }
        Ok(())
    }
}
