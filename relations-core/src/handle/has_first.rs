//! `has_one(… first(…))`: reading the first of the children of a row.

use std::convert::Infallible;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    handle::{
        children,
        near_row::NearRow,
        read::{self, select_by_relation},
    },
    model::{Model, key::IntoKey},
    relation::{
        inverse::{ChildCreate, Inverse},
        kinds::{HasFirst, PrefillKey},
        row_or_key::RowOrKey,
        start::FromKey,
    },
    write::builder::{EmptyBuilder, InsertHook},
};

/// A relation whose row can be replaced; none with `first(…)` is one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "relation `{Self}` leads to the first of several rows, which nothing replaces: their order decides which it is",
    label = "add a row with `create()`, or change or delete the first by a `has_many` or by itself"
)]
pub trait Replaceable {
    /// Proves that there is no such relation.
    const NEVER: Infallible;
}

/// The handle of the first of one row's children, as `user.latest()` returns it. No statement runs until a verb is
/// called.
///
/// Apart from [`get`](Self::get) it has the methods of [`Select`](crate::Select), which are all about the first child
/// alone: a filter does not find the next one.
///
/// ```
/// use relations::{Model, Schema, prelude::*, schema};
///
/// #[derive(Model)]
/// #[has_one(latest: Visit, first(day desc, id desc))]
/// struct Guest {
///     id: i64,
/// }
///
/// #[derive(Debug, Model, PartialEq)]
/// struct Visit {
///     id: i64,
///     #[belongs_to(guest: Guest)]
///     guest_id: i64,
///     day: i64,
/// }
///
/// const SCHEMA: Schema = schema![Guest, Visit];
///
/// # fn main() -> relations::Result<()> {
/// let db = relations::open_in_memory()?;
/// SCHEMA.create_all(&db)?;
/// let guest = Guest::create().insert(&db)?;
/// assert_eq!(guest.latest().get(&db)?, None);
/// let second = guest.latest().create().day(2).insert(&db)?;
/// guest.latest().create().day(1).insert(&db)?;
/// assert_eq!(guest.latest().get(&db)?, Some(second));
/// assert!(!guest.latest().filter(Visit::DAY.eq(1)).exists(&db)?);
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct HasFirstHandle<'n, R: Inverse> {
    near: NearRow<'n, R>,
}

impl<'n, R: Inverse> HasFirstHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near: NearRow::Row(near) }
    }

    /// Reads the first child, if there is one. Among children that the order takes for equal, the primary key decides, in
    /// the direction of the last field of the order.
    ///
    /// # Errors
    ///
    /// The errors that SQLite reports.
    #[cfg_attr(feature = "probe", track_caller)]
    pub fn get(self, db: &Connection) -> Result<Option<R::Far>> {
        #[cfg(feature = "probe")]
        crate::probe::Origin::new::<R>().record();
        read::at_most_one::<R>(&self.near, db)
    }

    /// Begins a new child: returns its `create()` builder with the foreign key filled in. It is one child more, and the
    /// first only if the order says so.
    #[must_use = "nothing is inserted until `insert` is called"]
    pub fn create(self) -> ChildCreate<R>
    where
        R::Owning: PrefillKey<<R::Far as Model>::Create>,
        <R::Far as Model>::Create: EmptyBuilder<Model = R::Far>,
    {
        children::create::<R>(self.near, InsertHook::none())
    }

    /// Replaces no child: see [`create`](Self::create).
    #[doc(hidden)]
    pub fn replace(self) -> ChildCreate<R>
    where
        R: Replaceable,
        R::Owning: PrefillKey<<R::Far as Model>::Create>,
    {
        match R::NEVER {}
    }

    /// Sets no child: see [`create`](Self::create).
    #[doc(hidden)]
    pub fn set<Child>(self, _db: &Connection, _child: Child) -> Result<()>
    where
        R: Replaceable,
    {
        match R::NEVER {}
    }

    /// Returns `true` if the database has `child`, a row or its key, as the first child of this row.
    ///
    /// # Errors
    ///
    /// The errors that SQLite reports.
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn contains(self, db: &Connection, child: impl RowOrKey<R::Far>) -> Result<bool> {
        children::contains::<R>(db, &self.near, &|bind| child.bind(bind))
    }
}

impl<R: Inverse> HasFirst<R> {
    /// Returns the handle of the row with this key, with the verbs of `user.latest()`. The row is not read: if there is
    /// none, there is no child to read.
    ///
    /// Only where the foreign key refers to the primary key; the children of another column, by `references = …`, are
    /// those of a row.
    pub fn of<Kind>(self, key: impl IntoKey<R::Near, Kind>) -> HasFirstHandle<'static, R>
    where
        R::Start: FromKey<R::Near, R>,
    {
        HasFirstHandle { near: NearRow::of(key) }
    }
}

select_by_relation!(HasFirstHandle, Inverse);
