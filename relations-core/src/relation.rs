//! Relations as types: a marker for each, by the traits of its kind, and the constants of models that name it.
//!
//! `resolve` finds the other end of a relation at compile time, and `predicate` makes conditions of relations. Uses models and
//! expressions. What is done with a relation is in `handle`.

pub(crate) mod belongs_to;
pub(crate) mod has_many;
pub(crate) mod has_one;
pub(crate) mod inverse;
pub(crate) mod junction;
pub(crate) mod kinds;
pub(crate) mod many_to_many;
pub(crate) mod predicate;
pub mod resolve;
pub(crate) mod statements;
pub(crate) mod through;

use crate::{
    model::Model,
    row::bind::Bind,
    schema::{
        column_type::ColumnType,
        metadata::{relation::OrderTerm, table::Table},
    },
    statement::reading::RelationSql,
};

pub use crate::relation::{
    belongs_to::{BelongsTo, Nullability, Nullable, NullableKey, Owning, References, Required},
    has_many::HasMany,
    has_one::HasOne,
    inverse::{ChildCreate, Inverse},
    junction::{GeneratedJunction, Linking, LinkingByModel, ModelJunction},
    kinds::RelationConstant,
    many_to_many::ManyToMany,
    predicate::{RelatedCount, ToMany, ToOne},
    through::HasManyThrough,
};
pub use crate::schema::metadata::path::{End, Path, Step};

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
    type Type: crate::schema::column_type::scalars::Scalar + Clone;

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

/// The junction table of a relation, as a [`Step`] tells it.
#[doc(hidden)]
#[must_use]
pub fn junction_of<R: Linking>() -> &'static Table {
    R::JUNCTION
}

impl Bind<'_, '_> {
    /// Binds a column that a foreign key refers to.
    #[inline]
    pub fn key_part<M: KeyPart<I>, const I: usize>(&mut self, row: &M) -> &mut Self {
        self.encoded(row.key_part().encode())
    }
}
