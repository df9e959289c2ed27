//! Relations as what fills a shape's fields.

use std::{marker::PhantomData, vec};

use rusqlite::Row;

use super::{
    Load,
    group::{Groups, Manner, counts, groups},
    reader::Loader,
    source::{Columns, Source},
    statement::Access,
};
use crate::{
    error::{Error, Result},
    model::Model,
    query::{Query, Select},
    relation::{
        BelongsTo, HasMany, HasManyThrough, HasOne, Inverse, Linking, LinkingByModel, ManyToMany, Nullable,
        Owning, Relation, Required,
    },
};

/// A shape of the model `M`, or `M` itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no shape of `{M}`",
    label = "the relation leads to `{M}`",
    note = "load the related rows as `{M}`, or as a struct with `#[derive(Load)]` and `#[load({M})]`"
)]
pub trait ShapeOf<M> {}

impl<S: Load> ShapeOf<S::Model> for S {}

/// What the far rows of relation `R` can be loaded as: a shape of their model; of a junction that is a model,
/// also the pair of such a shape and one of the junction.
#[doc(hidden)]
pub trait FarShape<R: Relation>: Sized + 'static {
    type Values;

    fn sources() -> impl Source<Self::Values>;

    fn from_values(values: Self::Values) -> Self;
}

impl<R: Relation, S: Load + ShapeOf<R::Far>> FarShape<R> for S {
    type Values = S::Values;

    fn sources() -> impl Source<S::Values> {
        S::sources()
    }

    #[inline]
    fn from_values(values: S::Values) -> Self {
        <S as Load>::from_values(values)
    }
}

impl<R, S, J> FarShape<R> for (S, J)
where
    R: LinkingByModel,
    S: Load + ShapeOf<R::Far>,
    J: Load + ShapeOf<R::JunctionModel>,
{
    type Values = (S::Values, J::Values);

    fn sources() -> impl Source<Self::Values> {
        (S::sources(), OfJunction(J::sources()))
    }

    #[inline]
    fn from_values((far, link): Self::Values) -> Self {
        (S::from_values(far), J::from_values(link))
    }
}

/// Sources of the junction's rows rather than of the far rows.
struct OfJunction<S>(S);

impl<V, S: Source<V>> Source<V> for OfJunction<S> {
    type Row = S::Row;
    type Related = S::Related;

    fn columns(&self, columns: &mut Columns) {
        columns.of_alias("j");
        self.0.columns(columns);
        columns.of_alias("t");
    }

    fn near(&self, columns: &mut Columns) {
        columns.of_alias("j");
        self.0.near(columns);
        columns.of_alias("t");
    }

    #[inline]
    fn read(&self, row: &Row<'_>, at: &mut usize) -> Result<Self::Row> {
        self.0.read(row, at)
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        self.0.relate(loader)
    }

    fn unrelated(&self) -> Option<Self::Related> {
        self.0.unrelated()
    }

    #[inline]
    fn value(row: Self::Row, related: &mut Self::Related) -> V {
        S::value(row, related)
    }
}

/// The constant of a relation, perhaps narrowed to some of its rows.
#[doc(hidden)]
pub trait Related {
    type Relation: Relation;

    /// How the related rows are read together.
    fn manner() -> Manner;

    /// The query that they are narrowed by.
    fn narrowed(&self) -> Option<Query<<Self::Relation as Relation>::Far>> {
        None
    }
}

impl<R: Inverse> Related for HasMany<R> {
    type Relation = R;

    fn manner() -> Manner {
        of_children::<R>()
    }
}

impl<R: Inverse> Related for HasOne<R> {
    type Relation = R;

    fn manner() -> Manner {
        of_children::<R>()
    }
}

fn of_children<R: Inverse>() -> Manner {
    Manner { access: Access::of(R::Far::TABLE, R::PATH.step(0).to[0]), exhaustive: true }
}

impl<R: Linking> Related for ManyToMany<R> {
    type Relation = R;

    fn manner() -> Manner {
        Manner { access: Access::of(R::JUNCTION, R::PATH.step(0).to[0]), exhaustive: true }
    }
}

impl<R: Relation> Related for HasManyThrough<R> {
    type Relation = R;

    fn manner() -> Manner {
        Manner { access: Access::Unknown, exhaustive: false }
    }
}

impl<R: Owning> Related for BelongsTo<R> {
    type Relation = R;

    fn manner() -> Manner {
        Manner { access: Access::of(R::Far::TABLE, R::PATH.step(0).to[0]), exhaustive: false }
    }
}

/// A relation narrowed to some of its rows by `#[load(with = …)]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Narrowed<C, F> {
    narrow: F,
    constant: PhantomData<C>,
}

/// The relation of this constant, its rows narrowed by `narrow`.
#[doc(hidden)]
pub fn with<C, S, F>(_constant: C, narrow: F) -> Narrowed<C, F>
where
    C: Related,
    S: Select<Model = <C::Relation as Relation>::Far>,
    F: Fn(Query<<C::Relation as Relation>::Far>) -> S,
{
    Narrowed { narrow, constant: PhantomData }
}

impl<C, S, F> Related for Narrowed<C, F>
where
    C: Related,
    S: Select<Model = <C::Relation as Relation>::Far>,
    F: Fn(Query<<C::Relation as Relation>::Far>) -> S,
{
    type Relation = C::Relation;

    fn manner() -> Manner {
        C::manner()
    }

    fn narrowed(&self) -> Option<Query<<C::Relation as Relation>::Far>> {
        Some((self.narrow)(Query::of_table()).into_query().shaped())
    }
}

/// A relation to many rows of which only the number is loaded, by `#[load(count = …)]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Counted<C>(C);

/// The number of rows of the relation `constant`.
#[doc(hidden)]
pub const fn count<C: Related>(constant: C) -> Counted<C> {
    Counted(constant)
}

/// A type that a number of rows fits into.
#[diagnostic::on_unimplemented(
    message = "the number of related rows is not of type `{Self}`",
    label = "must be `i64`, `u64` or `usize`"
)]
pub trait Counts: Sized {
    #[doc(hidden)]
    fn of_count(count: i64) -> Self;
}

impl Counts for i64 {
    fn of_count(count: i64) -> Self {
        count
    }
}

impl Counts for u64 {
    fn of_count(count: i64) -> Self {
        count.unsigned_abs()
    }
}

impl Counts for usize {
    fn of_count(count: i64) -> Self {
        // Only so many rows as fit into memory are counted on a machine of 32 bits.
        Self::try_from(count).unwrap_or(Self::MAX)
    }
}

/// What all relations have in common as a [`Source`]: no columns of their own, and one item for each row.
macro_rules! related {
    ($constant:ty, $item:ty) => {
        type Row = ();
        type Related = vec::IntoIter<$item>;

        fn columns(&self, _columns: &mut Columns) {}

        fn near(&self, columns: &mut Columns) {
            columns.push_near(near::<$constant>());
        }

        #[inline]
        fn read(&self, _row: &Row<'_>, _at: &mut usize) -> Result<()> {
            Ok(())
        }

        fn unrelated(&self) -> Option<Self::Related> {
            None
        }
    };
}

/// A relation to many rows, narrowed or not.
#[doc(hidden)]
pub trait Many: Related {}

impl<R: Inverse> Many for HasMany<R> {}
impl<R: Linking> Many for ManyToMany<R> {}
impl<R: Relation> Many for HasManyThrough<R> {}
impl<C: Many, F> Many for Narrowed<C, F> where Self: Related<Relation = C::Relation> {}

/// A relation to one row or none, narrowed or not.
#[doc(hidden)]
pub trait MaybeOne: Related {}

impl<R: Inverse> MaybeOne for HasOne<R> {}
impl<C: MaybeOne, F> MaybeOne for Narrowed<C, F> where Self: Related<Relation = C::Relation> {}

/// The columns that the related rows are found by.
fn near<C: Related>() -> &'static [&'static str] {
    <C::Relation as Relation>::PATH.step(0).from
}

impl<C: Many, T: FarShape<C::Relation>> Source<Vec<T>> for C {
    related!(C, Vec<T>);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let Groups { groups, .. } =
            groups::<C::Relation, T, Vec<T>>(loader, C::manner(), self.narrowed().as_ref())?;
        Ok(groups.into_iter())
    }

    #[inline]
    fn value((): (), related: &mut Self::Related) -> Vec<T> {
        related.next().unwrap_or_default()
    }
}

impl<C: MaybeOne, T: FarShape<C::Relation>> Source<Option<T>> for C {
    related!(C, Option<T>);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let Groups { groups, .. } =
            groups::<C::Relation, T, Option<T>>(loader, C::manner(), self.narrowed().as_ref())?;
        Ok(groups.into_iter())
    }

    #[inline]
    fn value((): (), related: &mut Self::Related) -> Option<T> {
        related.next().flatten()
    }
}

/// How the parent of a row fills a field of type `T`: as itself, or as an `Option` where there may be none.
#[doc(hidden)]
pub trait Parent<R: Relation, T> {
    type Shape: FarShape<R>;

    /// The field; `None` if the parent is missing though it is required.
    fn fill(parent: Option<Self::Shape>) -> Option<T>;
}

impl<R: Relation, T: FarShape<R>> Parent<R, T> for Required {
    type Shape = T;

    fn fill(parent: Option<T>) -> Option<T> {
        parent
    }
}

impl<R: Relation, T: FarShape<R>> Parent<R, Option<T>> for Nullable {
    type Shape = T;

    fn fill(parent: Option<T>) -> Option<Option<T>> {
        Some(parent)
    }
}

impl<R, T> Source<T> for BelongsTo<R>
where
    R: Owning,
    R::Nullability: Parent<R, T>,
{
    related!(Self, T);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        type Shape<R, T> = <<R as Owning>::Nullability as Parent<R, T>>::Shape;
        let Groups { groups, keys } =
            groups::<R, Shape<R, T>, Option<Shape<R, T>>>(loader, Self::manner(), None)?;
        let filled = (groups.into_iter().enumerate()).map(|(slot, parent)| {
            R::Nullability::fill(parent).ok_or_else(|| Error::Cardinality {
                model: R::Near::NAME,
                relation: R::NAME,
                key: keys.display(slot),
                several: false,
            })
        });
        Ok(filled.collect::<Result<Vec<T>>>()?.into_iter())
    }

    #[inline]
    fn value((): (), related: &mut Self::Related) -> T {
        // One for each row, as the loader was given them.
        related.next().expect("a parent for each row")
    }
}

impl<C: Many, T: Counts> Source<T> for Counted<C> {
    related!(C, i64);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let counts = counts::<C::Relation>(loader, C::manner(), self.0.narrowed().as_ref())?;
        Ok(counts.into_iter())
    }

    #[inline]
    fn value((): (), related: &mut Self::Related) -> T {
        T::of_count(related.next().unwrap_or_default())
    }
}
