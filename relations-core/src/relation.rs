//! Relations: what the constants of a model hold, and the handles that its accessors return.

mod belongs_to;
mod has;
mod has_many;
mod has_one;
mod key_set;
mod many_to_many;
mod predicate;
mod through;

#[doc(hidden)]
pub mod resolve;

use rusqlite::Connection;

pub use self::{
    belongs_to::{
        BelongsTo, BelongsToHandle, Fill, Nullability, Nullable, NullableKey, Owning, References, Required,
    },
    has::{ChildCreate, Inverse},
    has_many::{Changes, HasMany, HasManyHandle},
    has_one::{HasOne, HasOneHandle},
    many_to_many::{
        BeginLink, GeneratedJunction, Linking, LinkingByModel, ManyToMany, ManyToManyHandle, ModelJunction,
        Pairing,
    },
    predicate::{RelatedCount, ToMany, ToOne},
    through::{HasManyThrough, HasManyThroughHandle},
};
use crate::{
    bind::{self, Bind},
    diagnose::Touched,
    error::Result,
    model::Model,
    query::Query,
    run,
    schema::{OrderTerm, Table},
    statement::RelationSql,
};

/// A relation as the derive declares it: from rows of the near model to rows of the far one.
///
/// Implemented by a marker type per relation, behind the constants and accessors of the model: `R` in
/// `HasMany<R>`, the type of `User::POSTS`. Code over relations of any model takes it by such a constant.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::relation::{Linking, ManyToMany, Relation};
///
/// fn tables<R: Linking>(_: ManyToMany<R>) -> Vec<&'static str> {
///     (0..R::PATH.len()).map(|at| R::PATH.step(at).table).collect()
/// }
/// assert_eq!(tables(User::ADDRESSES), ["user_address_association", "address"]);
/// # Ok(()) }
/// ```
pub trait Relation: Sized + 'static {
    /// The model that declares the relation.
    type Near: Model;
    /// The model that it leads to.
    type Far: Model;

    /// The name of the relation, which is that of its accessor: `"posts"`.
    const NAME: &'static str;

    /// The tables on the way, the far one last, with the columns that join them.
    const PATH: Path;

    /// The declared order of the far rows, from `order_by(…)`; none if there is none.
    const ORDER: &'static [OrderTerm] = &[];

    #[doc(hidden)]
    fn sql() -> &'static RelationSql;

    /// Binds the near row's columns where the path begins.
    #[doc(hidden)]
    fn bind_near(near: &Self::Near, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

/// The `I`th of [`Model::RELATIONS`], as a type.
#[doc(hidden)]
pub trait RelationAt<const I: usize> {
    /// The marker of that relation.
    type Relation: Relation;
}

/// The `I`th of [`Model::KEY_COLUMNS`]: a column that a foreign key may refer to.
#[doc(hidden)]
pub trait KeyPart<const I: usize> {
    /// The model, by a path that exists only if the column does.
    type Owner: Model;

    /// The type of the column.
    type Type: crate::column_type::Scalar + Clone;

    /// The column's value in this row.
    fn key_part(&self) -> &Self::Type;
}

/// Clones a column that a foreign key may refer to. Generated code does not clone it itself, so that a type that is not
/// `Clone` is told of once, at the [column](KeyPart::Type).
#[doc(hidden)]
#[inline]
pub fn key_part<M: KeyPart<I>, const I: usize>(row: &M) -> M::Type {
    row.key_part().clone()
}

/// One table on the way of a relation: `Post::TABLE.foreign_keys` tells the same of a single foreign key.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The table that the step arrives at.
    pub table: &'static str,
    /// The columns of the table before, …
    pub from: &'static [&'static str],
    /// … and those of this table that are equal to them.
    pub to: &'static [&'static str],
    /// At which end of the foreign key the step arrives.
    pub end: End,
    /// The table as data. Behind a function, since two tables can lead to each other.
    #[doc(hidden)]
    pub of: fn() -> &'static Table,
}

/// An end of a foreign key. See [`Step::end`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The row that is referred to.
    Parent,
    /// The rows that refer to it.
    Children,
}

impl Step {
    /// What the two sides of an equation are, those `to` this table and those `from` the table before: SQLite compares by the
    /// collating sequence of the left side, and a foreign key [by that of the
    /// parent](https://sqlite.org/foreignkeys.html#fk_indexes), which therefore stands there.
    pub(crate) fn parent_first<T>(&self, to: T, from: T) -> (T, T) {
        match self.end {
            End::Parent => (to, from),
            End::Children => (from, to),
        }
    }
}

/// The junction table of a relation, as a [`Step`] tells it.
#[doc(hidden)]
#[must_use]
pub fn junction_of<R: Linking>() -> &'static Table {
    R::JUNCTION
}

/// The way of a relation through the tables: one step for each. See [`Relation`] for its use.
#[derive(Clone, Copy, Debug)]
pub enum Path {
    /// These steps, at least one.
    Steps(&'static [Step]),
    /// The first way, then the second.
    Joined(&'static Path, &'static Path),
}

impl Path {
    /// How many steps the way has: one to a parent or child, two across a junction table.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a way has at least one step")]
    pub const fn len(&self) -> usize {
        match self {
            Self::Steps(steps) => steps.len(),
            Self::Joined(first, second) => first.len() + second.len(),
        }
    }

    /// The step at this place, counted from 0.
    ///
    /// # Panics
    ///
    /// When the way is shorter.
    #[must_use]
    pub const fn step(&self, at: usize) -> Step {
        match self {
            Self::Steps(steps) => steps[at],
            Self::Joined(first, second) if at < first.len() => first.step(at),
            Self::Joined(first, second) => second.step(at - first.len()),
        }
    }
}

/// All far rows of `near`, by the relation's fixed statement.
fn all<R: Relation>(near: &R::Near, db: &Connection) -> Result<Vec<R::Far>> {
    let bind = |bind: &mut Bind<'_, '_>| R::bind_near(near, bind);
    run::all(db, Touched::along::<R>(), &R::sql().all(), &bind)
}

/// The first far row of `near`.
fn first<R: Relation>(near: &R::Near, db: &Connection) -> Result<Option<R::Far>> {
    let bind = |bind: &mut Bind<'_, '_>| R::bind_near(near, bind);
    run::first(db, Touched::along::<R>(), &R::sql().first(), &bind)
}

/// Hands each far row of `near` to `visit`.
fn for_each<R: Relation>(
    near: &R::Near,
    db: &Connection,
    mut visit: impl FnMut(R::Far) -> Result<()>,
) -> Result<()> {
    let bind = |bind: &mut Bind<'_, '_>| R::bind_near(near, bind);
    run::rows(db, Touched::along::<R>(), &R::sql().all(), bind, |row| visit(R::Far::from_row(row, 0)?))
}

/// How many far rows `near` has.
fn count<R: Relation>(near: &R::Near, db: &Connection) -> Result<u64> {
    run::count(db, Touched::along::<R>(), &R::sql().count(), |bind| R::bind_near(near, bind))
}

/// Whether `near` has a far row.
fn exists<R: Relation>(near: &R::Near, db: &Connection) -> Result<bool> {
    run::exists(db, Touched::along::<R>(), &R::sql().exists(), |bind| R::bind_near(near, bind))
}

/// A query of the far rows of `near`, to narrow further.
fn query<R: Relation>(near: &R::Near) -> Query<R::Far> {
    let query = Query::of_relation(R::sql(), bind::few(|bind| R::bind_near(near, bind)));
    #[cfg(feature = "probe")]
    let query = query.read_along(crate::probe::Origin::of::<R>());
    query
}

/// Implements [`Select`](crate::Select) for a handle: the plain readings by fixed statements, everything
/// else as a query.
macro_rules! select_by_relation {
    ($handle:ident, $relation:ident) => {
        impl<R: $relation> crate::query::Select for $handle<'_, R> {
            type Model = R::Far;
            type Shape = R::Far;

            fn into_query(self) -> crate::query::Query<R::Far> {
                crate::relation::query::<R>(self.near)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn all(self, db: &rusqlite::Connection) -> crate::error::Result<Vec<R::Far>> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::of::<R>().read();
                crate::relation::all::<R>(self.near, db)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn first(self, db: &rusqlite::Connection) -> crate::error::Result<Option<R::Far>> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::of::<R>().read();
                crate::relation::first::<R>(self.near, db)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn for_each(
                self,
                db: &rusqlite::Connection,
                visit: impl FnMut(R::Far) -> crate::error::Result<()>,
            ) -> crate::error::Result<()> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::of::<R>().read();
                crate::relation::for_each::<R>(self.near, db, visit)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn count(self, db: &rusqlite::Connection) -> crate::error::Result<u64> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::of::<R>().read();
                crate::relation::count::<R>(self.near, db)
            }

            #[cfg_attr(feature = "probe", track_caller)]
            fn exists(self, db: &rusqlite::Connection) -> crate::error::Result<bool> {
                #[cfg(feature = "probe")]
                crate::probe::Origin::of::<R>().read();
                crate::relation::exists::<R>(self.near, db)
            }
        }
    };
}

use select_by_relation;
