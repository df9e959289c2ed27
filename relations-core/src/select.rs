//! The verbs that queries and the handles of relations share: they read rows ([`Select`]), read values
//! ([`Aggregate`](crate::Aggregate)), and change rows ([`Modify`](crate::Modify)).
//!
//! Uses queries and shapes.

pub(crate) mod aggregate;
pub(crate) mod change;
pub(crate) mod collect;
pub(crate) mod models;
pub(crate) mod narrow;
pub(crate) mod page;
pub(crate) mod per_row;
pub(crate) mod stream;

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    expression::{filter::Filter, order::Order},
    load::{arguments::LoadWith, execute, field::ShapeOf},
    model::{Model, load::Load},
    query::{Query, page::start::PageStart},
    select::{page::Paged, stream::Stream},
};

/// The methods that read rows of one model: of a query, and of every handle of a relation.
///
/// The methods that narrow or order the rows return a [`Query`]; those that take the database run it.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let early = User::query().filter(User::PHONE_NUMBER.le(9)).order_by(User::NAME.asc()).all(&db)?;
/// let latest = alice.posts().order_by(Post::ID.desc()).first(&db)?;
/// # assert_eq!((early, latest), (vec![alice, bob], None));
/// # Ok(()) }
/// ```
pub trait Select: Sized {
    /// The model of the rows.
    type Model: Model;

    /// The type that the rows are loaded as: the model itself, or a shape of it.
    type Shape: Load<Model = Self::Model>;

    /// Converts a handle to a query, to show its [statement](Query::statement) or to build it step by step:
    /// the methods that narrow a handle return a query, which cannot be assigned to the variable of the
    /// handle.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = alice.posts().into_query().statement()?;
    /// assert_eq!(statement.values, [alice.id.into()]);
    ///
    /// let wanted = Some("Hello");
    /// let mut posts = alice.posts().into_query();
    /// if let Some(title) = wanted {
    ///     posts = posts.filter(Post::TITLE.eq(title));
    /// }
    /// assert_eq!(posts.count(&db)?, 0);
    /// # Ok(()) }
    /// ```
    fn into_query(self) -> Query<Self::Model, Self::Shape>;

    /// Keeps only rows that meet `filter`, and all filters before it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let query = User::query().filter(User::NAME.like("A%")).filter(User::PHONE_NUMBER.le(9));
    /// assert_eq!(query.all(&db)?, [alice]);
    /// # Ok(()) }
    /// ```
    #[inline]
    fn filter(self, filter: Filter<Self::Model>) -> Query<Self::Model, Self::Shape> {
        let mut query = self.into_query();
        query.untyped.conditions.push(filter.into_condition());
        query
    }

    /// Orders the rows by `order`, after the orders before it. The first one replaces the order that a
    /// relation declares.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let query = User::query().order_by(User::NAME.desc()).order_by(User::ID.asc());
    /// assert_eq!(query.all(&db)?, [bob, alice]);
    /// # Ok(()) }
    /// ```
    #[inline]
    fn order_by(self, order: Order<Self::Model>) -> Query<Self::Model, Self::Shape> {
        let mut query = self.into_query();
        query.untyped.order.push(order.term);
        query
    }

    /// Limits the rows to `count` at most. A later limit replaces an earlier one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.asc()).limit(1).all(&db)?, [alice]);
    /// # Ok(()) }
    /// ```
    #[inline]
    fn limit(self, count: u64) -> Query<Self::Model, Self::Shape> {
        let mut query = self.into_query();
        query.untyped.limit = Some(count);
        query
    }

    /// Skips the first `count` rows. A later offset replaces an earlier one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.asc()).offset(1).all(&db)?, [bob]);
    /// # Ok(()) }
    /// ```
    #[inline]
    fn offset(self, count: u64) -> Query<Self::Model, Self::Shape> {
        let mut query = self.into_query();
        query.untyped.offset = Some(count);
        query
    }

    /// Keeps only rows after `place` in the order of the query: the page that follows the one which ended with
    /// this row, or with `None` the first page. The place is a row, or a [`Cursor`](crate::Cursor), which can be kept and
    /// sent; [`page`](Self::page) returns one with the rows. The primary key completes the order, so that no row is read
    /// twice or skipped. The database looks up the place, instead of counting up to it as for an
    /// [`offset`](Self::offset).
    ///
    /// The order of a page behind a row must be of columns, in any directions; NULL has its place in it. A row does not
    /// hold what else rows are [ordered by](crate::Order), such as the number of their related rows: for such an order
    /// the page begins behind a cursor, and is otherwise an [`Error::Query`].
    ///
    /// Some values can be [spelled in several ways](crate::ColumnType::CANONICAL), as dates can. For these
    /// the page behind a row begins after the values that are stored in `row` now, even if they have changed since it was
    /// read; if the row is gone, after its values as their types store them.
    ///
    /// With an index that holds all columns of the order, a page costs the same wherever it begins, and
    /// however many rows are equal in the first columns. The index begins with these columns, or before them
    /// has columns that a filter or a relation fixes; it may end with the key. For
    /// `order_by(Book::YEAR.asc())` an index of the year is enough, for the books of an author
    /// `#[model(index(author_id, year))]`. The page is then read in parts: the rows equal to `row`, and those
    /// beyond. [`all`](Self::all) and [`load`](Self::load) read the parts one after the other until there are
    /// enough rows, and see all of them at one moment. With an offset, and where rows are handed over one by
    /// one, one statement merges the parts, for up to a third more time. A filter without an index may then
    /// cost up to twice its time, as rows are counted before those beyond are searched.
    ///
    /// In all other cases, the rows that are equal to `row` in the first column are read through. That is so
    /// if a filter has an index of its own, for conditions on related rows and in raw SQL, and for
    /// [`count`](Self::count), sums and changes.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let by_name = User::query().order_by(User::NAME.desc()).limit(1);
    /// let first = by_name.clone().after(None).all(&db)?;
    /// let second = by_name.after(first.last()).all(&db)?;
    /// assert_eq!((first, second), (vec![bob], vec![alice]));
    /// # Ok(()) }
    /// ```
    fn after(self, place: impl PageStart<Self::Model>) -> Query<Self::Model, Self::Shape> {
        let mut query = self.into_query();
        query.untyped.start = place.into_place().0;
        query
    }

    /// Begins a page of `size` rows at most, which is read together with the cursor of the next page. The primary key
    /// completes the order of the query, or the order that a relation declares. See [`Paged`].
    ///
    /// It replaces a limit. An offset counts from where the page begins.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let by_name = User::query().order_by(User::NAME.asc());
    /// let page = by_name.clone().page(1).read(&db)?;
    /// assert_eq!(page.rows, [alice]);
    /// assert_eq!(by_name.page(1).after(page.next).read(&db)?.rows, [bob]);
    /// # Ok(()) }
    /// ```
    fn page(self, size: u64) -> Paged<Self::Model, Self::Shape> {
        Paged::of(self.into_query(), size)
    }

    /// Reads all rows, in the order of the query, or else in the order that the relation declares. Without
    /// either, they come in any order.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.asc()).all(&db)?, [alice, bob]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if the database lacks a table or column of the model; [`Error::Decode`] if a value
    /// does not fit its field; [`Error::Encode`] if SQLite cannot hold a value of a filter; and the errors
    /// that SQLite reports.
    #[cfg_attr(feature = "probe", track_caller)]
    fn all(self, db: &Connection) -> Result<Vec<Self::Shape>> {
        execute::all(db, query_to_run(self))
    }

    /// Reads the first row, if there is one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.desc()).first(&db)?, Some(bob));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    #[cfg_attr(feature = "probe", track_caller)]
    fn first(self, db: &Connection) -> Result<Option<Self::Shape>> {
        execute::first(db, query_to_run(self))
    }

    /// Reads the only row.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().filter(User::EMAIL.eq("bob@example.com")).one(&db)?, bob);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none, [`Error::MultipleRows`] if there are more; otherwise as
    /// [`all`](Self::all).
    #[cfg_attr(feature = "probe", track_caller)]
    fn one(self, db: &Connection) -> Result<Self::Shape> {
        execute::at_most_one(db, query_to_run(self))?.ok_or_else(|| Error::NotFound {
            model: Self::Model::NAME,
            key: "the values asked for".to_owned(),
        })
    }

    /// Counts the rows. A limit and an offset apply.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().count(&db)?, 2);
    /// assert_eq!(User::query().offset(1).count(&db)?, 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    #[cfg_attr(feature = "probe", track_caller)]
    fn count(self, db: &Connection) -> Result<u64> {
        query_to_run(self).untyped.count(db)
    }

    /// Returns `true` if there is a row.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert!(User::query().filter(User::NAME.eq("Alice")).exists(&db)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    #[cfg_attr(feature = "probe", track_caller)]
    fn exists(self, db: &Connection) -> Result<bool> {
        query_to_run(self).untyped.exists(db)
    }

    /// Hands every row to `visit` as it is read, without collecting them.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// User::query().for_each(&db, |user| {
    ///     println!("{}", user.name);
    ///     Ok(())
    /// })?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all), and the first error of `visit`, after which no further row is read.
    #[cfg_attr(feature = "probe", track_caller)]
    fn for_each(self, db: &Connection, visit: impl FnMut(Self::Shape) -> Result<()>) -> Result<()> {
        execute::for_each(db, query_to_run(self), visit)
    }

    /// Prepares the query so that a loop can read the rows one by one, without collecting them.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// for user in User::query().stream(&db)?.rows()? {
    ///     let user = user?;
    ///     println!("{}", user.name);
    /// }
    /// # assert_eq!(User::query().stream(&db)?.rows()?.count(), 2);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    #[cfg_attr(feature = "probe", track_caller)]
    fn stream(self, db: &Connection) -> Result<Stream<'_, Self::Shape>> {
        Stream::of(db, query_to_run(self))
    }

    /// Returns a query of the same rows, loaded as the shape `S`. It can be narrowed further, or read only
    /// one row.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// #[derive(relations::Load, Debug, PartialEq)]
    /// #[load(Post)]
    /// struct Title {
    ///     title: String,
    /// }
    ///
    /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let latest = alice.posts().shape::<Title>().order_by(Post::ID.desc()).first(&db)?;
    /// assert_eq!(latest, Some(Title { title: "Hello".into() }));
    /// # Ok(()) }
    /// ```
    fn shape<S: ShapeOf<Self::Model>>(self) -> Query<Self::Model, S> {
        self.into_query().shaped()
    }

    /// Returns a query of the same rows, loaded as the shape `S` with these [arguments](LoadWith), as
    /// [`shape`](Self::shape) does for a shape without arguments.
    fn shape_with<S: LoadWith<Model = Self::Model>>(self, args: &S::Args) -> Query<Self::Model, S> {
        self.into_query().shaped().with_arguments(args)
    }

    /// Reads all rows as [`all`](Self::all) does, loaded as the shape `S` with these [arguments](LoadWith):
    /// `user.posts().load_with::<PostPage>(&db, &search)`.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load).
    #[cfg_attr(feature = "probe", track_caller)]
    fn load_with<S: LoadWith<Model = Self::Model>>(self, db: &Connection, args: &S::Args) -> Result<Vec<S>> {
        execute::all(db, query_to_run(self).shaped::<S>().with_arguments(args))
    }

    /// Reads all rows as [`all`](Self::all) does, loaded as the shape `S`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// #[derive(relations::Load)]
    /// #[load(User)]
    /// struct Author {
    ///     name: String,
    ///     posts: Vec<Post>,
    /// }
    ///
    /// let authors = User::query().filter(User::NAME.like("A%")).load::<Author>(&db)?;
    /// assert_eq!(authors[0].name, "Alice");
    /// assert!(authors[0].posts.is_empty());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all); [`Error::Cardinality`], [`Error::Cycle`] or [`Error::TooDeep`] if the related
    /// rows do not fit the shape.
    #[cfg_attr(feature = "probe", track_caller)]
    fn load<S: ShapeOf<Self::Model>>(self, db: &Connection) -> Result<Vec<S>> {
        execute::all(db, query_to_run(self).shaped::<S>())
    }
}

/// Converts to the query, which is about to run, and reports it to the probe if it reads a relation from one
/// row.
#[inline]
#[cfg_attr(feature = "probe", track_caller)]
fn query_to_run<T: Select>(select: T) -> Query<T::Model, T::Shape> {
    let query = select.into_query();
    #[cfg(feature = "probe")]
    if let Some(origin) = query.untyped.origin {
        origin.record();
    }
    query
}

impl<M: Model, S: Load<Model = M>> Select for Query<M, S> {
    type Model = M;
    type Shape = S;

    #[inline]
    fn into_query(self) -> Self {
        self
    }
}
