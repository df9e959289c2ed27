//! Reading values instead of rows: [`Aggregate`].

pub(crate) mod values;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    expression::{
        column::Column,
        order::{By, Term},
    },
    load::{aggregate::sum_error, relation_source::Many},
    relation::Relation,
    schema::column_type::{
        ColumnType,
        aggregated::{NonNull, Numeric},
    },
    select::{
        Select,
        aggregate::values::{column_of_row, field, one, read_column, value_counts},
        per_row::{self, Countable},
    },
};

/// The methods that aggregate or list the values of a column: of a query, and of every handle of a relation.
///
/// As with [`count`](Select::count), a limit and an offset apply: the sum is that of the rows that
/// [`all`](Select::all) reads. Aggregates skip NULL, as in SQL.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// assert_eq!(User::query().max(&db, User::PHONE_NUMBER)?, Some(2));
/// assert_eq!(User::query().distinct(&db, User::NAME)?, ["Alice", "Bob"]);
/// let posts = User::query().order_by(User::ID.asc()).count_each(&db, User::POSTS)?;
/// assert_eq!(posts, [(alice, 1), (bob, 0)]);
/// # Ok(()) }
/// ```
pub trait Aggregate: Select {
    /// Returns the least value of the column; `None` if there is none.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().min(&db, User::NAME)?.as_deref(), Some("Alice"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn min<T: NonNull>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<Option<T::Value>> {
        one(db, self, "min(r.v)", column, |row| field(row, column))
    }

    /// Returns the greatest value of the column; `None` if there is none.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().max(&db, User::NAME)?.as_deref(), Some("Bob"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn max<T: NonNull>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<Option<T::Value>> {
        one(db, self, "max(r.v)", column, |row| field(row, column))
    }

    /// Returns the sum of the column's values: an `i64` of integers, an `f64` of floating point numbers. The
    /// sum of no values is 0, as for an iterator, where SQL has NULL.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().sum(&db, User::PHONE_NUMBER)?, 3);
    /// assert_eq!(User::query().limit(0).sum(&db, User::PHONE_NUMBER)?, 0);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Decode`](crate::Error::Decode) if a sum of integers goes beyond 64 bits; otherwise as
    /// [`all`](Select::all).
    fn sum<T: Numeric>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<T::Sum> {
        let sum: Option<T::Sum> = one(db, self, "sum(r.v)", column, |row| field(row, column))
            .map_err(|error| sum_error::<Self::Model>(error, column.name()))?;
        Ok(sum.unwrap_or_default())
    }

    /// Returns the average of the column's values; `None` if there are none.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().avg(&db, User::PHONE_NUMBER)?, Some(1.5));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn avg<T: Numeric>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<Option<f64>> {
        one(db, self, "avg(r.v)", column, |row| Ok(row.get(0)?))
    }

    /// Returns the number of distinct values of the column, without NULL.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().count_distinct(&db, User::NAME)?, 2);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn count_distinct<T>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<u64> {
        let count: i64 = one(db, self, "count(DISTINCT v)", column, |row| Ok(row.get(0)?))?;
        Ok(count.unsigned_abs())
    }

    /// Returns each distinct value of the column with the number of rows that have it, in the order of the
    /// values. NULL is a value here, and comes first.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let counts = User::query().count_by(&db, User::NAME)?;
    /// assert_eq!(counts, [("Alice".to_owned(), 1), ("Bob".to_owned(), 1)]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn count_by<T: ColumnType>(
        self,
        db: &Connection,
        column: Column<Self::Model, T>,
    ) -> Result<Vec<(T, u64)>> {
        value_counts(db, self.into_query().untyped, column)
    }

    /// Returns the column's value in every row, in the order of the query, without the other columns.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let names = User::query().order_by(User::PHONE_NUMBER.desc()).values(&db, User::NAME)?;
    /// assert_eq!(names, ["Bob", "Alice"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn values<T: ColumnType>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<Vec<T>> {
        read_column(db, self.into_query().untyped, &column_of_row(column), column)
    }

    /// Returns the distinct values of the column, in the order of the query, or else in the order of the
    /// values. A limit and an offset count values here, not rows.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// for title in ["Hello", "Hello", "Bye"] {
    ///     alice.posts().create().title(title).content("…").insert(&db)?;
    /// }
    /// assert_eq!(alice.posts().distinct(&db, Post::TITLE)?, ["Bye", "Hello"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn distinct<T: ColumnType>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<Vec<T>> {
        let mut query = self.into_query().untyped;
        if query.order.is_empty() {
            query.order.push(Term { by: By::Column(column.name()), descending: false });
        }
        read_column(db, query, &format!("DISTINCT {}", column_of_row(column)), column)
    }

    /// Returns each row, as its model, with the number of rows that a relation leads to from it, by one
    /// statement. The relation is given by its constant, as `User::POSTS`, or as a count of some of its rows,
    /// as `User::POSTS.count_where(Post::TITLE.like("Re:%"))`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let writers = User::query().filter(!User::POSTS.none()).count_each(&db, User::POSTS)?;
    /// assert_eq!(writers, [(alice, 1)]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Select::all).
    fn count_each<C>(self, db: &Connection, relation: C) -> Result<Vec<(Self::Model, u64)>>
    where
        C: Countable,
        C::Relation: Relation<Near = Self::Model>,
    {
        per_row::counts(db, self.into_query().shaped(), relation)
    }

    /// Returns each row, as its model, with the sum of a column over the rows that a relation leads to from
    /// it, by one statement. The sum over no rows is 0.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let sums = User::query().order_by(User::ID.asc()).sum_each(&db, User::POSTS, Post::ID)?;
    /// assert_eq!(sums, [(alice, post.id), (bob, 0)]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`sum`](Self::sum).
    fn sum_each<C, T>(
        self,
        db: &Connection,
        relation: C,
        column: Column<<C::Relation as Relation>::Far, T>,
    ) -> Result<Vec<(Self::Model, T::Sum)>>
    where
        C: Many,
        C::Relation: Relation<Near = Self::Model>,
        T: Numeric,
    {
        per_row::sums::<C::Relation, T>(db, self.into_query().shaped(), relation.path(), column)
    }
}

impl<S: Select> Aggregate for S {}
