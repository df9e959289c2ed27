//! `belongs_to`: the owning side, whose table has the foreign key.

use std::marker::PhantomData;

use crate::{
    base::error::Result,
    model::Model,
    relation::{
        Relation,
        kinds::{BatchPlan, RelationConstant},
    },
    row::bind::Bind,
    schema::{access::Access, metadata::foreign_key::ForeignKey},
    statement::owning::OwningSql,
};

/// A relation that owns a foreign key: the near rows are children, the far row is their parent. Each
/// `belongs_to` is one.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::relation::{BelongsTo, Owning};
///
/// fn columns<R: Owning>(_: BelongsTo<R>) -> &'static [&'static str] {
///     R::FOREIGN_KEY.columns
/// }
/// assert_eq!(columns(Post::USER), ["user_id"]);
/// # Ok(()) }
/// ```
pub trait Owning: Relation {
    /// [`Required`] or [`Nullable`].
    type Nullability: Nullability;

    /// The foreign key, as it stands in the child's [`Table`](crate::schema::Table).
    const FOREIGN_KEY: &'static ForeignKey;

    #[doc(hidden)]
    fn write() -> &'static OwningSql {
        Self::sql().owning.get(OwningSql::of::<Self>)
    }

    /// Whether a column of the child's foreign key is NULL.
    #[doc(hidden)]
    fn is_null(_child: &Self::Near) -> bool {
        false
    }

    /// Binds the columns of the parent that the foreign key refers to.
    #[doc(hidden)]
    fn bind_parent(parent: &Self::Far, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// Makes the child's foreign key that of the parent.
    #[doc(hidden)]
    fn assign(child: &mut Self::Near, parent: &Self::Far);
}

/// A foreign key that can be NULL, since its field is an `Option`: what [`BelongsTo::unset`] and `remove`
/// need.
#[diagnostic::on_unimplemented(
    message = "the foreign key of relation `{Self}` cannot be NULL, so a child cannot be without its parent",
    label = "needs a nullable foreign key",
    note = "make the foreign key field an `Option`, or delete the child instead"
)]
pub trait NullableKey: Owning {
    /// Makes the child's foreign key NULL.
    #[doc(hidden)]
    fn unassign(child: &mut Self::Near);
}

/// A `create()` builder in state `Builder` whose foreign key this relation can fill in.
#[doc(hidden)]
pub trait PrefillKey<Builder>: Owning {
    /// The builder with the foreign key set.
    type Filled;

    /// Sets the foreign key to that of `parent`.
    fn fill(builder: Builder, parent: &Self::Far) -> Self::Filled;
}

/// Whether a foreign key may be NULL, and so what reading its parent yields: [`Required`] or [`Nullable`].
pub trait Nullability {
    /// The parent, or perhaps none.
    type Of<T>;

    #[doc(hidden)]
    fn read<T>(null: bool, load: impl FnOnce() -> Result<T>) -> Result<Self::Of<T>>;
}

/// Each child has a parent: [`get`](BelongsToHandle::get) yields it.
#[derive(Clone, Copy, Debug)]
pub enum Required {}

/// A child may be without a parent: [`get`](BelongsToHandle::get) yields an `Option`.
#[derive(Clone, Copy, Debug)]
pub enum Nullable {}

impl Nullability for Required {
    type Of<T> = T;

    fn read<T>(_null: bool, load: impl FnOnce() -> Result<T>) -> Result<T> {
        load()
    }
}

impl Nullability for Nullable {
    type Of<T> = Option<T>;

    fn read<T>(null: bool, load: impl FnOnce() -> Result<T>) -> Result<Option<T>> {
        if null { Ok(None) } else { load().map(Some) }
    }
}

/// A foreign key field that can hold a key of type `Key`: `Key` itself, or `Option<Key>`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a foreign key of type `{Self}` cannot refer to a key of type `{Key}`",
    label = "must be `{Key}` or `Option<{Key}>`"
)]
pub trait References<Key>: Sized {
    /// The foreign key that refers to `key`.
    fn referring_to(key: Key) -> Self;
}

impl<Key> References<Key> for Key {
    fn referring_to(key: Key) -> Self {
        key
    }
}

impl<Key> References<Key> for Option<Key> {
    fn referring_to(key: Key) -> Self {
        Some(key)
    }
}

/// The constant of a `belongs_to`, as `Post::USER`: it writes the foreign key of a row that exists.
#[derive(Clone, Copy, Debug, Default)]
pub struct BelongsTo<R>(PhantomData<R>);

impl<R: Owning> BelongsTo<R> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Owning> RelationConstant for BelongsTo<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        BatchPlan { access: Access::of(R::Far::TABLE, R::PATH.step(0).to[0]), exhaustive: false }
    }
}
