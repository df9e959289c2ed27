//! Relations as types: each has a marker type, which implements the traits of its kind, and a constant of its
//! model.
//!
//! `resolve` finds the other end of a relation at compile time, and `predicate` makes conditions of
//! relations. Uses models and expressions. The verbs of relations are in `handle`.

pub(crate) mod condition;
pub(crate) mod filter;
pub(crate) mod inverse;
pub(crate) mod junction;
pub(crate) mod kinds;
pub(crate) mod one_of;
pub(crate) mod ordered;
pub(crate) mod predicate;
pub(crate) mod related_count;
#[doc(hidden)]
pub mod resolve;
pub(crate) mod row_or_key;
pub(crate) mod start;
pub(crate) mod statements;
pub(crate) mod tree;

use crate::{
    model::Model,
    row::bind::Bind,
    schema::{
        column_type::{ColumnType, scalars::Scalar},
        metadata::{relation::OrderTerm, table::Table},
    },
    statement::reading::RelationSql,
};

#[doc(hidden)]
pub use crate::relation::{
    filter::{AtBetween, AtFar, EitherFilter, FarFilter, FilterOf, FilterOfEither},
    one_of::{HasMember, LeadsTo, MemberAt, OneOfAt, VisitKey, VisitMember},
    start::{FromKey, KeyAt, OwnForeignKey, ParentKey, PrimaryKey, Referred, Start},
    statements::select_links,
};
#[doc(hidden)]
pub use crate::schema::metadata::layer::{FilterSql, Layer, LayerKind, StepFilter};
pub use crate::{
    relation::{
        inverse::{ChildCreate, Inverse},
        junction::{GeneratedJunction, Linking, LinkingByModel, ModelJunction},
        kinds::*,
        one_of::{BelongsToOneOf, OneOf, OneOfValue, OptionalOneOf, To},
        ordered::{IntegerPosition, Ordered, PositionColumn, SolePosition},
        predicate::{ToMany, ToOne},
        related_count::RelatedCount,
        row_or_key::{RowMutOrKey, RowOrKey},
        tree::{Ancestors, Descendants, Recursive, ToItself, TreeModel, TreeRelation},
    },
    schema::metadata::path::{End, Path, Step, TreePath},
};

/// A relation as the derive declares it, from rows of the near model to rows of the far model.
///
/// Each relation has a marker type that implements this trait: `R` in `HasMany<R>`, the type of
/// `User::POSTS`. Code that is generic over relations takes the marker by such a constant.
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
    /// The model that the relation leads to.
    type Far: Model;

    /// The columns of the near row at which the path begins.
    #[doc(hidden)]
    type Start: Start;

    /// The name of the relation and of its accessor: `"posts"`.
    const NAME: &'static str;

    /// The tables on the path to the far rows, the far table last, with the columns that join them.
    const PATH: Path;

    /// The order of the far rows, as `order_by(…)` declares it; empty without one.
    const ORDER: &'static [OrderTerm] = &[];

    /// Returns the fixed statements of the relation.
    #[doc(hidden)]
    fn sql() -> &'static RelationSql;

    /// Binds the near row's columns from which the path begins.
    #[doc(hidden)]
    fn bind_near(near: &Self::Near, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

/// A model whose `I`th relation of [`Model::RELATIONS`] is known as a type.
#[doc(hidden)]
pub trait RelationAt<const I: usize> {
    /// The marker of that relation.
    type Relation: Relation;
}

/// A model whose `I`th column of [`Model::KEY_COLUMNS`], to which a foreign key may refer, is known as a
/// type.
#[doc(hidden)]
pub trait KeyPart<const I: usize> {
    /// The model, by a path that exists only if the column does.
    type Owner: Model;

    /// The type of the column.
    type Type: Scalar + Clone;

    /// Returns the column's value in this row.
    fn key_part(&self) -> &Self::Type;
}

/// Clones the value of a column that a foreign key may refer to. Generated code does not clone it itself, so
/// that a type that is not `Clone` is reported once, at the [column](KeyPart::Type).
#[doc(hidden)]
#[inline]
pub fn key_part<M: KeyPart<I>, const I: usize>(row: &M) -> M::Type {
    clone_part::<M, I>(row.key_part())
}

/// Clones a value as [`key_part`] does.
#[inline]
fn clone_part<M: KeyPart<I>, const I: usize>(value: &M::Type) -> M::Type {
    value.clone()
}

/// Returns the junction table of a relation, for a [`Step`] to refer to.
#[doc(hidden)]
#[must_use]
pub fn junction_of<R: Linking>() -> &'static Table {
    R::JUNCTION
}

impl Bind<'_, '_> {
    /// Binds the value of a column that a foreign key refers to.
    #[inline]
    fn part<M: KeyPart<I>, const I: usize>(&mut self, value: &M::Type) -> &mut Self {
        self.encoded(value.encode())
    }
}
