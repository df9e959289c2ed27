//! Pages of rows: [`Paged`] reads one, [`Page`] is what it reads.

use rusqlite::Connection;

use crate::{
    base::error::{Result, sqlite},
    load::page,
    model::{Model, load::Load, select_list::SelectList, source::Source as _},
    query::{
        Query, Statement,
        page::{
            cursor::Cursor,
            start::{PagedStart, Start},
        },
    },
};

/// A query for one page of rows, as [`Select::page`](crate::Select::page) begins it.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let busiest = User::query().order_by(User::POSTS.count().desc()).order_by(User::NAME.asc());
/// let first = busiest.clone().page(1).with_total().read(&db)?;
/// assert_eq!((first.rows, first.total), (vec![alice], Some(2)));
/// let second = busiest.page(1).after(first.next).read(&db)?;
/// assert_eq!((second.rows, second.next), (vec![bob], None));
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a page does nothing until it is read"]
pub struct Paged<M, S = M> {
    query: Query<M, S>,
    size: u64,
    counted: bool,
}

impl<M, S> Clone for Paged<M, S> {
    fn clone(&self) -> Self {
        Self { query: self.query.clone(), size: self.size, counted: self.counted }
    }
}

/// The rows of a page, and what leads to the next one. See [`Paged::read`].
///
/// With the feature `serde` it is an object with the fields `rows`, `next` and `total`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<S> {
    /// The rows, in the order of the query.
    pub rows: Vec<S>,
    /// The place where the next page begins; `None` on the last page.
    pub next: Option<Cursor>,
    /// The number of rows of all pages, if [`with_total`](Paged::with_total) asked for it.
    pub total: Option<u64>,
}

impl<M: Model, S: Load<Model = M>> Paged<M, S> {
    /// Begins a page of this query.
    pub(crate) fn of(mut query: Query<M, S>, size: u64) -> Self {
        if !query.untyped.start.is_given() {
            query.untyped.start = Start::First;
        }
        Self { query, size, counted: false }
    }

    /// Begins the page behind `place`: a [`Cursor`], an `Option` of one, which is `None` for the first page, or a row, as
    /// [`Select::after`](crate::Select::after).
    pub fn after(mut self, place: impl PagedStart<M>) -> Self {
        self.query.untyped.start = place.into_place().0;
        self
    }

    /// Counts the rows of all pages too, by one more statement: [`Page::total`]. It reads all rows that the filters
    /// find, however small the page is.
    pub const fn with_total(mut self) -> Self {
        self.counted = true;
        self
    }

    /// Reads the page. One row more than it has is asked for, which shows whether there is a next page. With a total, and
    /// for a shape with relations, all statements see the database at one moment.
    ///
    /// # Errors
    ///
    /// [`Error::Cursor`](crate::Error::Cursor) if the cursor was made for another order;
    /// [`Error::Query`](crate::Error::Query) for a page of no rows; otherwise as [`Select::all`](crate::Select::all).
    #[cfg_attr(feature = "probe", track_caller)]
    pub fn read(self, db: &Connection) -> Result<Page<S>> {
        #[cfg(feature = "probe")]
        if let Some(origin) = self.query.untyped.origin {
            origin.record();
        }
        if self.size == 0 {
            return Err(sqlite::unsupported("a page of 0 rows leads nowhere: ask for one row or more"));
        }
        let (rows, next, total) = page::read(db, self.query, self.size, self.counted)?;
        Ok(Page { rows, next, total })
    }

    /// Returns the SQL and the values that [`read`](Self::read) would run for the rows, without running it, otherwise as
    /// [`Query::statement`].
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = User::query().order_by(User::NAME.asc()).page(20).statement()?;
    /// assert!(statement.sql.ends_with(r#" ORDER BY t."name", t."id" LIMIT +?"#));
    /// assert_eq!(statement.values, [21.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Cursor`](crate::Error::Cursor) and [`Error::Encode`](crate::Error::Encode), as `read`.
    pub fn statement(&self) -> Result<Statement> {
        let mut query = self.query.untyped.clone();
        query.limit = Some(self.size.saturating_add(1));
        let mut columns = SelectList::of("t");
        let sources = S::sources();
        sources.columns(&mut columns);
        sources.near(&mut columns);
        query.sql_of_page(&mut columns).map(|page| page.sql.into())
    }
}

#[cfg(feature = "serde")]
impl<S: serde::Serialize> serde::Serialize for Page<S> {
    fn serialize<T: serde::Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        use serde::ser::SerializeStruct as _;

        let mut page = serializer.serialize_struct("Page", 3)?;
        page.serialize_field("rows", &self.rows)?;
        page.serialize_field("next", &self.next)?;
        page.serialize_field("total", &self.total)?;
        page.end()
    }
}
