//! `belongs_to`: the owning side of a relation, whose table has the foreign key.

use std::marker::PhantomData;

use crate::{
    base::error::{Error, Result},
    model::Model,
    relation::{
        Relation,
        kinds::{BatchPlan, RelationConstant},
        start::{OwnForeignKey, ParentKey, Start},
    },
    schema::{access::Access, metadata::foreign_key::ForeignKey},
    statement::owning::OwningSql,
};

/// A relation that owns a foreign key, as each `belongs_to` does: the near rows are children, the far row is
/// their parent.
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
pub trait Owning: Relation<Start = OwnForeignKey> {
    /// The kind of foreign key: [`Required`] or [`Nullable`], or [`Filtered`] if the relation leaves only some parents.
    type Nullability: Nullability;

    /// The marker of the first column that a new child must have, in messages of the compiler.
    #[doc(hidden)]
    type Column;

    /// The columns of the parent that the foreign key refers to.
    #[doc(hidden)]
    type Parent: ParentKey<Model = Self::Far>;

    /// The foreign key, as the child's [`Table`](crate::schema::Table) has it.
    const FOREIGN_KEY: &'static ForeignKey;

    /// Returns the fixed statements that write the foreign key.
    #[doc(hidden)]
    fn write() -> &'static OwningSql {
        Self::sql().owning.get(OwningSql::of::<Self>)
    }

    /// Returns `true` if a column of the child's foreign key is NULL.
    #[doc(hidden)]
    fn is_null(_child: &Self::Near) -> bool {
        false
    }

    /// Sets the child's foreign key, in the struct, to these values of the parent.
    #[doc(hidden)]
    fn assign(child: &mut Self::Near, parent: ParentValue<Self>);
}

/// A relation whose foreign key can be NULL, since its field is an `Option`. [`BelongsTo::unset`] and
/// `remove` need it.
#[diagnostic::on_unimplemented(
    message = "the foreign key of relation `{Self}` cannot be NULL, so a child cannot be without its parent",
    label = "needs a nullable foreign key",
    note = "make the foreign key field an `Option`, or delete the child instead; a member of a `one_of` that is not `optional` \
            gives way to another"
)]
pub trait NullableKey: Owning {
    /// Sets the child's foreign key, in the struct, to NULL.
    #[doc(hidden)]
    fn unassign(child: &mut Self::Near);
}

/// A relation that can fill in the foreign key of a `create()` builder in the state `Builder`.
#[doc(hidden)]
pub trait PrefillKey<Builder>: Owning {
    /// The builder with the foreign key set.
    type Filled;

    /// Sets the foreign key to these values of the parent.
    fn fill(builder: Builder, parent: ParentValue<Self>) -> Self::Filled;
}

/// The values of the columns that the foreign key of a relation refers to.
type ParentValue<R> = <<R as Owning>::Parent as Start>::Value;

/// The nullability of a foreign key, [`Required`] or [`Nullable`], or [`Filtered`], which decides what reading
/// the parent yields.
pub trait Nullability {
    /// The parent `T`, or an `Option` of it.
    type Of<T>;

    /// Loads the parent, unless the foreign key is NULL. `missing` makes the error that there is none.
    #[doc(hidden)]
    fn read<T>(
        null: bool,
        load: impl FnOnce() -> Result<Option<T>>,
        missing: impl FnOnce() -> Error,
    ) -> Result<Self::Of<T>>;
}

/// The nullability of a foreign key that is never NULL: [`get`](crate::handle::BelongsToHandle::get) yields
/// the parent.
#[derive(Clone, Copy, Debug)]
pub enum Required {}

/// The nullability of a foreign key that may be NULL: [`get`](crate::handle::BelongsToHandle::get) yields an
/// `Option`.
#[derive(Clone, Copy, Debug)]
pub enum Nullable {}

/// The nullability of a relation that has a `filter`, whatever the foreign key is: the parent may not meet it, and
/// [`get`](crate::handle::BelongsToHandle::get) yields an `Option`.
#[derive(Clone, Copy, Debug)]
pub enum Filtered {}

impl Nullability for Required {
    type Of<T> = T;

    fn read<T>(
        _null: bool,
        load: impl FnOnce() -> Result<Option<T>>,
        missing: impl FnOnce() -> Error,
    ) -> Result<T> {
        load()?.ok_or_else(missing)
    }
}

impl Nullability for Nullable {
    type Of<T> = Option<T>;

    fn read<T>(
        null: bool,
        load: impl FnOnce() -> Result<Option<T>>,
        missing: impl FnOnce() -> Error,
    ) -> Result<Option<T>> {
        if null { Ok(None) } else { load()?.ok_or_else(missing).map(Some) }
    }
}

impl Nullability for Filtered {
    type Of<T> = Option<T>;

    fn read<T>(
        null: bool,
        load: impl FnOnce() -> Result<Option<T>>,
        _missing: impl FnOnce() -> Error,
    ) -> Result<Option<T>> {
        if null { Ok(None) } else { load() }
    }
}

/// A foreign key field that can hold a key of type `Key`: `Key` itself, or `Option<Key>`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a foreign key of type `{Self}` cannot refer to a key of type `{Key}`",
    label = "must be `{Key}` or `Option<{Key}>`"
)]
pub trait References<Key>: Sized {
    /// Returns the foreign key that refers to `key`.
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

/// The constant of a `belongs_to`, as `Post::USER`. It sets and unsets the parent of a row that exists; the
/// parent is read by the accessor, `post.user()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BelongsTo<R>(PhantomData<R>);

impl<R: Owning> BelongsTo<R> {
    /// Creates the constant.
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
