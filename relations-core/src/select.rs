//! The verbs of everything that can be read as rows of one model: [`Select`] and its kin.
//!
//! A query has them, and so has each handle of a relation. Uses queries and shapes.

pub(crate) mod aggregate;
pub(crate) mod change;
pub(crate) mod models;
pub(crate) mod narrow;
pub(crate) mod per_row;
pub(crate) mod stream;

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    expression::filter::Filter,
    load::{execute, field::ShapeOf},
    model::{Model, load::Load},
    query::page::Start,
};

pub use crate::{
    expression::order::Order,
    query::{Query, Statement},
    select::{
        aggregate::{Aggregate, NonNull, Numeric},
        change::{Modify, Update},
        models::LoadEach,
        per_row::Countable,
        stream::{Rows, Stream},
    },
};

/// What can be read as rows of one model: a query, and every handle of a relation.
///
/// The methods that narrow give a [`Query`]; those that take the database run it.
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

    /// What the rows are loaded as: the model itself, or a shape of it.
    type Shape: Load<Model = Self::Model>;

    /// The same as a query of its own, for instance to [tell its statement](Query::statement), or to put together step by step:
    /// what narrows a handle gives a query, which a variable that holds the handle cannot take.
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

    /// Only rows that meet `filter`, beside what was demanded before.
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

    /// Orders by `order`, after the orders given before. The first one takes the place of the order that a
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

    /// At most `count` rows; a later limit takes the place of an earlier one.
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

    /// Passes over the first `count` rows; a later offset takes the place of an earlier one.
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

    /// Only rows that come behind `row` in the order asked for: the page after the one that ended with it, and with `None` the
    /// first. The primary key completes the order, so that no row is met twice or passed over, and the database
    /// looks the place up instead of counting up to it as for an [`offset`](Self::offset).
    ///
    /// The page begins behind what is stored in `row` where its values can be [spelled in several
    /// ways](crate::ColumnType::CANONICAL), as dates can; if the row is gone, behind its values as their types store them. Of such values
    /// it is what is stored now that counts: where the row was given others since it was read, the page begins behind those.
    ///
    /// The order must be of columns, in any directions; NULL has its place. A page costs the same wherever it begins, and however
    /// many rows agree in the first columns, where an index holds all columns of the order: it begins with them, or with columns
    /// that a filter or a relation fixes before them, and the key may end it. For `order_by(Book::YEAR.asc())` an index of the
    /// year does, for the books of an author `#[model(index(author_id, year))]`. It is then read in parts: the rows that agree
    /// with `row`, and those beyond. [`all`](Self::all) and [`load`](Self::load) read them in turn until there are enough, all of them
    /// at one moment. With an offset, and where rows are handed over one by one, one statement merges them, for up to a third more;
    /// what filters test without an index costs that up to twice, as rows are counted before those beyond are looked for.
    ///
    /// Elsewhere, where a filter has an index of its own, for conditions on related rows and in raw SQL, and for
    /// [`count`](Self::count), sums and changes, rows that agree with `row` in the first column are gone through.
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
    fn after<'r>(self, row: impl Into<Option<&'r Self::Model>>) -> Query<Self::Model, Self::Shape>
    where
        Self::Model: 'r,
    {
        let mut query = self.into_query();
        query.untyped.start = Start::behind(row.into());
        query
    }

    /// All rows, in the order asked for, else in the one that a relation declares; without either, in
    /// whatever order SQLite finds them.
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
    /// [`Error::Mapping`] if the database lacks what the model maps; [`Error::Decode`] if a value does not
    /// fit its field; [`Error::Encode`] if SQLite cannot hold a value compared with; and what SQLite reports.
    #[cfg_attr(feature = "probe", track_caller)]
    fn all(self, db: &Connection) -> Result<Vec<Self::Shape>> {
        execute::all(db, noted(self))
    }

    /// The first row, if there is one.
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
        execute::first(db, noted(self))
    }

    /// The only row.
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
        execute::at_most_one(db, noted(self))?.ok_or_else(|| Error::NotFound {
            model: Self::Model::NAME,
            key: "the values asked for".to_owned(),
        })
    }

    /// How many rows there are, a limit and an offset counted in.
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
        noted(self).untyped.count(db)
    }

    /// Whether there is a row.
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
        noted(self).untyped.exists(db)
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
    /// As [`all`](Self::all), and the first error of `visit`, which ends the reading.
    #[cfg_attr(feature = "probe", track_caller)]
    fn for_each(self, db: &Connection, visit: impl FnMut(Self::Shape) -> Result<()>) -> Result<()> {
        execute::for_each(db, noted(self), visit)
    }

    /// The rows one by one, read as the loop asks for them, without collecting them.
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
        Stream::of(db, noted(self))
    }

    /// The same rows, loaded as the shape `S`: to go on from here, or to read but one of them.
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
    fn shape<S: Load<Model = Self::Model>>(self) -> Query<Self::Model, S> {
        self.into_query().shaped()
    }

    /// All rows, loaded as the shape `S`, otherwise as [`all`](Self::all).
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
    /// As [`all`](Self::all); [`Error::Cardinality`], [`Error::Cycle`] and [`Error::TooDeep`] if the related
    /// rows are not as the shape has them.
    #[cfg_attr(feature = "probe", track_caller)]
    fn load<S: ShapeOf<Self::Model>>(self, db: &Connection) -> Result<Vec<S>> {
        execute::all(db, noted(self).shaped::<S>())
    }
}

/// The query that is about to run, noted by the probe if it reads a relation for one row.
#[inline]
#[cfg_attr(feature = "probe", track_caller)]
fn noted<T: Select>(select: T) -> Query<T::Model, T::Shape> {
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
