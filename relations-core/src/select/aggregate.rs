//! Values instead of rows: [`Aggregate`].

use rusqlite::{Connection, Row, types::FromSqlError};

use crate::{
    base::{
        error::{Error, Result},
        sql::{self as parts, OWN_ROWS},
    },
    connection::run,
    expression::{
        column::Column,
        order::{By, Term},
    },
    load::relation_source::Many,
    model::Model,
    query::UntypedQuery,
    relation::Relation,
    row::cells::{Cells, Fields},
    schema::column_type::{ColumnType, scalars::Scalar},
    select::{
        Select,
        per_row::{self, Countable},
    },
    statement::sql::Sql,
};

/// What columns can be summed up or listed of: a query, and every handle of a relation.
///
/// As with [`count`](Select::count), a limit and an offset count in: the sum is that of the rows that
/// [`all`](Select::all) gives. NULL is passed over wherever values are summed up, as SQL has it.
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
    /// The least value of the column; `None` if there is none.
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
        one(db, self, "min(r.v)", column, |row| {
            Fields::of::<Self::Model>(&Cells::of(row), 0).named::<_>(column.name())
        })
    }

    /// The greatest value of the column; `None` if there is none.
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
        one(db, self, "max(r.v)", column, |row| {
            Fields::of::<Self::Model>(&Cells::of(row), 0).named::<_>(column.name())
        })
    }

    /// The sum of the column's values: an `i64` of integers, an `f64` of floating point numbers. It is 0 if there are none,
    /// as for an iterator, where SQL has NULL.
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
    /// [`Error::Decode`] if a sum of integers goes beyond 64 bits; otherwise as [`all`](Select::all).
    fn sum<T: Numeric>(self, db: &Connection, column: Column<Self::Model, T>) -> Result<T::Sum> {
        let sum: Option<T::Sum> = one(db, self, "sum(r.v)", column, |row| {
            Fields::of::<Self::Model>(&Cells::of(row), 0).named::<_>(column.name())
        })
        .map_err(|error| summed::<Self::Model>(error, column.name()))?;
        Ok(sum.unwrap_or_default())
    }

    /// The average of the column's values; `None` if there are none.
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

    /// How many different values the column has; NULL is none.
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

    /// How many rows have each value of the column, in the order of the values; NULL, which comes first, is a value here.
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
        let query = unordered(self.into_query().untyped);
        let touched = query.touched();
        let statement = over_values(query, column.name(), "r.v, count(*)", " GROUP BY r.v ORDER BY r.v")?;
        let mut found = Vec::new();
        run::rows(
            db,
            touched,
            &statement,
            |bind| bind.owned_values(&statement.values),
            |row| {
                let count: i64 = row.get(1)?;
                found.push((
                    Fields::of::<Self::Model>(&Cells::of(row), 0).named::<T>(column.name())?,
                    count.unsigned_abs(),
                ));
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// The column's value in every row, in the order of the query, without the other columns.
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
        column_of(db, self.into_query().untyped, &column_of_row(column), column)
    }

    /// The different values of the column, in the order of the values, or of the query if it has one; a limit and an offset
    /// mean so many values.
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
        column_of(db, query, &format!("DISTINCT {}", column_of_row(column)), column)
    }

    /// Each row, as its model, with the number of rows that a relation leads to from it, in one statement: for `User::POSTS`, or
    /// for some of them, as `User::POSTS.count_where(Post::TITLE.like("Re:%"))`.
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

    /// Each row, as its model, with the sum of a column over the rows that a relation leads to from it, in one statement; 0 where
    /// there are none.
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
        let _ = relation;
        per_row::sums::<C::Relation, T>(db, self.into_query().shaped(), column)
    }
}

impl<S: Select> Aggregate for S {}

/// The type of a column's values where there are any: without the `Option` of a nullable column.
pub trait NonNull: ColumnType {
    /// The type without `Option`.
    type Value: Scalar;
}

impl<T: Scalar> NonNull for T {
    type Value = T;
}

impl<T: Scalar> NonNull for Option<T> {
    type Value = T;
}

/// A column type whose values add up: integers and floating point numbers, nullable or not.
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` do not add up",
    label = "neither integers nor floating point numbers"
)]
pub trait Numeric {
    /// The type of a sum.
    type Sum: Scalar + Default;
}

macro_rules! numeric {
    ($sum:ty: $($number:ty),*) => {$(
        impl Numeric for $number {
            type Sum = $sum;
        }

        impl Numeric for Option<$number> {
            type Sum = $sum;
        }
    )*};
}

numeric!(i64: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
numeric!(f64: f32, f64);

/// `t."name"`, without a name of its own, which an order that is asked for in raw SQL could mean instead of a column.
fn column_of_row<M, T>(column: Column<M, T>) -> String {
    parts::column("t", column.name())
}

/// The query without an order, unless that tells which rows are meant.
fn unordered(mut query: UntypedQuery) -> UntypedQuery {
    if query.limit.is_none() && query.offset.is_none() && query.start.passes_none() {
        query.order.clear();
        query.declared_order = "";
    }
    query
}

/// The statement that reads `list` of the values `r.v` of a column.
fn over_values(mut query: UntypedQuery, column: &str, list: &str, end: &str) -> Result<Sql> {
    let before = format!("WITH {OWN_ROWS}(v) AS (");
    query.wrapped(&before, &parts::column("t", column), &format!(") SELECT {list} FROM {OWN_ROWS} AS r{end}"))
}

/// What `read` reads of an aggregate of the column, which always is one row.
fn one<S: Select, C, T>(
    db: &Connection,
    select: S,
    aggregate: &str,
    column: Column<S::Model, C>,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<T> {
    let query = unordered(select.into_query().untyped);
    let touched = query.touched();
    let statement = over_values(query, column.name(), aggregate, "")?;
    run::first_by(db, touched, &statement, &statement, read)?
        .ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
}

fn column_of<M: Model, T: ColumnType>(
    db: &Connection,
    mut query: UntypedQuery,
    list: &str,
    column: Column<M, T>,
) -> Result<Vec<T>> {
    let touched = query.touched();
    let statement = query.sql_of_list(list)?;
    let mut found = Vec::new();
    run::rows(
        db,
        touched,
        &statement,
        |bind| bind.owned_values(&statement.values),
        |row| {
            found.push(Fields::of::<M>(&Cells::of(row), 0).named::<T>(column.name())?);
            Ok(())
        },
    )?;
    Ok(found)
}

/// That a sum goes beyond what SQLite's integers hold, if that is what the error says.
pub(crate) fn summed<M: Model>(error: Error, column: &'static str) -> Error {
    let Error::Sqlite(source) = &error else { return error };
    if !matches!(&**source, rusqlite::Error::SqliteFailure(_, Some(message)) if message == "integer overflow")
    {
        return error;
    }
    Error::Decode {
        model: M::NAME,
        table: M::TABLE_NAME,
        column,
        found: "a sum beyond 64 bits".to_owned(),
        source: FromSqlError::Other("which no integer of SQLite holds; sum up fewer rows".into()),
    }
}
